"""The sheet of the indicators (KPI)."""

from __future__ import annotations

from smartplan.intake.sheets.sheet import Sheet, SheetColumn, shown, typed
from smartplan.japanese.years import fiscal_year_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Indicator

TITLE = "指標（KPI）"


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
    return SheetColumn(heading, 13, value, field=f"value_in_{year}", numeric=True, year=year)
