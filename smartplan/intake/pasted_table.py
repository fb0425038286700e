"""Reading a table that was copied from Excel: which cell goes where, and what cannot be read."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field

from smartplan.checks.far_years import far_year
from smartplan.intake.half_years import read_half_year
from smartplan.intake.headings import (
    LONGEST_HEADING,
    bare,
    is_above_heading,
    read_headings,
    taken_as_content,
)
from smartplan.intake.matching import PastedRow, match_rows
from smartplan.japanese.folding import fold
from smartplan.japanese.numbers import is_blank_mark, parse_number
from smartplan.japanese.pasted_cells import rows_of_cells
from smartplan.japanese.years import parse_year
from smartplan.plans.models import Row
from smartplan.plans.sections.columns import CellError, HalfYearColumn, TextColumn
from smartplan.plans.sections.tables import TableInPlan, cell_of

MOST_ROWS = 300


@dataclass
class Pasted:
    """A pasted table as it would be taken over, and what the person should know before that."""

    rows: list[PastedRow] = field(default_factory=list)
    missing: list[Row] = field(default_factory=list)
    """The plan's rows that the pasted table does not have; none of them when rows are added."""
    notes: list[str] = field(default_factory=list)
    """About single cells, by row; they do not hinder."""
    refusal: str = ""
    """Why nothing can be taken over."""
    has_heading: bool = False
    read_as: list[str] = field(default_factory=list)
    """Headings in other words than ours: 「現状値→基準値」."""
    update: bool = False
    """Do the rows change those that are there?"""

    def order(self, table: TableInPlan, *, remove: bool) -> list[Row | PastedRow]:
        """All rows in their new order: as pasted when no others stay, else the new ones last."""
        if self.update and (remove or not self.missing):
            return list(self.rows)
        return [*table.rows, *(row for row in self.rows if row.row is None)]


def read_pasted(text: str, table: TableInPlan, *, update: bool = False) -> Pasted:
    """Read tab-separated lines as Excel copies them; a heading row is recognised by its labels.

    With `update` the rows find the plan's rows that they change; else all of them are new.
    """
    try:
        # One more than may be taken over, and two above them.
        lines = rows_of_cells(text, most=MOST_ROWS + 3)
    except csv.Error:
        return Pasted(
            refusal="表として読み取れませんでした。Excelで表の範囲を選んでコピーし直してください。"
        )
    if not lines:
        return Pasted(refusal="貼り付ける表を入力してください。")
    pasted = Pasted(update=update)
    if is_above_heading(lines, table):
        above = "、".join(filter(None, map(str.strip, lines.pop(0))))
        pasted.notes.append(f"見出しの上の「{above[:60]}」は読み飛ばしました。")
    headings = read_headings(lines[0], table)
    pasted.has_heading, pasted.read_as = headings.found, headings.read_as
    pasted.notes += headings.notes
    body = lines[1:] if headings.found else lines
    if not headings.found and not headings.notes and _looks_like_heading(lines, table):
        pasted.notes.append(taken_as_content(lines[0]))
    pasted.refusal = _refusal(body, headings.names, table, update=update)
    for number, cells in enumerate(body[:MOST_ROWS], start=1):
        pasted.rows.append(_row(number, cells, headings.names, table))
    pasted.missing = match_rows(pasted.rows, table) if update else []
    for row, cells in zip(pasted.rows, body, strict=False):
        _complete(row, table)
        pasted.notes += _too_many(row, cells, len(headings.names)) + _notes(row, table)
    return pasted


def _refusal(
    body: list[list[str]], names: list[str | None], table: TableInPlan, *, update: bool
) -> str:
    """Why the lines below the headings cannot be taken over; empty when they can."""
    if not body:
        return "見出しの行だけで、内容の行がありません。内容の行も一緒にコピーしてください。"
    if len(body) > MOST_ROWS:
        return (
            f"一度に取り込めるのは{MOST_ROWS}行までです。"
            f"表を分けて、{MOST_ROWS}行以内ずつ貼り付けてください。"
        )
    main = table.table.identifying[0]
    if not update or main in names:
        return ""
    label = table.labels[main]
    return (
        f"表に「{label}」の列がないため、どの行を書き換えるか決められません。"
        f"「{label}」の列も一緒に貼り付けるか、「いまある行」で「残して」を選んでください。"
    )


