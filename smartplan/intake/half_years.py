"""Halves of fiscal years as people type them into an Excel roadmap.

A fiscal year begins in April: April to September are its 上期, October to March its 下期. So
「R10.3」 (March 2028) lies in 令和9年度下期.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from smartplan.japanese.folding import fold_width
from smartplan.japanese.years import fiscal_year_label, parse_month, parse_year
from smartplan.plans.models import RoadmapItem

APRIL, OCTOBER = 4, 10
FIRST, SECOND = RoadmapItem.Half.FIRST, RoadmapItem.Half.SECOND
_SECOND = re.compile(r"下|後|末")
_FIRST = re.compile(r"上|前|初")


class HalfYear(NamedTuple):
    """A fiscal year and its half; `doubt` says how a doubtful cell was understood."""

    year: int
    half: int
    doubt: str = ""


def half_of_month(year: int, month: int) -> HalfYear:
    """The half of the fiscal year in which a month of a calendar year lies."""
    if month < APRIL:
        return HalfYear(year - 1, SECOND)
    return HalfYear(year, FIRST if month < OCTOBER else SECOND)


def read_half_year(typed: str, default_half: int) -> HalfYear | None:
    """The half of 令和9年度下期, R10.3, 2028/3/31, 令和9年度 (`default_half`), or None."""
    if month := parse_month(typed):
        return half_of_month(*month)
    year = parse_year(typed)
    if year is None:
        return None
    words = fold_width(typed)
    half = SECOND if _SECOND.search(words) else FIRST if _FIRST.search(words) else default_half
    doubt = ""
    if year.kind == "calendar":
        taken = fiscal_year_label(year.number)
        doubt = (
            f"「{typed[:30]}」は{taken}（4月から翌年3月まで）として読み取りました。"
            "暦年のときは「令和9年4月」のように月まで入れてください。"
        )
    return HalfYear(year.number, half, doubt)
