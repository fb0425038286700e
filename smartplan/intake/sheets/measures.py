"""The sheets of the measures and of the services with their data."""

from __future__ import annotations

from collections.abc import Iterable

from smartplan.intake.sheets.sheet import Sheet, SheetColumn, shown, typed
from smartplan.plans.contents import PlanContents, letters
from smartplan.plans.models import DataLink, Field, Measure, Row

TITLE = "施策"


def measures(contents: PlanContents) -> Sheet:
    """One line a measure; its issues and indicators are shown by name."""
    texts = ("purpose", "actions", "effects")
    columns = (
        shown("番号", 8, contents.measure_code),
        field_column(contents),
        typed(Measure, "name", 34),
        *(typed(Measure, name, 44) for name in texts),
        typed(Measure, "actor", 18),
        typed(Measure, "division", 16),
        *(typed(Measure, name, 26) for name in ("cost", "funding", "personal_data")),
        shown("対応する課題", 26, lambda row: lines(contents.issues_of(row))),
        shown("指標（KPI）", 26, lambda row: lines(contents.indicators_of(row))),
        shown("SDGs", 12, lambda row: "、".join(map(str, row.sdgs))),
    )
    return Sheet(TITLE, columns, contents.rows(Measure), returns=True)


def field_column(contents: PlanContents) -> SheetColumn:
    """The measure's field, to be chosen among the plan's fields."""
    choices = tuple((str(field.pk), field_name(field, contents)) for field in contents.rows(Field))
    named = dict(choices)
    return SheetColumn(
        "分野",
        20,
        lambda row: named.get(str(row.field_id), ""),
        field="field",
        choices=choices,
    )


def field_name(field: Field, contents: PlanContents) -> str:
    return f"{letters(contents.place_of(field))}　{field.name}"


def data_links(contents: PlanContents) -> Sheet:
    columns = (
        shown("施策", 8, lambda row: contents.measure_code(row.measure) if row.measure else ""),
        *(typed(DataLink, name, 28) for name in ("service", "data", "provider", "via")),
        typed(DataLink, "personal_data", 12),
    )
    return Sheet("サービスとデータの連携", columns, contents.rows(DataLink))


def lines(rows: Iterable[Row]) -> str:
    return "\n".join(f"・{row}" for row in rows if str(row))