def _looks_like_heading(lines: list[list[str]], table: TableInPlan) -> bool:
    """Is the first line short words where years, numbers and choices stand below?"""
    first = lines[0]
    if any(len(cell.strip()) > LONGEST_HEADING for cell in first):
        return False
    words = below = 0
    for place, column in enumerate(table.table.columns):
        cells = [line[place].strip() for line in lines if place < len(line)]
        if not cells or not cells[0] or not _is_read(column):
            continue
        if _is_readable(column, cells[0], table):
            return False
        words += 1
        below += any(cell and _is_readable(column, cell, table) for cell in cells[1:])
    return bool(words and below)


def _is_read(column: TextColumn) -> bool:
    return column.kind in {"year", "number", "select"}


def _is_readable(column: TextColumn, typed: str, table: TableInPlan) -> bool:
    try:
        column.read(_shown(column, typed, table), table.choices[column.name])
    except CellError:
        return False
    return not _doubt(column, typed, table)


def _row(number: int, cells: list[str], names: list[str | None], table: TableInPlan) -> PastedRow:
    """What a line gives: its cells under a heading that can be taken over."""
    sent = PastedRow(number - 1, None, None, table.blank_cells(), place=number - 1)
    sent.typed = {
        name: cell.strip() for name, cell in zip(names, cells, strict=False) if name is not None
    }
    for column in table.table.columns:
        typed = sent.typed.get(column.name, "")
        if column.name not in sent.typed or (column.blank() and not typed):
            continue
        try:
            shown = _shown(column, typed, table) if typed else ""
            sent.values[column.name] = column.read(shown, table.choices[column.name])
        except CellError as error:
            sent.errors[column.name] = str(error)
        else:
            sent.cells[column.name] = cell_of(sent.values[column.name])
            sent.given.add(column.name)
    return sent


def _complete(sent: PastedRow, table: TableInPlan) -> None:
    """What was not given stays as it is in a stored row, and is blank in a new one."""
    stored = table.cells_of(sent.row) if sent.row else {}
    for column in table.table.columns:
        if column.name in sent.given:
            continue
        sent.cells[column.name] = stored.get(column.name, column.blank())
        if sent.row is None:
            sent.values[column.name] = column.read(column.blank(), table.choices[column.name])


def _too_many(sent: PastedRow, cells: list[str], width: int) -> list[str]:
    if not (extra := [cell for cell in cells[width:] if cell.strip()]):
        return []
    line, rest = f"{sent.place + 1}行目", "、".join(extra)[:60]
    return [f"{line}：列が多すぎます。{width}列目までを取り込みます（残り：{rest}）。"]


def _notes(sent: PastedRow, table: TableInPlan) -> list[str]:
    """What the person should know of the cells of one line."""
    line, notes = f"{sent.place + 1}行目", []
    instead = "今の内容を残します。" if sent.row else "空欄にします。"
    for column in table.table.columns:
        typed, label = sent.typed.get(column.name, ""), table.labels[column.name]
        if error := sent.errors.get(column.name):
            notes.append(f"{line}「{label}」：「{typed[:30]}」は取り込めません。{instead}{error}")
        if doubt := _doubt(column, typed, table):
            notes.append(f"{line}「{label}」：{doubt}")
    return notes


def _shown(column: TextColumn, typed: str, table: TableInPlan) -> str:
    """What the cell holds: of a list, the choice whose label was typed."""
    choices = table.choices[column.name]
    if not choices:
        return typed
    if isinstance(column, HalfYearColumn) and (read := read_half_year(typed, column.default_half)):
        return f"{read.year}-{read.half:d}"
    wanted = bare(typed) or fold(typed)
    for value, label in choices:
        # A measure may be told by its code, its name, or both.
        code, _, name = label.partition(" ")
        if value and wanted in {bare(label), bare(code), bare(name), fold(value)}:
            return value
    raise CellError("入力画面の一覧にある言葉で入れてください。")


def _doubt(column: TextColumn, typed: str, table: TableInPlan) -> str:
    """A word on a year or number that cannot be read or is unlikely; it is kept as typed."""
    if not typed or is_blank_mark(typed):
        return ""
    if isinstance(column, HalfYearColumn):
        read = read_half_year(typed, column.default_half)
        return read.doubt if read else ""
    if column.kind == "year" and parse_year(typed) is None:
        return f"「{typed[:30]}」は年として読み取れません。このまま取り込みます。"
    if column.kind == "year" and (far := far_year(typed, table.kind, table.contents.plan)):
        return f"{far}このまま取り込みます。"
    if column.kind == "number" and parse_number(typed) is None:
        return f"「{typed[:30]}」は数として読み取れません。このまま取り込みます。"
    return ""
