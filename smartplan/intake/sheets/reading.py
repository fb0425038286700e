"""Reading a filled workbook back: which lines it has, and what their cells say."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from smartplan.intake.sheets import bounds, cells
from smartplan.intake.sheets.bounds import SheetError
from smartplan.intake.sheets.sheet import ID_HEADING, OPINION_HEADING, Sheet

MOST_TEXT = 3_000_000
"""How many characters all lines may have: a file names a text once and shows it in every cell."""
MOST_LINES = 1_000
MOST_COLUMNS = 100
HEADING_WITHIN = 20
"""Among how many lines from the top the heading is looked for."""


UNREADABLE = (
    InvalidFileException,
    BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    OSError,
    EOFError,
)
"""What openpyxl, zipfile and the XML parsers raise for files that are damaged, locked or forged."""


@dataclass(slots=True)
class SheetLine:
    """One line as it came back: where it stands, whose it is, what it says."""

    place: int
    """Its line in Excel, counted from 1."""
    key: str
    cells: dict[str, str]
    """By heading."""
    unsaved: set[str] = field(default_factory=set)
    """Headings of cells whose formula has no stored result."""

    @property
    def opinion(self) -> str:
        return self.cells.get(OPINION_HEADING, "")


def read_sheet(file: bytes, sheet: Sheet) -> list[SheetLine]:
    """The lines of one sheet of a workbook. Raises SheetError."""
    try:
        bounds.refuse_what_is_too_large(file)
        return _lines(file, sheet.title)
    except UNREADABLE as error:
        raise SheetError(bounds.UNREADABLE) from error


def read_kept(file: bytes, sheet: Sheet) -> dict[str, dict[str, str]]:
    """What the sheet said when it was made: by 管理番号 and heading. Empty without that page."""
    try:
        bounds.refuse_what_is_too_large(file)
        return {line.key: line.cells for line in _lines(file, sheet.kept_title)}
    except (SheetError, *UNREADABLE):
        return {}


def _lines(file: bytes, title: str) -> list[SheetLine]:
    shown, formulas = (_page(file, title, data_only=data_only) for data_only in (True, False))
    headings: list[str] = []
    lines: list[SheetLine] = []
    size = 0
    for place, (cells_, raw) in enumerate(zip(shown, formulas, strict=False), start=1):
        words = [cells.read(cell) for cell in cells_[:MOST_COLUMNS]]
        size += sum(map(len, words))
        if not headings:
            if words and ID_HEADING in words[:3]:
                headings = words
            elif place > HEADING_WITHIN:
                break
            continue
        if any(words):
            lines.append(_line(place, headings, words, raw))
        if len(lines) > MOST_LINES:
            raise SheetError(f"行が多すぎます。{MOST_LINES:,}行までにしてください。")
        if size > MOST_TEXT:
            raise SheetError(f"文字が多すぎます。シート全体で{MOST_TEXT:,}文字までにしてください。")
    if not headings:
        raise SheetError(
            f"シート「{title}」に「{ID_HEADING}」の見出しがありません。"
            "書き出したファイルの見出しの行を残したまま記入してください。"
        )
    return lines


def _line(place: int, headings: list[str], words: list[str], raw: Sequence[Any]) -> SheetLine:
    by_heading = {heading: word for heading, word in zip(headings, words, strict=False) if heading}
    unsaved = {
        heading
        for heading, word, cell in zip(headings, words, raw, strict=False)
        if not word and getattr(cell, "data_type", "") == "f"
    }
    return SheetLine(place, by_heading.pop(ID_HEADING, ""), by_heading, unsaved)


def _page(file: bytes, title: str, *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    book = load_workbook(BytesIO(file), read_only=True, data_only=data_only, keep_links=False)
    if title not in book.sheetnames:
        raise SheetError(f"シート「{title}」がありません。シートの名前を変えずに記入してください。")
    page = book[title]
    # What the file says of its own size may be wrong, or absurdly large.
    page.reset_dimensions()
    yield from page.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_LINES * 2)
