"""How typed numbers and years are shown in tables; what cannot be read is shown as typed."""

from __future__ import annotations

import re
from datetime import date

from smartplan.japanese.folding import fold_width
from smartplan.japanese.numbers import read_number
from smartplan.japanese.years import (
    Written,
    calendar_year_label,
    date_label,
    fiscal_year_label,
    month_label,
    read_year,
    short_fiscal_year,
)
from smartplan.plans.models import YearKind, YearStyle

_UNTIL = re.compile("([～〜~])")
_THOUSANDS = ("千", "百万")


def shown_number(typed: str, unit: str = "") -> str:
    """A number with thousands separators: 「12300人」 becomes 「12,300人」, 「新規」 stays.

    Decimals and units are left as typed; only the unit that stands in the table's own column or
    caption is not printed twice.
    """
    number = read_number(typed)
    return f"{number.printed}{_without_unit(number.unit, unit)}" if number else typed.strip()


def number_with_unit(typed: str, unit: str) -> str:
    """The same where no column has the unit: 「12300」 and 「12300人」 become 「12,300人」."""
    number = read_number(typed)
    if number is None:
        return typed.strip()
    own = _without_unit(number.unit, unit)
    return f"{number.printed}{own}{unit.strip() if own in ('', *_THOUSANDS) else ''}"


def _without_unit(own: str, unit: str) -> str:
    """What follows a number, without the unit; of 「千円」 and 円 there remains 「千」."""
    wanted = _folded(unit)
    if wanted and _folded(own) == wanted:
        return ""
    for scale in _THOUSANDS:
        if wanted and own.startswith(scale) and _folded(own.removeprefix(scale)) == wanted:
            return scale
    return own


def _folded(unit: str) -> str:
    return "".join(fold_width(unit).split())


def shown_year(typed: str, style: str, kind: str = "") -> str:
    """A typed year in the plan's way of writing years; `kind` counts where none was typed."""
    text = typed.strip()
    written = read_year(text)
    if written is None:
        return text
    if written.month:
        label = _day_or_month(written, style)
    elif (written.year.kind or kind) == YearKind.FISCAL:
        label = fiscal_year_label(written.year.number, style)
    else:
        label = calendar_year_label(written.year.number, style)
    return _with_note(f"{label}{written.rest}", written.note)


def shown_date(typed: str, style: str) -> str:
    """A typed day or month in full: 「R8.4.1」 becomes 「令和8年4月1日」.

    「令和8年6月～7月」 stays: of a period both ends must say their year.
    """
    ends = _UNTIL.split(typed.strip())
    years = [read_year(end) for end in ends[::2]]
    if not all(years):
        return typed.strip()
    way = one_way(style)
    return "".join(end if place % 2 else shown_year(end, way) for place, end in enumerate(ends))


def _day_or_month(written: Written, style: str) -> str:
    number, month, day = written.year.number, written.month or 1, written.day
    if one_way(style) == YearStyle.WESTERN:
        return f"{number}年{month}月" + (f"{day}日" if day else "")
    try:
        return date_label(date(number, month, day)) if day else month_label(number, month)
    except ValueError:  # 30 February
        return f"{month_label(number, month)}{day}日"


def one_way(style: str) -> str:
    """The one way of writing years for days and months, where two would be too much."""
    western = style in (YearStyle.WESTERN, YearStyle.WESTERN_ERA)
    return YearStyle.WESTERN if western else YearStyle.ERA


def _with_note(label: str, note: str) -> str:
    if not note:
        return label
    return f"{label[:-1]}、{note}）" if label.endswith("）") else f"{label}（{note}）"


def shown_fiscal_year(year: int | None, style: str) -> str:
    return fiscal_year_label(year, style) if year else ""


def stacked(label: str) -> str:
    """A year in two lines for a narrow column: 「令和8年度」 over 「（2026年度）」."""
    return label.replace("（", "\n（", 1)


def short_label(year: int, style: str) -> str:
    """The fiscal year for a narrow column: 「R9」 over 「2027」, in the plan's order."""
    labels = {
        YearStyle.ERA: short_fiscal_year(year),
        YearStyle.WESTERN: str(year),
        YearStyle.ERA_WESTERN: f"{short_fiscal_year(year)}\n{year}",
        YearStyle.WESTERN_ERA: f"{year}\n{short_fiscal_year(year)}",
    }
    return labels[YearStyle(style)]


def period(first: str, last: str) -> str:
    """「first～last」, or the one that is known."""
    if first and last and first != last:
        return f"{first}～{last}"
    return first or last


def shown_month(typed: str, style: str) -> str:
    """The month of the cover: 「令和9年3月」 in the plan's way of writing years."""
    written = read_year(typed)
    return shown_year(typed, style) if written and written.month else typed.strip()
