"""Two people changed the same: what each of them wrote, for showing side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from smartplan.plans.models import Chapter, Plan, Revision, Row
from smartplan.plans.saving import Conflict, Removal, Saved, Write


@dataclass(frozen=True)
class Difference:
    """One text or row: 「あなたの入力」 beside 「先に保存された内容」."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Saver:
    """Who saved, by the name that they had then; `user_id` tells whether it was oneself."""

    name: str
    user_id: int | None

    def __str__(self) -> str:
        return self.name


@dataclass
class Conflicts:
    """What the person is told: what both changed, what was taken over, and who was first."""

    differences: list[Difference] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    """What was taken over from the other, by name."""
    saved_by: Saver | None = None
    saved_at: datetime | None = None
    stored: bool = False
    """Was something else of what was sent stored?"""


def taken_over(names: Iterable[str]) -> str:
    """The message that somebody else's changes were taken over, by name."""
    return f"先に保存された内容を取り込みました：{'、'.join(names)}"


def came_back(row: str) -> str:
    """The message that a removed row (課題「交通」) is there again, since somebody wrote in it."""
    return f"{row}は、ほかの人が削除していました。あなたの入力を入れて、元に戻しました。"


def conflicts_of_fields(
    saved: Saved, label: Callable[[Write], str], words: Callable[[Write, Any], str]
) -> Conflicts:
    """The conflicts of a form without rows, field by field."""
    found = Conflicts(
        stored=saved.changed, taken=[label(each) for each in saved.taken if isinstance(each, Write)]
    )
    for conflict in saved.conflicts:
        if isinstance(conflict.change, Write):
            change = conflict.change
            mine, theirs = words(change, change.value), words(change, conflict.stored)
            found.differences.append(Difference(label(change), mine, theirs))
    return found


def fields_in_conflict(conflicts: Iterable[Conflict]) -> set[tuple[Any, Any, str, int | None]]:
    """Which fields stay as they were typed: kind, key, field and year."""
    return {
        (conflict.change.kind, conflict.change.key, conflict.change.field, conflict.change.year)
        for conflict in conflicts
        if isinstance(conflict.change, Write)
    }


def removals_in_conflict(conflicts: Iterable[Conflict]) -> set[tuple[type[Row], int]]:
    """The rows that stay though this person removed them: somebody changed them meanwhile."""
    return {
        (conflict.change.kind, conflict.change.key)
        for conflict in conflicts
        if isinstance(conflict.change, Removal)
    }


def last_saver(
    unit: Plan | Chapter | Row, *, unless: Saved
) -> tuple[Saver | None, datetime | None]:
    """Who saved the unit last before this save, and when."""
    plan = unit if isinstance(unit, Plan) else unit.plan
    name = "plan" if isinstance(unit, Plan) else "chapter"
    if isinstance(unit, Row):
        name = unit.rows_name()
    kept = Revision.objects.filter(plan=plan, unit=name, unit_id=unit.pk).defer("content")
    newest = list(kept[:2])[(type(unit), unit.pk) in unless.recorded :]
    if not newest:
        return None, None
    last = newest[0]
    return Saver(last.author_name, last.author_id), last.created_at
