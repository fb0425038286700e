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
from smartplan.web.errors import ErrorLink
from smartplan.wizard.bases import ShownBases
from smartplan.wizard.chapter.changes import key_of_row
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.conflicts import (
    Conflicts,
    Difference,
    fields_in_conflict,
    removals_in_conflict,
)

REMOVING = "（この行を削除する）"

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


# In words ---------------------------------------------------------------------------------------


def conflicts_of(page: ChapterPage, saved: Saved) -> Conflicts:
    """What both changed and what was taken over, as the page tells it."""
    telling = _Telling(page, saved)
    return Conflicts(
        differences=telling.differences(),
        taken=telling.everything_taken(),
        stored=saved.changed,
    )


def refusals_of(page: ChapterPage, saved: Saved) -> list[ErrorLink]:
    """What the plan could not take, in words; what the page's own forms refuse is told there."""
    found = {}
    for refusal in saved.refusals:
        kind: Any = refusal.change.kind
        title = page.chapter.title if kind is Chapter else str(kind._meta.verbose_name)
        found[f"{title}：{refusal.message}"] = "" if kind is Chapter else kind.rows_name()
    return [ErrorLink(message, anchor) for message, anchor in found.items()]


class _Telling:
    def __init__(self, page: ChapterPage, saved: Saved) -> None:
        self.page, self.saved = page, saved
        self.contents = saved.contents or page.contents
        self.fields = fields_in_conflict(saved.conflicts)

    def differences(self) -> list[Difference]:
        found = [
            Difference(
                self._label(each.change.field),
                self._words(each.change.field, each.change.value),
                self._words(each.change.field, each.stored),
            )
            for each in self.saved.conflicts
            if isinstance(each.change, Write) and each.change.kind is Chapter
        ]
        for table in self.page.tables:
            stored = table.table.in_plan(self.contents, self.page.people.policy_fields)
            for sent in self.page.rows.get(table.rows_name, ()):
                found += self._row(stored, sent)
        return found + [self._order(each.change, each.stored) for each in self._orders()]

    def everything_taken(self) -> list[str]:
        """What was taken over from the other, by name, each thing once."""
        gone = [f"{self._title(kind, key)}の削除" for kind, key in self.saved.gone]
        return list(dict.fromkeys([*map(self.taken, self.saved.taken), *gone]))

    def _title(self, kind: Any, key: int) -> str:
        """課題「防災」, also of a row that is gone."""
        title = str(kind._meta.verbose_name)
        row = self.contents.row(kind, key)
        if row is None:
            sent = (each for each in self.page.rows[kind.rows_name()] if each.key == key)
            cells = next((each.cells for each in sent), {})
            name = next((cell for cell in cells.values() if cell), "")
        else:
            name = str(row)
        return f"{title}「{name[:40]}」" if name else title

    def taken(self, change: Write | Order) -> str:
        """What was taken over from the other, by name."""
        if isinstance(change, Order):
            return f"{change.kind._meta.verbose_name}の並び順"
        if change.kind is Chapter:
            return self._label(change.field)
        table = next(each for each in self.page.tables if each.kind is change.kind)
        labels = [
            table.labels[column.name]
            for column in table.table.columns
            if change.field in column.fields
        ]
        title = self._title(table.kind, int(change.key))
        return f"{title}の{labels[0] if labels else '事例の分野'}"

    def _row(self, table: TableInPlan, sent: PostedRow) -> list[Difference]:
        label = f"{table.table.title}　{sent.place + 1}行目"
        row = table.contents.row(table.kind, sent.key) if sent.key is not None else None
        if row is None:
            return []
        theirs = table.cells_of(row)
        if sent.removed:
            removals = removals_in_conflict(self.saved.conflicts)
            stays = (table.kind, row.pk) in removals
            return [Difference(label, REMOVING, all_cells(table, theirs))] if stays else []
        names = columns_open(self.page, table, sent, self.fields) - set(sent.errors)
        if not names:
            return []
        mine, stored = (
            all_cells(table, {name: cells[name] for name in cells if name in names}, blanks=True)
            for cells in (sent.cells, theirs)
        )
        return [Difference(label, mine, stored)]

    def _orders(self) -> list[Any]:
        return [each for each in self.saved.conflicts if isinstance(each.change, Order)]

    def _order(self, change: Order, stored: list[int]) -> Difference:
        kind: Any = change.kind
        names = [
            "\n".join(
                str(self.contents.row(kind, key) or "") for key in keys if isinstance(key, int)
            )
            for keys in (change.keys, stored)
        ]
        return Difference(f"{kind._meta.verbose_name}の並び順", *names)

    def _label(self, field: str) -> str:
        form = self.page.text_form
        if field in form.fields:
            return str(form.fields[field].label)
        return self.page.frame.label_of(field)

    def _words(self, field: str, value: Any) -> str:
        if field in self.page.text_form.fields:
            return self.page.words_of_text(field, value)
        return self.page.frame.words_of(field, value)


def all_cells(table: TableInPlan, cells: dict[str, str], *, blanks: bool = False) -> str:
    """The cells of a row as 「見出し：内容」 lines."""
    return "\n".join(
        f"{table.labels[name]}：{table.words_of(name, cell) or '（空欄）'}"
        for name, cell in cells.items()
        if cell or blanks
    )
