"""How typed numbers and years are shown in tables; what cannot be read is shown as typed."""

from __future__ import annotations

import re
import unicodedata

from smartplan.japanese.numbers import grouped, parse_number
from smartplan.japanese.years import (
    calendar_year_label,
    fiscal_year_label,
    parse_month,
    parse_year,
    short_fiscal_year,
)
from smartplan.plans.models import YearKind, YearStyle

_NUMBER = re.compile(r"(?P<before>約|およそ)?(?P<sign>[-+−△▲])?(?P<whole>[\d,]+)(?P<rest>\D.*)?")
_YEAR = re.compile(r"(西暦|令和|平成|昭和|大正|明治|[RHSTM])?(元|\d{1,4})(年度|年)?", re.IGNORECASE)


def shown_number(typed: str) -> str:
    """A number with thousands separators: 「12300人」 becomes 「12,300人」, 「新規」 stays.

    Decimals and units are left as typed.
    """
    text = typed.strip()
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = _NUMBER.fullmatch(plain)
    if not found or parse_number(text) is None:
        return text
    if re.search(r"\d", re.sub(r"^\.\d+", "", found["rest"] or "")):
        return text
    whole = grouped(int(found["whole"].replace(",", "") or "0"))
    tail = text[-len(found["rest"]) :] if found["rest"] else ""
    decimals = re.match(r"\.\d+", found["rest"] or "")
    if decimals:
        tail = decimals.group() + found["rest"][decimals.end() :]
    return f"{found['before'] or ''}{found['sign'] or ''}{whole}{tail}"


def shown_year(typed: str, style: str, kind: str = "") -> str:
    """A typed year in the plan's way of writing years; `kind` counts where none was typed."""
    text = typed.strip()
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    year = parse_year(text) if _YEAR.fullmatch(plain) else None
    if year is None:
        return text
    if (year.kind or kind) == YearKind.FISCAL:
        return fiscal_year_label(year.number, style)
    return calendar_year_label(year.number, style)


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
    found = parse_month(typed)
    plain = unicodedata.normalize("NFKC", typed).replace(" ", "")
    if found is None or not re.fullmatch(r"\D{0,2}(元|\d{1,4})[年./-]\d{1,2}月?", plain):
        return typed.strip()
    year, month = found
    written = YearStyle.ERA if style == YearStyle.ERA_WESTERN else style
    written = YearStyle.WESTERN if style == YearStyle.WESTERN_ERA else written
    return f"{calendar_year_label(year, written)}{month}月"
