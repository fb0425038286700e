"""A chapter's page once more, after a save that could not store everything.

What could be stored is stored, and shows in the form as it is now; what both people changed, and
what cannot be stored, stands there as it was typed.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from smartplan.plans.models import Chapter, Row
from smartplan.plans.saving import Order, Saved, Write
from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.wizard.bases import ShownBases
from smartplan.wizard.chapter.changes import key_of_row
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.conflicts import (
    fields_in_conflict,
    removals_in_conflict,
)

FRAME = {
    "person": ("person", "person_name"),
    "division": ("division", "division_name"),
    "done": ("state",),
}
"""The questions of the frame, and the fields of the chapter that their answers give."""


def page_again(page: ChapterPage, saved: Saved) -> ChapterPage:
    """The page as it is after the save, with what is still to be decided."""
    contents = saved.contents or page.contents
    stored = ChapterPage(contents, page.chapter, page.people)
    return ChapterPage(contents, page.chapter, page.people, _Again(page, stored, saved).posted())


def bases_of(page: ChapterPage, shown: dict[str, list[Row]]) -> str:
    """What the page's fields hold now, for its hidden field; `shown` are the rows by table."""
    bases = ShownBases(page.contents)
    frame = (field for fields in FRAME.values() for field in fields)
    bases.add(page.chapter, [*page.text_form.fields, *frame])
    for table in page.tables:
        fields = [field for column in table.table.columns for field in column.fields]
        if table.policy_columns:
            fields.append("policy_fields")
        for row in shown[table.rows_name]:
            bases.add(row, fields)
    return str(bases)


def rows_sent(page: ChapterPage) -> dict[str, list[Row]]:
    """The stored rows of a page that was sent, by table, in their stored order."""
    found = {}
    for table in page.tables:
        sent = {each.row.pk for each in page.rows[table.rows_name] if each.row is not None}
        found[table.rows_name] = [row for row in table.rows if row.pk in sent]
    return found


class _Again:
    """From what was sent and what is stored to what the form holds next."""

    def __init__(self, page: ChapterPage, stored: ChapterPage, saved: Saved) -> None:
        self.page, self.stored, self.saved = page, stored, saved
        refused = ((each.change, each) for each in saved.refusals)
        self.open = fields_in_conflict(saved.conflicts) | {
            (change.kind, change.key, change.field, change.year)
            for change, _ in refused
            if isinstance(change, Write)
        }
        self.not_removed = removals_in_conflict(saved.conflicts)

    def posted(self) -> QueryDict:
        assert self.page.posted is not None  # noqa: S101 - only what was sent comes again
        posted = self.page.posted.copy()
        self._texts(posted)
        self._frame(posted)
        for table in self.stored.tables:
            self._rows(posted, table)
        return posted

    def _is_open(self, field: str) -> bool:
        return (Chapter, self.page.chapter.pk, field, None) in self.open

    def _texts(self, posted: QueryDict) -> None:
        form = self.page.text_form
        for name in form.fields:
            if name in posted and name in form.cleaned_data and not self._is_open(name):
                value = getattr(self.stored.text, name)
                posted[name] = "" if value is None else str(value)

    def _frame(self, posted: QueryDict) -> None:
        form, stored = self.page.frame, self.stored.frame
        for question, fields in FRAME.items():
            if any(map(self._is_open, fields)):
                continue
            for name in (question, f"{question}_name"):
                if name in posted and name in form.cleaned_data:
                    posted[name] = stored.initial[name]

    # Rows ------------------------------------------------------------------------------------

    def _rows(self, posted: QueryDict, table: TableInPlan) -> None:
        name = table.rows_name
        for key in [key for key in posted if re.fullmatch(rf"{name}-[0-9]{{1,5}}-[a-z0-9_]+", key)]:
            del posted[key]
        known = {row.pk: place for place, row in enumerate(table.rows)}
        rows = [(sent, self._row(table, sent)) for sent in self.page.rows.get(name, ())]
        shown = [(sent, row) for sent, row in rows if self._stays(table, sent, row)]
        if not self._order_is_open(table):
            shown.sort(
                key=lambda each: known.get(each[1].pk, len(known)) if each[1] else len(known)
            )
        for place, (sent, row) in enumerate(shown):
            for column, cell in self._cells(table, sent, row).items():
                posted[f"{name}-{place}-{column}"] = cell
            posted[f"{name}-{place}-id"] = str(row.pk) if row is not None else ""
            if sent.removed:
                posted[f"{name}-{place}-remove"] = "on"

    def _row(self, table: TableInPlan, sent: PostedRow) -> Row | None:
        """The stored row of a row that was sent; a new one is stored by now, if anything was."""
        key = key_of_row(self.page, table, sent)
        found = self.saved.ids.get(key) if isinstance(key, str) else key
        return table.contents.row(table.kind, found) if found is not None else None

    def _stays(self, table: TableInPlan, sent: PostedRow, row: Row | None) -> bool:
        if sent.removed:
            return row is not None and (table.kind, row.pk) in self.not_removed
        # Gone, and this person had not changed it; a new row that could not be made is typed yet.
        return row is not None or sent.key is None or bool(sent.errors) or self._is_refused(sent)

    def _is_refused(self, sent: PostedRow) -> bool:
        return any(key == sent.key for _, key, _, _ in self.open)

    def _order_is_open(self, table: TableInPlan) -> bool:
        return any(
            isinstance(each.change, Order) and each.change.kind is table.kind
            for each in self.saved.conflicts
        )

    def _cells(self, table: TableInPlan, sent: PostedRow, row: Row | None) -> dict[str, str]:
        if row is None:
            return sent.cells
        open_columns = columns_open(self.page, table, sent, self.open)
        return {
            name: sent.cells[name] if name in open_columns else cell
            for name, cell in table.cells_of(row).items()
        }


def columns_open(
    page: ChapterPage, table: TableInPlan, sent: PostedRow, fields: set[tuple[Any, Any, str, Any]]
) -> set[str]:
    """The columns of a row that was sent which stay as they were typed."""
    key = key_of_row(page, table, sent)
    found = set(sent.errors)
    for column in table.table.columns:
        if any((table.kind, key, field, None) in fields for field in column.fields):
            found.add(column.name)
    if (table.kind, key, "policy_fields", None) in fields:
        found |= table.policy_columns
    return found
