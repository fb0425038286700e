"""Taking over a pasted table: after the rows that are there, or in their place."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from smartplan.japanese.folding import fold
from smartplan.municipalities.models import User
from smartplan.plans import actions, revisions
from smartplan.plans.models import Chapter, Field, Revision, Row, Versioned
from smartplan.wizard.ordering import renumber
from smartplan.wizard.tables import PostedRow, TableInPlan, stored_columns, write_policy_fields


@transaction.atomic
def take_over(
    chapter: Chapter,
    table: TableInPlan,
    pasted: list[PostedRow],
    *,
    replace: bool,
    by: User,
    at: datetime,
) -> None:
    """Add the pasted rows, or let them stand in place of all that are there.

    When they replace, a row with the same name stays the same row, so that what refers to it (a
    measure to its issue) still does. Raises StaleSaveError when the chapter was saved meanwhile.
    """
    chapter.claim(chapter.version)
    pairs = _pairs(table, pasted, replace=replace)
    taken = [row for _, row in pairs]
    if replace:
        staying = {row.pk for row in taken}
        for row in table.rows:
            if row.pk not in staying:
                actions.remove_row(row=row, by=by)
    made = _store(table, taken, after=0 if replace else len(table.rows))
    renumber(taken if replace else [*table.rows, *taken])
    for sent, row in pairs:
        if isinstance(row, Field):
            write_policy_fields(row, sent, table)
    if issubclass(table.kind, Versioned):
        for row in taken:
            action = Revision.Action.CREATED if row.pk in made else Revision.Action.SAVED
            revisions.record(row, by=by, action=action, chapter=chapter)
    actions.touch_chapter(chapter=chapter, by=by, at=at)
    revisions.record(chapter, by=by, action=Revision.Action.SAVED)


def _pairs(
    table: TableInPlan, pasted: list[PostedRow], *, replace: bool
) -> list[tuple[PostedRow, Row]]:
    """Each pasted row with the row that it becomes, its cells written."""
    by_name: dict[str, Row] = {}
    for row in table.rows if replace else ():
        by_name.setdefault(_name(table, table.cells_of(row)), row)
    pairs = []
    for sent in pasted:
        sent.row = by_name.pop(_name(table, sent.cells), None)
        row = sent.row or table.new_row()
        for column in table.table.columns:
            column.write(row, sent.values[column.name])
        pairs.append((sent, row))
    return pairs


def _name(table: TableInPlan, cells: dict[str, str]) -> str:
    return fold(cells[table.table.columns[0].name])


def _store(table: TableInPlan, taken: list[Row], *, after: int) -> set[int]:
    """Write the rows; returns the ids of the new ones."""
    new = [row for row in taken if row.pk is None]
    matched = [row for row in taken if row.pk is not None]
    for place, row in enumerate(taken, start=after + 1):
        if row.pk is None:
            row.position = place
    if issubclass(table.kind, Versioned):
        for row in matched:
            row.claim(row.version)  # type: ignore[attr-defined]
    if matched:
        table.kind._default_manager.bulk_update(matched, stored_columns(table))
    table.kind._default_manager.bulk_create(new)
    return {row.pk for row in new}
