"""What a line may not end inside of: a number with its sign and its unit, a year, a code (A-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGIT = "[0-9０-９]"
_DIGITS = rf"{_DIGIT}+(?:[,，.．/／:\-‐‑–－]{_DIGIT}+)*"
_BEFORE = (
    "(?:明治|大正|昭和|平成|令和|施策|目標|資料|図|表|第|約|計|延べ)?"
    "(?:(?<![A-Za-z])[A-Za-zＡ-Ｚ]{1,5}[-‐‑–－]?)?[△▲+＋−－±-]?"
)
_SCALE = "(?:兆|億|千万|百万|十万|万|千)?"
_UNIT = (
    "(?:年度|年次|年|か月|カ月|ヶ月|ヵ月|月|日|時間|時|分|秒|週間|歳|世帯|戸|人|名|者|円|件|回|台|店|社"
    "|団体|自治体|市町村|地区|地域|校|棟|床|室|館|か所|カ所|ヶ所|ヵ所|箇所|施設|事業|施策|路線|便|本|枚|冊"
    "|種類|種|項目|品目|点|位|割|倍|代|次|章|節|期|号|条|項|版|ページ|頁|ポイント|パーセント|キロ|トン"
    "|ヘクタール|[%％‰℃°㎡㎞㎏㎢]|t-CO[2２₂]|[A-Za-zＡ-Ｚａ-ｚ]{1,4}[²³₂0-9]?)"
)
_UNITS = f"(?:{_SCALE}{_UNIT}(?:[/／]{_UNIT})?|{_SCALE[:-1]})?"
_ERA_START = "(?:明治|大正|昭和|平成|令和)元年度?"

_UNBROKEN = re.compile(
    rf"[（(「〔]*(?P<words>{_BEFORE}{_DIGITS}{_UNITS}|{_ERA_START})[）)」〕、。，]*"
)
_HAS_ANY = re.compile("[0-9０-９元]")
_NUMBER = re.compile(_DIGITS)
_SEVERAL = re.compile(r"[^\x20-\x7e]|[-/ ]")
"""What a line might be broken at without our doing, unlike the digits of 12,345."""


def holds_number(text: str) -> bool:
    """May there be a number, a year or a code in the text? Quicker than to look where."""
    return _HAS_ANY.search(text) is not None


def unbroken(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers, years and codes of a text begin and end, with the brackets around them."""
    if holds_number(text):
        for found in _UNBROKEN.finditer(text):
            yield found.span()


def narrower(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A number with all that belongs to it, then without its brackets, then its digits alone."""
    yield start, end
    if found := _UNBROKEN.fullmatch(text, start, end):
        yield found.span("words")
    if number := _NUMBER.search(text, start, end):
        yield number.span()


def may_break(text: str) -> bool:
    """Would a program end a line inside this text, though it has room for all of it?"""
    return _SEVERAL.search(text) is not None
