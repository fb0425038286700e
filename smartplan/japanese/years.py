"""Years as people type them, and as official documents print them.

A calendar year (年, January to December) and a fiscal year (年度, April to March) are different
things: a fiscal year is named by the calendar year in which it begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from smartplan.japanese.eras import ERAS, Era
from smartplan.japanese.folding import in_one_width

Kind = Literal["fiscal", "calendar"]

_ERA_OF = {word: era for era in ERAS for word in (era.name, era.letter)}
_WESTERN_YEARS = range(1868, 2200)
_LONGEST = 40  # characters; a longer cell is a sentence, not a year


@dataclass(frozen=True, slots=True)
class Year:
    """A year that was read: the western number, and which kind the text says it is."""

    number: int
    kind: Kind | None = None


_KANJI_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")}
_SIGNS = str.maketrans(
    {"㋿": "令和", "㍻": "平成", "㍼": "昭和", "㍽": "大正", "㍾": "明治"}
    | dict.fromkeys("’‘′", "'")
)
_COUNT = r"元|[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = re.compile(
    r"(?P<fy>fy)?"
    rf"(?:(?P<era>令和|平成|昭和|大正|明治|[rhstm])\.?(?P<count>{_COUNT})"
    r"|(?:西暦)?(?P<western>[0-9]{4}|[〇一二三四五六七八九]{4})"
    r"|'(?P<short>[0-9]{2})|(?P<bare>[0-9]{1,2}))"
    r"(?:(?P<unit>年度|年|fy)?"
    rf"|年(?P<month>{_COUNT})月(?:(?P<day>{_COUNT})日)?"
    r"|(?P<mark>[./-])(?P<month2>[0-9]{1,2})(?:(?P=mark)(?P<day2>[0-9]{1,2}))?)"
    r"(?P<rest>(?:末|当初|初頭?|上期|下期|上半期|下半期|中|頃|ごろ)?"
    r"(?:実績値?|現在|時点|見込み?|目標値?|予定|推計値?|調査|国勢調査|から|まで)?)",
    re.IGNORECASE,
)
_LAST_BARE = 18
"""19 and later may as well be 2019: two digits alone are an era's year only up to here."""
_CENTURY_TURN = 69  # as in POSIX: '68 is 2068, '69 is 1969
_GLUED = re.compile(r"(?<=[0-9〇一二三四五六七八九十元])\s+(?=[0-9〇一二三四五六七八九十元])")
_EXCEL_START = date(1899, 12, 30)
_WITH_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)([^()]*)")


class Written(NamedTuple):
    """All that a year cell says: 令和二年十月一日現在（国勢調査）."""

    year: Year
    month: int | None
    day: int | None
    rest: str
    """末, 実績, 現在 …"""
    certain: bool
    """Names an era or four digits."""
    note: str = ""
    """What stood in brackets behind it and is no year."""


def _count_of(text: str) -> int:
    """The number of 元, 8, 二十三 or 二〇二六."""
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if len(text) == 4:
        return int("".join(str(_KANJI_DIGITS[digit]) for digit in text))
    tens, ten, ones = text.rpartition("十")
    return (_KANJI_DIGITS.get(tens, 1) * 10 if ten else 0) + _KANJI_DIGITS.get(ones, 0)


def _number_of(match: re.Match[str]) -> int | None:
    if match["western"]:
        number = _count_of(match["western"])
        return number if number in _WESTERN_YEARS else None
    if match["short"] or (match["bare"] and _is_fiscal(match)):
        return _in_this_century(match["short"] or match["bare"])
    era = _ERA_OF[match["era"].upper()] if match["era"] else ERAS[0]
    count = _count_of(match["count"] or match["bare"])
    last = era.last_year if match["era"] else _LAST_BARE
    return era.first_day.year + count - 1 if 1 <= count <= last else None


def _is_fiscal(match: re.Match[str]) -> bool:
    """Does it say FY, which stands beside western years alone?"""
    return bool(match["fy"]) or (match["unit"] or "").lower() == "fy"


def _in_this_century(two_digits: str) -> int | None:
    """2024 of FY24 and '24; FY8 may as well be 令和8."""
    if len(two_digits) < 2:
        return None
    return int(two_digits) + (2000 if int(two_digits) < _CENTURY_TURN else 1900)


def _read(text: str) -> Written | None:
    if _GLUED.search(text):
        return None
    match = _YEAR.fullmatch("".join(text.translate(_SIGNS).split()))
    if match is None or (number := _number_of(match)) is None:
        return None
    month, day = (
        _count_of(typed) if typed else None
        for typed in (match["month"] or match["month2"], match["day"] or match["day2"])
    )
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if month and (match["fy"] or (match["bare"] and match["mark"])):
        return None  # 8/4 may as well be a day; April of FY24 has no one calendar year
    fiscal = _is_fiscal(match) or match["unit"] == "年度"
    calendar = month or match["unit"] == "年"
    kind: Kind | None = "fiscal" if fiscal else "calendar" if calendar else None
    certain = match["bare"] is None or _is_fiscal(match)
    return Written(Year(number, kind), month, day, match["rest"], certain)


