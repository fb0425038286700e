"""Two people saved the same page: what only one of them changed needs no decision.

What I left as it was takes the newer value, what only I changed stays mine, and what both changed
stays mine in the form and is shown side by side. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from smartplan.plans.models import Row
from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.conflicts.bases import ChapterBase, content_seen, row_base, same
from smartplan.wizard.conflicts.differences import REMOVED, Difference, all_cells, differences
from smartplan.wizard.row.saving import RowPage

Changes = Mapping[str, tuple[Any, Any]]
"""Field to (typed, stored)."""


@dataclass
class Merged:
    """What the form holds from now on, and what the person is told about it."""

    posted: QueryDict
    taken: list[str] = field(default_factory=list)
    """What was taken over from the other, by name."""
    differences: list[Difference] = field(default_factory=list)
    """What both changed."""

    def fields(
        self,
        changes: Changes,
        base: Mapping[str, Any],
        label: Callable[[str], str],
        words: Callable[[str, Any], str],
    ) -> None:
        """Decide field by field; a field that the base does not know counts as changed by both."""
        for name, (typed, stored) in changes.items():
            if name in base and same(typed, base[name]):
                self._take(name, stored)
                self.taken.append(label(name))
            elif name not in base or not same(stored, base[name]):
                self.differences.append(
                    Difference(label(name), words(name, typed), words(name, stored))
                )

    def _take(self, name: str, stored: Any) -> None:
        if isinstance(stored, list):
            self.posted.setlist(name, [str(each) for each in stored])
            if not stored:
                self.posted.pop(name)
        else:
            self.posted[name] = "" if stored is None else str(stored)


def merge_chapter(page: ChapterPage) -> Merged:
    """The page's form with what others saved; without a base, everything is shown side by side."""
    assert page.posted is not None  # noqa: S101 - only what was sent can be merged
    merged = Merged(page.posted.copy())
    content = content_seen(page.chapter, page.posted)
    if content is None:
        merged.differences = differences(page)
        return merged
    base = ChapterBase(content)
    form, frame = page.text_form, page.frame
    merged.fields(
        page.changed_texts(),
        base.texts(list(form.fields), type(page.text)()),
        lambda name: str(form.fields[name].label),
        page.words_of_text,
    )
    for table in page.tables:
        _RowsMerge(page, table, base, merged).run()
    merged.fields(
        frame.changes(),
        base.frame(page.people),
        lambda name: str(frame.fields[name].label),
        frame.words_of,
    )
    return merged


def merge_row(page: RowPage) -> Merged:
    """The same for a row that has a page of its own."""
    assert page.posted is not None  # noqa: S101 - only what was sent can be merged
    merged = Merged(page.posted.copy())
    content = content_seen(page.row, page.posted)
    if content is None:
        merged.differences = page.differences()
        return merged
    form = page.form
    merged.fields(
        form.changes(),
        row_base(content, form),
        lambda name: str(form.fields[name].label),
        form.words_of,
    )
    return merged


class _RowsMerge:
    """One table of the page: cell by cell, rows that went, and the order."""

    def __init__(
        self, page: ChapterPage, table: TableInPlan, base: ChapterBase, merged: Merged
    ) -> None:
        self.table, self.merged = table, merged
        self.sent = page.rows.get(table.rows_name, [])
        self.base = base.cells(table)
        self.cells: dict[int, dict[str, str]] = {}
        """By index: the cells that take the newer value."""

    def run(self) -> None:
        kept = [each for each in self.sent if self._stays(each)]
        sent = {each.key for each in self.sent}
        for row in self.table.rows:
            if row.pk not in self.base and row.pk not in sent:
                self.merged.taken.append(f"{self._name(row)}の追加")
        self._write(self._ordered(kept))

    def _stays(self, sent: PostedRow) -> bool:
        """Decide about one row; False when it is gone for both."""
        before = self.base.get(sent.key) if sent.key is not None else None
        if sent.key is None:
            return True
        if sent.row is None:
            return self._stays_though_removed(sent, before)
        stored = self.table.cells_of(sent.row)
        if sent.removed:
            if before is None or stored != before:
                theirs = all_cells(self.table, stored)
                self._both(sent, "（この行を削除する）", theirs)
        else:
            self._decide_cells(sent, stored, before)
        return True

    def _stays_though_removed(self, sent: PostedRow, before: dict[str, str] | None) -> bool:
        if sent.removed:
            return False
        if before is not None and all(same(cell, before[n]) for n, cell in sent.cells.items()):
            first = next((cell for cell in before.values() if cell), "")
            named = f"「{first[:40]}」" if first else f"{sent.place + 1}行目"
            self.merged.taken.append(f"{self.table.table.title}{named}の削除")
            return False
        self._both(sent, all_cells(self.table, sent.cells), REMOVED)
        return True

    def _decide_cells(
        self, sent: PostedRow, stored: dict[str, str], before: dict[str, str] | None
    ) -> None:
        both: list[str] = []
        for name, cell in sent.cells.items():
            if cell == stored[name]:
                continue
            if before is not None and same(cell, before[name]):
                self.cells.setdefault(sent.index, {})[name] = stored[name]
                self.merged.taken.append(f"{self._name(sent.row)}の{self.table.labels[name]}")
            elif before is None or not same(stored[name], before[name]):
                both.append(name)
        if both:
            mine, theirs = (
                all_cells(self.table, {name: cells[name] for name in both}, blanks=True)
                for cells in (sent.cells, stored)
            )
            self._both(sent, mine, theirs)

    def _both(self, sent: PostedRow, mine: str, theirs: str) -> None:
        label = f"{self.table.table.title}　{sent.place + 1}行目"
        self.merged.differences.append(Difference(label, mine, theirs))

    def _name(self, row: Row | None) -> str:
        title = self.table.table.title
        if row is not None and str(row):
            return f"{title}「{str(row)[:40]}」"
        return f"{title}{self.table.rows.index(row) + 1}行目" if row in self.table.rows else title

    def _ordered(self, kept: list[PostedRow]) -> list[PostedRow]:
        """Their order where I left it alone, mine where they did, and mine, told, where neither."""
        mine = [each.row for each in kept if each.row is not None]
        keys = {row.pk for row in mine}
        stored = [row for row in self.table.rows if row.pk in keys]
        before = [key for key in self.base if key in keys]
        if mine == stored or [row.pk for row in stored] == before:
            return kept
        title = f"{self.table.table.title}の並び順"
        if [row.pk for row in mine] != before:
            lists = ("\n".join(str(row) for row in rows) for rows in (mine, stored))
            self.merged.differences.append(Difference(title, *lists))
            return kept
        self.merged.taken.append(title)
        by_key = {each.row.pk: each for each in kept if each.row is not None}
        in_order = iter(by_key[row.pk] for row in stored)
        return [each if each.row is None else next(in_order) for each in kept]

    def _write(self, kept: list[PostedRow]) -> None:
        """The rows' part of the form again, in this order, with the newer cells."""
        posted, name = self.merged.posted, self.table.rows_name
        sent: dict[int, list[tuple[str, list[str]]]] = {}
        for key in list(posted):
            if match := re.fullmatch(rf"{name}-([0-9]{{1,5}})-[a-z0-9_]+", key):
                sent.setdefault(int(match[1]), []).append((key, posted.pop(key)))
        for each in kept:
            for key, values in sent[each.index]:
                posted.setlist(key, values)
            for column, cell in self.cells.get(each.index, {}).items():
                posted[f"{name}-{each.index}-{column}"] = cell
