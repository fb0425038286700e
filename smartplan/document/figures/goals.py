"""総合計画との対応: the goals of the comprehensive plan and the fields that serve them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smartplan.document.figures.fitting import enumerated, in_parts, paged, shortened
from smartplan.document.figures.goals_drawing import (
    ROOM,
    Goal,
    field_height,
    goals_drawn,
    height_needed,
)
from smartplan.document.measures_shown import fields_named
from smartplan.document.tree import Figure
from smartplan.document.written import written
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import GoalLink

TOLD = 5
"""How many goals the figure's alternative tells."""


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """Goals on the left, fields on the right, and a line for each link."""
    if not is_drawn(contents):
        return ()
    goals = _goals(contents)
    order = [name for name, field in fields_named(contents) if field]
    without = [shortened(goal.name) for goal in goals if not goal.fields]
    parts = _parts(goals)
    return in_parts(
        [
            Figure(
                drawing=goals_drawn(part, order),
                caption="総合計画の目標と本計画の分野",
                alternative=alternative_text(part),
                key="goals",
                note=_note(without) if part is parts[-1] else "",
            )
            for part in parts
        ]
    )


def is_drawn(contents: PlanContents) -> bool:
    """Is a goal linked with a field?"""
    return any(field for _, field in _links(contents))


def alternative_text(goals: Sequence[Goal]) -> str:
    """Which fields serve which goal."""
    linked = "。".join(map(_told, goals[:TOLD]))
    rest = f"。ほか{len(goals) - TOLD}件" if len(goals) > TOLD else ""
    return f"総合計画の目標・政策と本計画の分野を線で結んだ図です。{linked}{rest}。"


def _told(goal: Goal) -> str:
    name = shortened(goal.name) or "目標の名称が未記入の行"
    fields = enumerated([shortened(field) for field in goal.fields])
    return f"「{name}」には{fields}が対応します" if fields else f"「{name}」の分野は未定です"


def _note(without: Sequence[str]) -> str:
    return f"対応する分野を定めていない目標・政策：{enumerated(without)}" if without else ""


def _parts(goals: Sequence[Goal]) -> list[list[Goal]]:
    """The goals that stand on a page together with all their fields."""
    parts: list[list[Goal]] = []
    for piece in (piece for goal in goals for piece in _pieces(goal)):
        if parts and height_needed([*parts[-1], piece]) <= ROOM:
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return parts


def _pieces(goal: Goal) -> Iterator[Goal]:
    """The goal itself, or with some of its fields each where they are higher than a page."""
    pages = paged([field_height(field) for field in goal.fields], ROOM)
    for page in pages or [range(0)]:
        yield Goal(goal.name, tuple(goal.fields[place] for place in page))


def _goals(contents: PlanContents) -> list[Goal]:
    """Each goal once, with its fields in the order of the rows."""
    fields: dict[str, dict[str, None]] = {}
    for goal, field in _links(contents):
        fields.setdefault(goal, {}).update({field: None} if field else {})
    return [Goal(name, tuple(linked)) for name, linked in fields.items()]


def _links(contents: PlanContents) -> Iterator[tuple[str, str]]:
    names = {field.pk: name for name, field in fields_named(contents) if field}
    for row in written(contents, GoalLink):
        if row.goal.strip():
            yield row.goal.strip(), names.get(row.field_id or 0, "")