@lru_cache(maxsize=4096)
def read_year(text: str) -> Written | None:
    """All that a year cell says; None if it cannot be read.

    Of 令和8年度（2026年度） and 2026（令和8）年度 both parts must agree. FY24 and '24 are 2024.
    Two digits alone are a year of 令和 only up to 18: 「26年度」 may be 2026 or 令和26年度.
    """
    if len(text) > _LONGEST:
        return None
    plain = in_one_width(text)
    brackets = _WITH_BRACKETS.fullmatch(plain)
    if brackets is None:
        return _read(plain)
    before, inside, after = brackets.groups()
    reading, other = _read(f"{before} {after}"), _read(inside)
    if reading is None or (other and _is_the_same(other, reading)):
        return reading
    if other and other.certain and other.year.number != reading.year.number:
        return None
    return reading._replace(note=text[slice(*brackets.span(2))].strip())


def _is_the_same(one: Written, other: Written) -> bool:
    """Does the one say nothing that the other does not?"""
    same_day = (one.month, one.day) in ((None, None), (other.month, other.day))
    return one.year.number == other.year.number and same_day and one.rest in ("", other.rest)


def parse_year(text: str) -> Year | None:
    """The year of 令和8, R8, ８ (令和), 平成31年4月, 2026年度 …; None if it cannot be read."""
    reading = read_year(text)
    return reading.year if reading else None


def parse_month(text: str) -> tuple[int, int] | None:
    """Year and month of 令和9年3月, R9.3, 2027-03 …; None if there is no month to read."""
    reading = read_year(text)
    return (reading.year.number, reading.month) if reading and reading.month else None


def excel_date(text: str) -> date | None:
    """The day behind a serial number of Excel (45000), which a cell shows when its format is lost.

    Only of 1960 to 2100: any other five digits are a number.
    """
    plain = in_one_width(text.strip())
    if len(plain) != 5 or not (plain.isascii() and plain.isdecimal()):
        return None
    day = _EXCEL_START + timedelta(days=int(plain))
    return day if 1960 <= day.year <= 2100 else None


def _counted(era: Era, year: int) -> str:
    count = year - era.first_day.year + 1
    return "元" if count == 1 else str(count)


def _era_at(day: date) -> Era | None:
    return next((era for era in ERAS if day >= era.first_day), None)


def _era_of_fiscal_year(year: int) -> Era | None:
    """The government named all of fiscal 2019 令和元年度 although it began in 平成31年4月."""
    return _era_at(date(year, 5, 1))


def era_year(year: int) -> str:
    """A calendar year: 令和8年. A year in which the era changed has the new era's name."""
    era = _era_at(date(year, 12, 31))
    return f"{era.name}{_counted(era, year)}年" if era else f"{year}年"


def _era_fiscal_year(year: int) -> str:
    era = _era_of_fiscal_year(year)
    return f"{era.name}{_counted(era, year)}年度" if era else f"{year}年度"


def _styled(era: str, western: str, style: str) -> str:
    labels = {
        "era": era,
        "western": western,
        "era_western": f"{era}（{western}）",
        "western_era": f"{western}（{era}）",
    }
    return labels[style]


def fiscal_year_label(year: int, style: str = "era") -> str:
    """A fiscal year in the style of the plan: era, western, era_western or western_era."""
    return _styled(_era_fiscal_year(year), f"{year}年度", style)


def calendar_year_label(year: int, style: str = "era") -> str:
    """A calendar year in the style of the plan: era, western, era_western or western_era."""
    return _styled(era_year(year), f"{year}年", style)


def short_fiscal_year(year: int) -> str:
    """A fiscal year for narrow table heads: R8, R元, H30."""
    era = _era_of_fiscal_year(year)
    return f"{era.letter}{_counted(era, year)}" if era else str(year)


def date_label(day: date) -> str:
    """A day: 令和8年4月1日; 平成31年4月30日 is followed by 令和元年5月1日.

    Days before 1873, when Japan took the Gregorian calendar, have their western year.
    """
    era = _era_at(date(day.year, day.month, day.day)) if day.year >= 1873 else None
    year = f"{era.name}{_counted(era, day.year)}" if era else str(day.year)
    return f"{year}年{day.month}月{day.day}日"


def month_label(year: int, month: int) -> str:
    """A month: 平成31年4月 is followed by 令和元年5月, the month in which the era began."""
    return date_label(date(year, month, 28)).removesuffix("28日")
