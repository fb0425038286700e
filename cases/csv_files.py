"""CSV as town halls exchange it: UTF-8 with BOM or CP932, edited in Excel, formulas made harmless.

Knows nothing of cases: text in, a table of text out, and every problem in the curator's words.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from import_export.formats.base_formats import CSV
from tablib import Dataset

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 5000
ROW_HEADING = "行"
"""The table's first column: the number of the row as Excel shows it."""

_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_AS_CSV = "Excelの「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んで保存し直してください。"
_EMPTY = "ファイルが空です。見出しの行と事例の行があるCSVを選んでください。"
# Python's CP932 turns bytes that stand for nothing into these.
_NOT_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_FORMULA = re.compile("'*[=+@\\-\t\r＝＋＠－]")
_PROBLEMS_SHOWN = 20


class CsvProblemError(ValueError):
    """Why a file cannot be read or written, in the words the curator sees."""


def guarded(cell: str) -> str:
    """The cell as Excel never takes it for a formula: =1+1 becomes '=1+1. `unguarded` undoes it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without BOM) or CP932."""
    if not data.strip():
        raise CsvProblemError(_EMPTY)
    if len(data) > LARGEST_FILE:
        raise CsvProblemError("ファイルが大きすぎます（5MBまで）。いくつかに分けてください。")
    if data.startswith(_EXCEL):
        raise CsvProblemError(f"CSVではなく、Excelなどのファイルです。{_AS_CSV}")
    if data.startswith(_UTF_16):
        raise CsvProblemError(f"文字コードがUTF-16です。{_AS_CSV}")
    if b"\0" in data:
        raise CsvProblemError(f"CSVのファイルではありません。{_AS_CSV}")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise CsvProblemError(_EMPTY)
        if not _NOT_CP932.search(text):
            return text
    raise CsvProblemError(
        f"文字コードを読み取れません。UTF-8かShift_JIS（CP932）で保存してください。{_AS_CSV}"
    )


def read_table(data: bytes, *, known: Sequence[str], required: Sequence[str]) -> Dataset:
    """The rows of a file below the headings that are `known`, each after its row number."""
    rows = _rows(decoded(data))
    headings = [cell.strip() for cell in next(rows)[1]]
    while headings and not headings[-1]:
        headings.pop()
    _check_headings(headings, known=known, required=required)
    table = Dataset(headers=[ROW_HEADING, *headings])
    problems = []
    for number, cells in rows:
        extra = any(cell.strip() for cell in cells[len(headings) :])
        if extra or len(cells) < len(headings):
            kind = "多すぎます" if extra else "足りません"
            problems.append(
                f"{number}行目：列が{kind}（見出しは{len(headings)}列、この行は{len(cells)}列）。"
            )
        else:
            table.append([str(number), *map(unguarded, cells[: len(headings)])])
    if problems:
        more = len(problems) - _PROBLEMS_SHOWN
        rest = f"ほか{more}行。" if more > 0 else ""
        raise CsvProblemError("".join(problems[:_PROBLEMS_SHOWN]) + rest)
    if not len(table):
        raise CsvProblemError(
            "事例の行がありません。見出しの行の下に、1行に1件で入力してください。"
        )
    if len(table) > MOST_ROWS:
        raise CsvProblemError(f"一度に取り込めるのは{MOST_ROWS:,}行までです。分けてください。")
    return table


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        place = f"{number + 1}行目"
        if "field larger than field limit" in str(error):
            raise CsvProblemError(
                f"{place}に長すぎるセルがあります。1つのセルは3,000文字までです。"
            ) from error
        raise CsvProblemError(
            f'{place}をCSVとして読めません。引用符（"）が閉じているか確かめてください。'
        ) from error


def _check_headings(
    headings: Sequence[str], *, known: Sequence[str], required: Sequence[str]
) -> None:
    if not set(headings) & set(known):
        raise CsvProblemError(
            f"1行目に見出しがありません。書き出したCSVと同じ見出し（{'、'.join(known)}）を"
            "1行目に入れてください。"
        )
    if missing := [heading for heading in required if heading not in headings]:
        raise CsvProblemError(f"見出し「{'」「'.join(missing)}」の列がありません。")
    if unknown := [heading[:30] for heading in headings if heading not in known]:
        raise CsvProblemError(
            f"使えない見出し「{'」「'.join(unknown[:5])}」があります。"
            f"使える見出しは、{'、'.join(known)}です。"
        )
    if twice := [heading for heading, count in Counter(headings).items() if count > 1]:
        raise CsvProblemError(f"見出し「{'」「'.join(twice)}」が2つ以上あります。")


class Utf8Csv(CSV):
    """What a recent Excel opens with a double click."""

    title = "CSV（UTF-8、BOM付き）：通常はこちら"
    written_encoding = "utf-8-sig"

    def get_title(self) -> str:
        return self.title

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def export_data(self, dataset: Dataset, **kwargs: object) -> bytes:
        written = io.StringIO(newline="")
        writer = csv.writer(written)
        writer.writerow(dataset.headers)
        writer.writerows([guarded(cell) for cell in row] for row in dataset)
        return self.encoded(written.getvalue(), dataset)

    def encoded(self, text: str, dataset: Dataset) -> bytes:
        return text.encode(self.written_encoding)


class Cp932Csv(Utf8Csv):
    """For older systems; refuses what CP932 has no code for instead of losing it."""

    title = "CSV（Shift_JIS・CP932）：古いシステムに渡すとき"
    written_encoding = "cp932"

    def encoded(self, text: str, dataset: Dataset) -> bytes:
        try:
            return super().encoded(text, dataset)
        except UnicodeEncodeError as error:
            raise CsvProblemError(_not_in_cp932(dataset)) from error


def _not_in_cp932(dataset: Dataset) -> str:
    found: dict[str, list[str]] = {}
    for row in dataset:
        for character in dict.fromkeys("".join(row)):
            if not _encodable(character):
                found.setdefault(character, []).append(row[0])
    shown = "、".join(
        f"「{character}」（{'・'.join(rows[:3])}{'ほか' if len(rows) > 3 else ''}）"
        for character, rows in list(found.items())[:_PROBLEMS_SHOWN]
    )
    return (
        f"Shift_JIS（CP932）で表せない文字があるため、書き出しませんでした：{shown}。"
        "UTF-8のCSVを選んでください。"
    )


def _encodable(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
