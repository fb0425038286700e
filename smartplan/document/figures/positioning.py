"""位置づけ図: the plans above and beside this one, and how they relate to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from smartplan.document.drawing import PORTRAIT_HEIGHT, Drawing
from smartplan.document.figures.fitting import enumerated, in_parts
from smartplan.document.figures.positioning_drawing import Surroundings, positions
from smartplan.document.figures.positioning_group import Group, Neighbour
from smartplan.document.tree import Figure
from smartplan.document.values import period, shown_fiscal_year
from smartplan.document.written import written
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import RelatedPlan

KEY = "positioning"
CAPTION = "計画の位置づけ"
OTHERS = "その他の関連計画"

Level = RelatedPlan.Level


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """The plan among its related plans; in parts where they do not fit on one page."""
    if not is_drawn(contents):
        return ()
    whole = _surroundings(contents)
    parts = tuple(
        Figure(
            drawing=drawing,
            caption=CAPTION,
            alternative=_alternative(part, contents.plan.title),
            key=KEY,
            note=_note(part),
        )
        for part, drawing in _fitting_parts(whole)
    )
    return in_parts(parts)


def is_drawn(contents: PlanContents) -> bool:
    """Has a related plan a name?"""
    return bool(_related(contents))


def _related(contents: PlanContents) -> list[RelatedPlan]:
    return [row for row in written(contents, RelatedPlan) if row.name.strip()]


def _surroundings(contents: PlanContents) -> Surroundings:
    plan, related = contents.plan, _related(contents)
    region = town_words_of(plan.municipality).region
    style = plan.year_style
    years = (shown_fiscal_year(year, style) for year in (plan.start_year, plan.last_year))

    def group(name: str, level: str) -> Group:
        neighbours = (
            Neighbour(row.name.strip(), choice_label(row, "relation"))
            for row in related
            if row.level == level
        )
        return Group(name, tuple(neighbours))

    return Surroundings(
        municipality=plan.municipality.name,
        title=plan.title,
        period=period(*years),
        outside=(group("国", Level.NATIONAL), group(region, Level.PREFECTURAL)),
        above=(group(Level.UPPER.label, Level.UPPER),),
        beside=(
            group(Level.INDIVIDUAL.label, Level.INDIVIDUAL),
            group(Level.INTERNAL.label, Level.INTERNAL),
            group(OTHERS, ""),
        ),
    )


# Parts ---------------------------------------------------------------------------------------


def _fitting_parts(whole: Surroundings) -> list[tuple[Surroundings, Drawing]]:
    """As few parts as fit on pages; each shows about the same number of a group's plans."""
    longest = max(len(group.neighbours) for group in whole.groups)
    parts: list[tuple[Surroundings, Drawing]] = []
    for count in range(1, longest + 1):
        parts = [(part, positions(part)) for part in _divided(whole, -(-longest // count))]
        if all(drawing.height <= PORTRAIT_HEIGHT for _, drawing in parts):
            break
    return parts


def _divided(whole: Surroundings, most: int) -> Iterator[Surroundings]:
    longest = max(len(group.neighbours) for group in whole.groups)
    for start in range(0, longest, most):

        def some(groups: Iterable[Group], start: int = start) -> tuple[Group, ...]:
            return tuple(
                replace(group, neighbours=group.neighbours[start : start + most])
                for group in groups
            )

        yield replace(
            whole,
            outside=some(whole.outside),
            above=some(whole.above),
            beside=some(whole.beside),
        )


# In words --------------------------------------------------------------------------------------


def _alternative(part: Surroundings, title: str) -> str:
    told = [
        f"{group.name}は{enumerated([_told(each) for each in group.neighbours])}"
        for group in part.groups
        if group.neighbours
    ]
    return f"「{title}」と、上位計画・関連計画との関係を示した図。{'。'.join(told)}。"


def _told(neighbour: Neighbour) -> str:
    return f"{neighbour.name}（{neighbour.relation}）" if neighbour.relation else neighbour.name


def _note(part: Surroundings) -> str:
    relations = _relations(part.groups)
    explained = {
        RelatedPlan.Relation.CONFORMS.label: "即する＝その計画の方針に沿って定める",
        RelatedPlan.Relation.CONSISTENT.label: "整合＝互いに内容を合わせる",
        RelatedPlan.Relation.COOPERATES.label: "連携＝互いに協力して進める",
        RelatedPlan.Relation.REFERS.label: f"参考＝内容を参考にする{_dashed(part)}",
    }
    return "、".join(words for relation, words in explained.items() if relation in relations)


def _dashed(part: Surroundings) -> str:
    """How a line looks that stands for plans to refer to and for no others."""
    refers = {RelatedPlan.Relation.REFERS.label}
    return "（破線）" if any(set(group.relations) == refers for group in part.groups) else ""


def _relations(groups: Sequence[Group]) -> set[str]:
    return {each.relation for group in groups for each in group.neighbours}
