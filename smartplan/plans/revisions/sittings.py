"""The sittings of a history: what one person saved of one unit without a long pause is one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from smartplan.plans.models import Revision

PAUSE = timedelta(minutes=15)
"""A save that comes later than this after the one before it begins a new sitting."""

MORE = "ほか"
"""What a summary that was too long ends with."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Revisions of one unit, the newest first; whatever was not typed stands alone."""

    revisions: list[Revision]

    @property
    def newest(self) -> Revision:
        return self.revisions[0]

    @property
    def oldest(self) -> Revision:
        return self.revisions[-1]

    @property
    def saves(self) -> int:
        return len(self.revisions)

    @property
    def is_folded(self) -> bool:
        return self.saves > 1

    @property
    def summary(self) -> str:
        """What the saves changed, each label once, in the order in which it was changed."""
        said = [each.summary for each in reversed(self.revisions) if each.summary]
        labels = [label for text in said for label in text.removesuffix(MORE).split("、")]
        more = MORE if any(text.endswith(MORE) for text in said) else ""
        return "、".join(dict.fromkeys(labels)) + more


def sittings(revisions: Iterable[Revision]) -> list[Sitting]:
    """Fold revisions, which come newest first; each line stands where its newest save stands.

    Saves of other units in between part nothing: one person may write in two chapters in turn.
    Another person's save of the same unit does. What the revisions hold is not looked at.
    """
    found: list[Sitting] = []
    last: dict[tuple[int, str, int], Sitting] = {}
    for revision in revisions:
        unit = (revision.plan_id, revision.unit, revision.unit_id)
        sitting = last.get(unit)
        if sitting is not None and _goes_on(revision, sitting.oldest):
            sitting.revisions.append(revision)
        else:
            last[unit] = Sitting([revision])
            found.append(last[unit])
    return found


def _goes_on(before: Revision, after: Revision) -> bool:
    is_one_person = (before.author_id, before.author_name) == (after.author_id, after.author_name)
    pause = abs(after.created_at - before.created_at)
    return before.is_typed and after.is_typed and is_one_person and pause <= PAUSE
