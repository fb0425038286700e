"""Numbers as people type them into cells, and as documents print them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_LONGEST = 40  # characters; a longer cell is a sentence, not a number

_MINUS = "‐‑‒–—―−─━-"  # the ASCII one last: it is used inside [ ]
# What stands for "there is no number" in the tables of published plans.
_NONE_YET = ("空", "空欄", "新規", "未定", "未設定", "未調査", "未実施", "未把握", "n/a", "na", "*")
_IN_WORK = ("調査中", "検討中", "算出中", "集計中")
_NOTHING = ("なし", "無し", "無", "該当なし", "設定なし", "把握なし", "数値なし", "実績なし")
_BLANK_MARKS = frozenset(_NONE_YET + _IN_WORK + _NOTHING)

_PLAIN = r"(?:\d{1,3}(?:[,、]\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    r"(?:約|およそ|おおよそ|おおむね|概ね|延べ|のべ|累計|合計|計|年間|年|月|週)?"
    r"(?P<sign>[△▲+ー" + _MINUS + r"])?"
    r"(?P<parts>(?:" + _PLAIN + r"(?:兆|億|千万|百万(?!円)|万))*)"
    r"(?P<rest>" + _PLAIN + r")?"
    # A unit: anything but digits and ranges; m2 and t-CO2 have a digit after a letter.
    r"(?P<unit>(?!ー)(?:[^\d\s.,~+〜" + _MINUS + r"]|(?<=[a-z])\d|(?<=t)-){0,12})",
)
_PART = re.compile(r"(" + _PLAIN + r")(兆|億|千万|百万|万)")
_NOTE = re.compile(r"\([^()]*\)$")
_SCALES = {"兆": 10**12, "億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}


def _cell(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _plain_number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("、", ""))


def parse_number(text: str) -> Decimal | None:
    """The number of 約12,300人, １２．５％, △1,200, 1億2千万円 …; None if it cannot be read.

    The unit is not part of the number, and neither are 千円 and 百万円, in which accounts are
    kept: 「12,300千円」 is 12300. 兆, 億 and 万 do count: 「8万人」 is 80000.
    """
    if len(text) > _LONGEST:
        return None
    match = _NUMBER.fullmatch(_NOTE.sub("", _cell(text)))
    if match is None or not (match["parts"] or match["rest"]):
        return None
    number = Decimal(0)
    for digits, scale in _PART.findall(match["parts"]):
        number += _plain_number(digits) * _SCALES[scale]
    rest, unit = match["rest"], match["unit"]
    if rest:
        # 1億2千円 and 3千人 are thousands; 12,300千円 alone is an amount in 千円.
        thousands = unit.startswith("千") and (match["parts"] or not unit.startswith("千円"))
        number += _plain_number(rest) * (1000 if thousands else 1)
    return -number if match["sign"] and match["sign"] != "+" else number


def is_blank_mark(text: str) -> bool:
    """Whether a cell says that there is no number (yet): empty, ―, 新規, 調査中, 未定, なし …"""
    if len(text) > _LONGEST:
        return False
    cell = _cell(text).strip("()")
    return not cell.strip(_MINUS + "ー.・") or cell in _BLANK_MARKS


def grouped(number: Decimal | int) -> str:
    """A number with a comma after every third digit: 12,300."""
    return format(number, ",f" if isinstance(number, Decimal) else ",d")
