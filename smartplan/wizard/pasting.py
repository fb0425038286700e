"""Reading a table that was copied from Excel: which cell goes where, and what cannot be read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from smartplan.checks.far_years import far_year
from smartplan.japanese.folding import fold
from smartplan.japanese.numbers import is_blank_mark, parse_number
from smartplan.japanese.text import clean_text
from smartplan.japanese.years import parse_year
from smartplan.wizard.columns import CellError, HalfYearColumn, TextColumn
from smartplan.wizard.half_years import read_half_year
from smartplan.wizard.paste_headings import (
    LONGEST_HEADING,
    bare,
    read_headings,
    taken_as_content,
)
from smartplan.wizard.tables import PostedRow, TableInPlan

MOST_ROWS = 300


@dataclass
class Pasted:
    """A pasted table as it would be taken over, and what the person should know before that."""

    rows: list[PostedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """About single cells, by row; they do not hinder."""
    refusal: str = ""
    """Why nothing can be taken over."""
    has_heading: bool = False
    read_as: list[str] = field(default_factory=list)
    """Headings in other words than ours: 「現状値→基準値」."""


def read_pasted(text: str, table: TableInPlan) -> Pasted:
    """Read tab-separated lines as Excel copies them; a heading row is recognised by its labels."""
    try:
        lines = _lines(text)
    except csv.Error:
        return Pasted(
            refusal="表として読み取れませんでした。Excelで表の範囲を選んでコピーし直してください。"
        )
    if not lines:
        return Pasted(refusal="貼り付ける表を入力してください。")
    pasted = Pasted()
    headings = read_headings(lines[0], table)
    names = headings.names
    pasted.has_heading, pasted.read_as = headings.found, headings.read_as
    pasted.notes += headings.notes
    body = lines[1:] if headings.found else lines
    if not headings.found and not headings.notes and _looks_like_heading(lines, table):
        pasted.notes.append(taken_as_content(lines[0]))
    if not body:
        pasted.refusal = (
            "見出しの行だけで、内容の行がありません。内容の行も一緒にコピーしてください。"
        )
    elif len(body) > MOST_ROWS:
        pasted.refusal = (
            f"一度に取り込めるのは{MOST_ROWS}行までです。"
            f"表を分けて、{MOST_ROWS}行以内ずつ貼り付けてください。"
        )
    for number, cells in enumerate(body[:MOST_ROWS], start=1):
        pasted.rows.append(_row(number, cells, names, table, pasted))
    return pasted


def _lines(text: str) -> list[list[str]]:
    """The lines with content, one more than may be taken over (and the heading)."""
    found: list[list[str]] = []
    for line in csv.reader(io.StringIO(clean_text(text), newline=""), "excel-tab"):
        if any(cell.strip() for cell in line):
            found.append(line)
        if len(found) > MOST_ROWS + 1:
            break
    return found


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


def _row(
    number: int, cells: list[str], names: list[str | None], table: TableInPlan, pasted: Pasted
) -> PostedRow:
    sent = PostedRow(number - 1, None, None, table.blank_cells(), place=number - 1)
    extra = [cell for cell in cells[len(names) :] if cell.strip()]
    if extra:
        pasted.notes.append(
            f"{number}行目：列が多すぎます。{len(names)}列目までを取り込みます（残り：{'、'.join(extra)[:60]}）。"
        )
    given = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    for column in table.table.columns:
        typed = given.get(column.name, "").strip()
        try:
            shown = _shown(column, typed, table) if typed else column.blank()
            sent.values[column.name] = column.read(shown, table.choices[column.name])
        except CellError as error:
            pasted.notes.append(
                f"{number}行目「{table.labels[column.name]}」：「{typed[:30]}」は取り込めません。"
                f"空欄にします。{error}"
            )
            shown = column.blank()
            sent.values[column.name] = column.read(shown, table.choices[column.name])
        sent.cells[column.name] = shown
        if doubt := _doubt(column, typed, table):
            pasted.notes.append(f"{number}行目「{table.labels[column.name]}」：{doubt}")
    return sent


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
