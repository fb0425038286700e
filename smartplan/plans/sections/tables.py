"""Row tables: the short rows of a plan that are edited inline on a chapter's page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cases.models import PolicyField
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.models import Field, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving.changes import Key, Write
from smartplan.plans.saving.values import stored_value
from smartplan.plans.sections.columns import (
    CellError,
    Choices,
    Library,
    PolicyFieldColumn,
    StageColumn,
    TextColumn,
    column_of,
)
from smartplan.plans.sections.questions import bases_of_answer

ROWS_A_PAGE = 30
LARGEST_KEY = 2**63 - 1
NO_KEY = 0


class RowTable:
    """One kind of short rows: its columns with their widths, and what to say above it.

    `widths` names the columns in order; a heading shorter than the field's label may be given.
    `words` are what the tables of towns call a column, separated by 「、」.
    `identifying` names the columns that tell one row from another, the main one first; without it,
    that is the first column.
    """

    def __init__(
        self,
        kind: type[Row],
        widths: dict[str, str],
        *,
        support: str = "",
        headings: dict[str, str] | None = None,
        more_columns: tuple[TextColumn, ...] = (),
        identifying: tuple[str, ...] = (),
        words: dict[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.rows_name = kind.rows_name()
        self.title = str(kind._meta.verbose_name)
        self.support = support
        named = headings or {}
        self.columns: tuple[TextColumn, ...] = (
            *(column_of(kind, name, width, named.get(name, "")) for name, width in widths.items()),
            *more_columns,
        )
        self.words = {name: tuple(said.split("、")) for name, said in (words or {}).items()}
        self.identifying = identifying or (self.columns[0].name,)

    def in_plan(self, contents: PlanContents, library: Library = ()) -> TableInPlan:
        return TableInPlan(self, contents, library)


@dataclass
class PostedRow:
    """One row as it came in with a form."""

    index: int
    key: int | None
    """The id that came with it; None for a new row."""
    row: Row | None
    """The stored row; None for a new one, and for one that was removed meanwhile."""
    cells: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    """What the cells hold, once read."""
    given: set[str] = field(default_factory=set)
    """The columns that came in. What did not come in stays as it is in a stored row."""
    removed: bool = False
    place: int = 0
    """Its place (from 0) among the rows of the page, new order."""

    @property
    def was_removed(self) -> bool:
        """Somebody else removed this row after it was shown."""
        return self.key is not None and self.row is None


class TableInPlan:
    """A row table together with one plan's rows and choices."""

    def __init__(self, table: RowTable, contents: PlanContents, library: Library) -> None:
        self.table = table
        self.contents = contents
        self.kind = table.kind
        self.rows_name = table.rows_name
        self.rows: list[Row] = list(contents.rows(table.kind))
        self.choices: dict[str, Choices] = {
            column.name: column.choices(contents, library) for column in table.columns
        }
        adapted = town_words_of(contents.plan.municipality).adapted
        self.support = adapted(table.support)
        self.labels = {
            column.name: column.label(contents)
            if isinstance(column, StageColumn)
            else adapted(column.heading)
            for column in table.columns
        }

    def cells_of(self, row: Row) -> dict[str, str]:
        """What the row's cells show."""
        return {column.name: column.shown(row, self.contents) for column in self.table.columns}

    def blank_cells(self) -> dict[str, str]:
        return {column.name: column.blank() for column in self.table.columns}

    def words_of(self, name: str, cell: str) -> str:
        """A cell as it is read by people: a choice by its label."""
        return dict(self.choices[name]).get(cell, cell) if cell else ""

    def new_row(self) -> Row:
        row = self.kind()
        row.plan = self.contents.plan
        return row

    def posted(self, data: Mapping[str, str]) -> list[PostedRow]:
        """The rows that a form sent, in page order; new rows without content left out."""
        found: dict[int, dict[str, str]] = {}
        pattern = re.compile(rf"{self.rows_name}-([0-9]{{1,5}})-([a-z0-9_]+)")
        for name in data:
            if name.startswith(self.rows_name) and (match := pattern.fullmatch(name)):
                found.setdefault(int(match[1]), {})[match[2]] = data.get(name, "")
        known = {row.pk: row for row in self.rows}
        rows: list[PostedRow] = []
        taken: set[int | None] = {None}
        for index, sent in found.items():
            key = key_of(sent.get("id", ""))
            if key in taken and key != NO_KEY:
                key = None  # a row that is sent twice is taken once; the second is one of its own
            taken.add(key)
            posted = self._row(index, key, sent, known)
            if posted.key is not None or not self.is_blank(posted.cells):
                posted.place = len(rows)
                rows.append(posted)
        return rows

    def is_blank(self, cells: dict[str, str]) -> bool:
        """Does a new row hold nothing? What a list chooses by itself counts for nothing."""
        return not any(cells[column.name] for column in self.table.columns if not column.blank())

    def _row(
        self, index: int, key: int | None, sent: dict[str, str], known: dict[int, Row]
    ) -> PostedRow:
        row = known.get(key) if key is not None else None
        before = self.cells_of(row) if row else self.blank_cells()
        cells = {name: sent.get(name, shown) for name, shown in before.items()}
        posted = PostedRow(index, key, row, cells, removed=bool(sent.get("remove")))
        posted.given = before.keys() & sent.keys()
        for column in self.table.columns:
            try:
                posted.values[column.name] = column.read(
                    cells[column.name], self.choices[column.name]
                )
            except CellError as error:
                posted.errors[column.name] = str(error)
            else:
                cells[column.name] = cell_of(posted.values[column.name])
        return posted

    def filled(self, posted: PostedRow) -> Row:
        """A row in memory with what was given written into it; a new one gets every cell.

        A cell that cannot be read leaves what was stored.
        """
        row = copy(posted.row) if posted.row else self.new_row()
        for column in self.table.columns:
            given = posted.row is None or column.name in posted.given
            if given and column.name in posted.values:
                column.write(row, posted.values[column.name])
        return row

    def writes(self, posted: PostedRow, key: Key, base: Callable[[str], Any]) -> Iterator[Write]:
        """What is to be stored of a row: of a stored one what was given, of a new one every cell.

        `base` gives what the person had before them, by the name of the row's field.
        """
        for column in self.table.columns:
            given = (posted.key is None and posted.row is None) or column.name in posted.given
            if given and column.name in posted.values and column.name not in posted.errors:
                values = column.written(posted.values[column.name])
                bases = self._bases(column, posted.row, values, base)
                for field, value in values.items():
                    yield Write(self.kind, key, field, value, bases[field])
        if self.policy_columns and self.policy_columns & posted.given:
            ids = self._policy_fields(posted)
            yield Write(self.kind, key, "policy_fields", ids, base("policy_fields"))

    def _bases(
        self,
        column: TextColumn,
        row: Row | None,
        values: Mapping[str, Any],
        base: Callable[[str], Any],
    ) -> Mapping[str, Any]:
        """What the person had before them, by the fields that the cell writes."""
        seen = {field: base(field) for field in column.fields}
        if row is None or len(seen) < 2:
            return seen
        stored = {field: stored_value(row, field, self.contents) for field in seen}
        return bases_of_answer(values, stored, seen)

    @cached_property
    def policy_columns(self) -> set[str]:
        """The columns that name policy fields of the library."""
        columns = self.table.columns
        return {each.name for each in columns if isinstance(each, PolicyFieldColumn)}

    def _policy_fields(self, posted: PostedRow) -> list[int]:
        """The ids of the library's policy fields that a row names, and those beyond its cells.

        A cell that cannot be read keeps the one that it holds: a curator may have renamed it.
        """
        row = posted.row if isinstance(posted.row, Field) else None
        held = self.contents.policy_fields_with_ids(row) if row else []
        known = {name: pk for pk, name in held}
        # A plan read from a file may name more of them than the row has cells for.
        ids = {pk for pk, _ in held[len(self.policy_columns) :]}
        for column in self.table.columns:
            name = posted.cells[column.name]
            if not isinstance(column, PolicyFieldColumn) or not name:
                continue
            refused = column.name in posted.errors
            pk = None if refused else known.get(name) or self._library_ids.get(name)
            ids |= {pk} if pk else {pk for pk, _ in held[column.place : column.place + 1]}
        return sorted(ids)

    @cached_property
    def _library_ids(self) -> dict[str, int]:
        """The ids of the library's policy fields by name."""
        return dict(PolicyField.objects.values_list("name", "pk"))

    def is_changed(self, posted: PostedRow) -> bool:
        return posted.row is None or posted.cells != self.cells_of(posted.row)


def cell_of(value: Any) -> str:
    """What the cell of a value shows, once it is read."""
    return "" if value is None else str(value)


def key_of(text: str) -> int | None:
    """An id as a form sends it: None for a new row, NO_KEY for what can be no id."""
    if not text:
        return None
    if text.isascii() and text.isdecimal() and int(text[:20]) <= LARGEST_KEY:
        return int(text[:20])
    return NO_KEY
