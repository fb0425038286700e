"""What a chapter's page tells of a save: what both changed, what was taken over or refused."""

from __future__ import annotations

from typing import Any

from smartplan.plans.models import Chapter
from smartplan.plans.saving import Order, Saved, Write
from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.web.errors import ErrorLink
from smartplan.wizard.chapter.again import columns_open
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.conflicts import (
    Conflicts,
    Difference,
    fields_in_conflict,
    removals_in_conflict,
)

REMOVING = "（この行を削除する）"


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
