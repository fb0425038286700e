"""The sheet of the indicators (KPI), and the same in the form of grant applications."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from smartplan.intake.sheets.sheet import Sheet, SheetColumn, shown, typed
from smartplan.japanese.numbers import grouped, parse_number
from smartplan.japanese.years import fiscal_year_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Indicator

TITLE = "指標（KPI）"
YEAR_FIELD = "value_in_"
"""A column whose field starts so holds the yearly value of that fiscal year."""


def indicators(contents: PlanContents) -> Sheet:
    """One line an indicator, with a column for each fiscal year of the plan."""

    def column(name: str, width: float, *, numeric: bool = False) -> SheetColumn:
        return typed(Indicator, name, width, numeric=numeric)

    columns = (
        shown("表示番号", 10, contents.indicator_number),
        column("number", 9),
        column("name", 34),
        column("kind", 16),
        column("unit", 9),
        column("year_kind", 9),
        column("direction", 10),
        column("baseline_value", 12, numeric=True),
        column("baseline_year", 14),
        column("interim_value", 12, numeric=True),
        column("interim_year", 14),
        column("target_value", 12, numeric=True),
        column("target_year", 14),
        *(year_column(year, contents) for year in years_of(contents)),
        column("formula", 30),
        column("source", 24),
        column("division", 16),
        column("note", 24),
        shown(
            "施策", 14, lambda row: "、".join(map(contents.measure_code, contents.measures_of(row)))
        ),
    )
    return Sheet(TITLE, columns, contents.rows(Indicator), returns=True)


def years_of(contents: PlanContents) -> list[int]:
    """The fiscal years of the plan and those for which somebody typed a value."""
    known = {year for row in contents.rows(Indicator) for year in contents.values_of(row)}
    return sorted(known | set(contents.plan.fiscal_years))


def year_column(year: int, contents: PlanContents) -> SheetColumn:
    def value(row: Indicator) -> str:
        return contents.values_of(row).get(year, "")

    heading = fiscal_year_label(year, contents.plan.year_style)
    return SheetColumn(heading, 13, value, field=f"{YEAR_FIELD}{year}", numeric=True)


# The form of grant applications -----------------------------------------------------------------


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
    """The indicators in the form of grant applications; reckoned anew, never taken back."""
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
