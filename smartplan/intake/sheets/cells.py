"""One cell of a sheet: typed words stay words, plain numbers become numbers."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell, WriteOnlyCell

from smartplan.japanese.folding import in_one_width
from smartplan.japanese.numbers import parse_number
from smartplan.japanese.text import clean_text, printable

LONGEST = 32_767
"""How many characters Excel keeps in a cell."""

_PLAIN = re.compile(r"[-−▲△]?(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\.[0-9]+)?")
_MOST_DIGITS = 15
"""How many digits of a number Excel keeps."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t")


def write(cell: Cell | WriteOnlyCell, words: str, *, numeric: bool = False) -> None:
    """Put words into a cell; nothing that was typed is ever a formula.

    In a numeric column a plain number (12,300) becomes a number that Excel can reckon with.
    """
    text = printable(words)[:LONGEST]
    number = _number(text) if numeric else None
    if number is not None:
        cell.value = int(number) if number == int(number) else float(number)
        decimals = _decimals(text)
        cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
        return
    cell.value = text or None
    if text.startswith(_STARTS_FORMULA):
        cell.data_type = "s"
        cell.quotePrefix = True


def _number(text: str) -> Decimal | None:
    """The number of a cell that holds nothing else: 12,300 and １２，３００.

    Words stay what Excel would show with other digits: 007, and more digits than it keeps.
    """
    plain = in_one_width(text.strip())
    if not _PLAIN.fullmatch(plain) or sum(map(str.isdecimal, plain)) > _MOST_DIGITS:
        return None
    return parse_number(plain)


def _decimals(text: str) -> int:
    return len(in_one_width(text.strip()).partition(".")[2])


def read(cell: Any) -> str:
    """What a cell holds, as somebody would have typed it.

    A number loses Excel's 「.0」, a share of 1 shown as per cent becomes 「45%」, a day becomes
    「2026年4月1日」.
    """
    value = cell.value
    if value is None or isinstance(value, bool):
        return "" if value is None else ("はい" if value else "いいえ")
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        if str(cell.number_format).endswith("%"):
            return f"{_plain(Decimal(str(value)) * 100)}%"
        return _plain(Decimal(str(value)))
    return clean_text(str(value)).strip()


def _plain(number: Decimal) -> str:
    whole = number.to_integral_value()
    return format(whole, "f") if number == whole else format(number.normalize(), "f")


def is_same_cell(before: str, after: str) -> bool:
    """Is it the same cell, whatever Excel did to its commas?"""
    if before.strip() == after:
        return True
    number = _number(before)
    return number is not None and number == _number(after)
