"""Taking over a pasted table: what was seen on the preview, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from smartplan.intake.matching import PastedRow
from smartplan.intake.pasted_table import Pasted
from smartplan.municipalities.models import User
from smartplan.plans import actions, revisions
from smartplan.plans.models import Chapter, Field, Revision, Row, Versioned
from smartplan.plans.reading import read_plan
from smartplan.plans.sections.tables import TableInPlan, stored_columns, write_policy_fields
from smartplan.wizard.ordering import renumber


@dataclass(frozen=True)
class TakenOver:
    """How many rows were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@transaction.atomic
def take_over(
    chapter: Chapter, table: TableInPlan, pasted: Pasted, *, remove: bool, by: User, at: datetime
) -> TakenOver:
    """Store the rows that are new or changed, and only with `remove` remove those it lacks.

    A row that is changed stays the same row, so that what refers to it (a measure to its issue)
    still does. Raises StaleSaveError when the chapter or one of the rows was saved meanwhile.
    """
    gone = pasted.missing if remove else []
    changed = [sent for sent in pasted.rows if table.is_changed(sent)]
    order = pasted.order(table, remove=remove)
    if not (changed or gone or _is_moved(order, table)):
        return TakenOver()
    chapter.claim(chapter.version)
    new = {sent.place for sent in changed if sent.row is None}
    row_of = {sent.place: table.filled(sent) for sent in changed}
    _store(table, [row for place, row in row_of.items() if place not in new])
    _renumber_with_new(
        table,
        [
            row_of.get(each.place) or each.row if isinstance(each, PastedRow) else each
            for each in order
        ],
    )
    # Last, since a row that stays may refer to one that goes.
    for row in gone:
        _claim(row)
        actions.remove_row(row=row, by=by, chapter=chapter, contents=table.contents)
    for sent in changed:
        if isinstance(row := row_of[sent.place], Field):
            write_policy_fields(row, sent, table)
    _record(chapter, row_of, new, by=by, at=at)
    return TakenOver(len(new), len(changed) - len(new), len(gone))


def _is_moved(order: list[Row | PastedRow], table: TableInPlan) -> bool:
    return [each.row if isinstance(each, PastedRow) else each for each in order] != table.rows


def _claim(row: Row) -> None:
    if isinstance(row, Versioned):
        row.claim(row.version)


def _store(table: TableInPlan, changed: list[Row]) -> None:
    for row in changed:
        _claim(row)
    if changed:
        table.kind._default_manager.bulk_update(changed, stored_columns(table))


def _renumber_with_new(table: TableInPlan, order: list[Row | None]) -> None:
    """Create the new rows at their places, and give the others theirs."""
    rows = [row for row in order if row is not None]
    for place, row in enumerate(rows, start=1):
        if row.pk is None:
            row.position = place
    table.kind._default_manager.bulk_create([row for row in rows if row.pk is None])
    renumber(rows)


def _record(
    chapter: Chapter, row_of: dict[int, Row], new: set[int], *, by: User, at: datetime
) -> None:
    """Note the save in the history: of the rows with a page of their own, and of the chapter."""
    actions.touch_chapter(chapter=chapter, by=by, at=at)
    contents = read_plan(chapter.plan)
    for place, row in row_of.items():
        if isinstance(row, Versioned):
            action = Revision.Action.CREATED if place in new else Revision.Action.SAVED
            revisions.record(row, by=by, action=action, chapter=chapter, contents=contents)
    revisions.record(chapter, by=by, action=Revision.Action.SAVED, contents=contents)
