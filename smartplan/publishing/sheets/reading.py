"""Reading a filled workbook back: which lines it has, and what their cells say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from smartplan.publishing.sheets import cells
from smartplan.publishing.sheets.sheet import ID_HEADING, OPINION_HEADING, Sheet

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_LINES = 1_000
MOST_COLUMNS = 100
HEADING_WITHIN = 20
"""Among how many lines from the top the heading is looked for."""


class SheetError(Exception):
    """The file cannot be taken back; the message says what to do."""


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
    shown, formulas = (_page(file, sheet, data_only=data_only) for data_only in (True, False))
    headings: list[str] = []
    lines: list[SheetLine] = []
    for place, (cells_, raw) in enumerate(zip(shown, formulas, strict=False), start=1):
        words = [cells.read(cell) for cell in cells_[:MOST_COLUMNS]]
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
    if not headings:
        raise SheetError(
            f"シート「{sheet.title}」に「{ID_HEADING}」の見出しがありません。"
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


def _page(file: bytes, sheet: Sheet, *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    _refuse_what_is_too_large(file)
    try:
        book = load_workbook(BytesIO(file), read_only=True, data_only=data_only, keep_links=False)
        if sheet.title not in book.sheetnames:
            raise SheetError(
                f"シート「{sheet.title}」がありません。シートの名前を変えずに記入してください。"
            )
        page = book[sheet.title]
        # What the file says of its own size may be wrong, or absurdly large.
        page.reset_dimensions()
        yield from page.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_LINES * 2)
    except SheetError:
        raise
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise SheetError(_UNREADABLE) from error


_UNREADABLE = (
    "Excelのファイル（.xlsx）として読めません。"
    "Excelで開き、「Excelブック（*.xlsx）」として保存し直してください。"
    "パスワードが付いているときは外してください。"
)


def _refuse_what_is_too_large(file: bytes) -> None:
    """A few kilobytes of ZIP can unpack to gigabytes."""
    if len(file) > LARGEST_FILE:
        raise SheetError("ファイルが大きすぎます。5 MBまでにしてください。")
    try:
        with ZipFile(BytesIO(file)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BadZipFile as error:
        raise SheetError(_UNREADABLE) from error
    if unpacked > LARGEST_UNPACKED:
        raise SheetError("ファイルの中身が大きすぎます。不要なシートや画像を除いてください。")
