"""Rows that somebody removed while somebody else was writing in them: they come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, Picture, Plan, Revision, Row
from smartplan.plans.reading import read_plan
from smartplan.plans.revisions.returning import Returning
from smartplan.plans.saving.changes import Change, Key, Write
from smartplan.plans.saving.merging import is_wanted


@dataclass(slots=True)
class Returned:
    """The rows that are there again; `ids` where one had to take another id."""

    rows: list[Row] = field(default_factory=list)
    ids: dict[Key, int] = field(default_factory=dict)


def bring_back_rows(
    changes: Iterable[Change], contents: PlanContents
) -> tuple[PlanContents, Returned]:
    """Put in again the removed rows in which something is to be written.

    They come back as they were when they were removed; what is to be written is then merged into
    that. A row of another plan stays away.
    """
    gone = {
        (cast(type[Row], change.kind).rows_name(), change.key)
        for change in changes
        if isinstance(change, Write) and _is_gone(change, contents) and is_wanted(change)
    }
    returned = Returned()
    if not gone:
        return contents, returned
    returning = Returning(contents.plan)
    places = {row.place for row in contents.rows(Picture)}
    for removal in _newest_removals(contents.plan, gone):
        if removal.unit == Picture.rows_name() and removal.content["fields"]["place"] in places:
            continue  # there is another picture by now
        row = returning.row(removal)
        returned.rows.append(row)
        if row.pk != removal.unit_id:
            returned.ids[removal.unit_id] = row.pk
    return read_plan(contents.plan), returned


def _is_gone(change: Write, contents: PlanContents) -> bool:
    if change.kind in (Plan, Chapter) or isinstance(change.key, str):
        return False
    return contents.row(cast(type[Row], change.kind), change.key) is None


def _newest_removals(plan: Plan, gone: set[tuple[str, Key]]) -> list[Revision]:
    removals = Revision.objects.filter(
        plan=plan, action=Revision.Action.REMOVED, unit_id__in={key for _, key in gone}
    )
    newest: dict[tuple[str, Key], Revision] = {}
    for removal in removals:  # the newest first
        if (removal.unit, removal.unit_id) in gone:
            newest.setdefault((removal.unit, removal.unit_id), removal)
    return list(newest.values())
