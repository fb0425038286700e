"""Numbers as people type them into cells, and as documents print them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from smartplan.japanese.folding import in_one_width

_LONGEST = 40  # characters; a longer cell is a sentence, not a number

_MINUS = "‐‑‒–—―−─━-"  # the ASCII one last: it is used inside [ ]
# What stands for "there is no number" in the tables of published plans.
_NONE_YET = ("空", "空欄", "新規", "未定", "未設定", "未調査", "未実施", "未把握", "n/a", "na", "*")
_IN_WORK = ("調査中", "検討中", "算出中", "集計中")
_NOTHING = ("なし", "無し", "無", "該当なし", "設定なし", "把握なし", "数値なし", "実績なし")
_BLANK_MARKS = frozenset(_NONE_YET + _IN_WORK + _NOTHING)

_PLAIN = r"(?:[0-9]{1,3}(?:[,、][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
# A blank never stands between two digits: 「80 120」 is two numbers.
_NUMBER = re.compile(
    r"(?:約|およそ|おおよそ|おおむね|概ね|延べ|のべ|累計|合計|計|年間|年|月|週)?\s*"
    r"(?P<sign>[△▲+ー" + _MINUS + r"])?\s*"
    r"(?P<parts>(?:" + _PLAIN + r"\s*(?:兆|億|千万|百万(?!\s*円)|万)\s*)*)"
    r"(?P<rest>" + _PLAIN + r")?\s*"
    # A unit: anything but digits and ranges. m2 and t-CO2 have a digit after a letter, but 1.2E5 is
    # no unit; 3百 goes on in words; the marks of ﾎﾟ are no letters of their own.
    r"(?P<unit>(?!\s*(?:ー|[〇一二三四五六七八九十]|百(?!万\s*円)|e[0-9]))"
    r"(?:\s*(?:[^\d\s.,~+〜" + _MINUS + r"]|(?<=[a-z])[0-9]|(?<=t)-|(?<=[a-zン㌧㎏])-(?=[a-z]))"
    r"[\u3099\u309a]?){0,12})",
    re.IGNORECASE,
)
_PART = re.compile(r"(" + _PLAIN + r")\s*(兆|億|千万|百万|万)")
_MARKED = re.compile(r"[※*†‡]|注\s*[0-9]|[0-9]\s+[0-9]")
_NOTE = re.compile(r"\([^()]*\)$")
_SCALES = {"兆": 10**12, "億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
# The blanks that a document leaves out: all but those between two digits or words in Latin letters.
_LOOSE_BLANK = re.compile(r"(?<![\dA-Za-zＡ-Ｚａ-ｚ])\s+|\s+(?![\dA-Za-zＡ-Ｚａ-ｚ])")


class Number(NamedTuple):
    """All that a number cell says: 約8万, 人."""

    value: Decimal
    printed: str
    """With its sign and scale, and a comma after every third digit: 約12,300, △5, 8万."""
    unit: str
    """What follows, as typed: ㎞, 千円, ％以上, 人（推計）."""


@lru_cache(maxsize=4096)
def read_number(text: str) -> Number | None:
    """All that a number cell says; None if it cannot be read as one number.

    Only ASCII and full-width digits are digits. A note mark beside them (①80, 120¹⁾, 30※1) leaves
    open what belongs to the number, so that the cell is not read.
    """
    typed = text.strip()
    if len(text) > _LONGEST:
        return None
    form = in_one_width(typed)
    known = _NOTE.sub("", form).rstrip()
    match = _NUMBER.fullmatch(known)
    if match is None or not (match["parts"] or match["rest"]):
        return None
    end = match.start("unit")
    if _has_other_digits(typed[end : len(known)]):
        return None
    printed = "".join(re.sub(_PLAIN, _with_commas, form[:end]).split())
    return Number(_value(match), printed, _LOOSE_BLANK.sub("", typed[end:]))


def _with_commas(match: re.Match[str]) -> str:
    whole, point, decimals = match.group().partition(".")
    digits = whole.replace(",", "").replace("、", "")
    if digits.startswith("0") and len(digits) > 1:
        return match.group()
    return f"{grouped(int(digits))}{point}{decimals}"


def _has_other_digits(unit: str) -> bool:
    """Is there a sign that means a number (①, ¹, ½, ٣, ㏠)? The ² of m² is part of a unit."""
    before = ""
    for sign in unit:
        form = unicodedata.normalize("NFKC", sign)
        is_number = unicodedata.category(sign).startswith("N") or form[:1].isdecimal()
        if is_number and not ("0" <= form <= "9" and _ends_in_letter(before)):
            return True
        if sign not in "⁺⁻":  # m⁻²
            before = sign
    return False


def _ends_in_letter(sign: str) -> bool:
    last = unicodedata.normalize("NFKC", sign)[-1:]
    return last.isascii() and last.isalpha()


def _value(match: re.Match[str]) -> Decimal:
    number = Decimal(0)
    for digits, scale in _PART.findall(match["parts"]):
        number += _plain_number(digits) * _SCALES[scale]
    rest, unit = match["rest"], match["unit"]
    if rest:
        # 1億2千円 and 3千人 are thousands; 12,300千円 alone is an amount in 千円.
        thousands = unit.startswith("千") and (match["parts"] or not re.match(r"千\s*円", unit))
        number += _plain_number(rest) * (1000 if thousands else 1)
    return -number if match["sign"] and match["sign"] != "+" else number


def _plain_number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("、", ""))


def parse_number(text: str) -> Decimal | None:
    """The number of 約12,300人, １２．５％, △1,200, 1億2千万円 …; None if it cannot be read.

    The unit is not part of the number, and neither are 千円 and 百万円, in which accounts are
    kept: 「12,300千円」 is 12300. 兆, 億 and 万 do count: 「8万人」 is 80000.
    """
    read = read_number(text)
    return read.value if read else None


def has_note_mark(text: str) -> bool:
    """Does a mark (①, ¹⁾, ※1) or a second number beside a number keep it from being read?"""
    form = in_one_width(text) if len(text) <= _LONGEST else ""
    if not re.search("[0-9]", form) or read_number(text) is not None:
        return False
    return bool(_MARKED.search(form)) or _has_other_digits(re.sub("[0-9]", "", form))


def is_blank_mark(text: str) -> bool:
    """Whether a cell says that there is no number (yet): empty, ―, 新規, 調査中, 未定, なし …"""
    if len(text) > _LONGEST:
        return False
    cell = "".join(in_one_width(text).casefold().split()).strip("()")
    return not cell.strip(_MINUS + "ー.‥…・") or cell in _BLANK_MARKS


def grouped(number: Decimal | int) -> str:
    """A number with a comma after every third digit: 12,300."""
    return format(number, ",f" if isinstance(number, Decimal) else ",d")
