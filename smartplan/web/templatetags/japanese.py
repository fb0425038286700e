"""Template filters that show values the way officials write them (built in everywhere)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.timezone import is_aware, localtime

from smartplan.japanese.numbers import grouped as grouped_number
from smartplan.japanese.years import date_label, fiscal_year_label

register = template.Library()


@register.filter
def fiscal_year(year: int | None, style: str = "era") -> str:
    """令和8年度; with a style also 令和8年度（2026年度） (era_western) and so on."""
    return "" if year in (None, "") else fiscal_year_label(int(year), str(style))


@register.filter
def era_date(day: date | None) -> str:
    """令和8年11月20日, in Japan's time."""
    if not day:
        return ""
    return date_label(localtime(day) if isinstance(day, datetime) and is_aware(day) else day)


@register.filter
def era_datetime(moment: datetime | None) -> str:
    """令和8年11月20日 10:32, in Japan's time."""
    if not moment:
        return ""
    local = localtime(moment) if is_aware(moment) else moment
    return f"{date_label(local)} {local:%H:%M}"


@register.filter
def grouped(number: Decimal | int | None) -> str:
    """12,300; nothing for no number."""
    return "" if number in (None, "") else grouped_number(number)
