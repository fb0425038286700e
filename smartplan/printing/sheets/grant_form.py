"""The indicators in the form of grant applications: where each starts, and what each year adds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from smartplan.intake.sheets.indicators import years_of
from smartplan.intake.sheets.sheet import Sheet, SheetColumn, shown
from smartplan.japanese.numbers import grouped, parse_number
from smartplan.japanese.years import fiscal_year_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Indicator


@dataclass(frozen=True, slots=True)
class Increments:
    """A KPI as grant applications ask for it: where it starts, and what each year adds."""

    start: str
    added: dict[int, Decimal]
    """Fiscal year to the increase over the value before it."""
    total: Decimal | None
    note: str = ""


def increments(indicator: Indicator, contents: PlanContents) -> Increments:
    """The increase of each year over the last known value; values that are no numbers add nothing.

    The form (事業開始前 + 年度別増加分 + 累計) is that of 地域再生計画 and the grants based on it.
    """
    before = parse_number(indicator.baseline_value)
    values = contents.values_of(indicator)
    if before is None:
        reason = "基準値が数値ではないため、増加分を計算できません。"
        return Increments(indicator.baseline_value, {}, None, reason)
    added: dict[int, Decimal] = {}
    unread = []
    last = before
    for year in sorted(values):
        value = parse_number(values[year])
        if value is None:
            unread.append(fiscal_year_label(year, contents.plan.year_style))
            continue
        added[year] = value - last
        last = value
    note = f"数値ではないため計算に入れていない年度：{'、'.join(unread)}" if unread else ""
    if not added:
        return Increments(indicator.baseline_value, {}, None, note or "年度別の値がありません。")
    return Increments(indicator.baseline_value, added, sum(added.values(), Decimal(0)), note)


def grant_form(contents: PlanContents) -> Sheet:
    """The indicators in the form of grant applications; computed each time, never read back."""
    found = {row.pk: increments(row, contents) for row in contents.rows(Indicator)}

    def added(year: int) -> SheetColumn:
        label = fiscal_year_label(year, contents.plan.year_style)
        return shown(
            f"{label}\n増加分", 13, lambda row: number(found[row.pk].added.get(year)), numeric=True
        )

    columns = (
        shown("番号", 9, contents.indicator_number),
        shown("指標（KPI）", 34, lambda row: row.name),
        shown("単位", 9, lambda row: row.unit),
        shown("事業開始前（現時点）", 14, lambda row: found[row.pk].start, numeric=True),
        *(added(year) for year in years_of(contents)),
        shown("増加分の累計", 14, lambda row: number(found[row.pk].total), numeric=True),
        shown("備考", 36, lambda row: found[row.pk].note),
    )
    note = (
        "年度別の値から、前の値に対する増加分を計算しています。"
        "減らす指標では増加分がマイナスになります。"
    )
    return Sheet("KPI（交付金の様式）", columns, contents.rows(Indicator), note=note)


def number(value: Decimal | None) -> str:
    return "" if value is None else grouped(value)
