"""基本方針: the future image, ideas, principles, and the indicators with their values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from smartplan.document.blocks import joined, line, prose, section, shown_as, table, vision
from smartplan.document.figures import indicators
from smartplan.document.tree import Blocks, Cell, CellKind, Column
from smartplan.document.values import (
    short_label,
    shown_fiscal_year,
    shown_number,
    shown_year,
    stacked,
)
from smartplan.document.widths.columns import PADDING, parts_that_fit, widest_whole
from smartplan.document.written import written
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    Chapter,
    FigureForm,
    Indicator,
    Philosophy,
    PolicyText,
    Principle,
)
from smartplan.structure.keys import SectionKey

POINTS = {"baseline": "基準値", "interim": "中間値", "target": "目標値"}

YEARLY = "指標の年度別の値"

MOST_YEARS = 6
"""How many years stand in one table at most."""

ROOM_FOR_YEARS = 31.0
"""How many characters of the line they get; the number, the name and the unit have the rest."""

YEARS_WITH_FULL_LABELS = 3


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = cast(PolicyText, contents.text_of(SectionKey.POLICY))
    return joined(
        section("将来像", vision(text.vision)),
        section("コンセプト", prose(text.concept)),
        section("基本理念", _tenets("基本理念", "philosophies", contents.rows(Philosophy))),
        section("基本原則", _tenets("基本原則", "principles", contents.rows(Principle))),
        section("必要な視点", prose(text.viewpoints)),
        section(
            "指標（KPI）",
            _indicators(contents, text),
            _measurement(contents),
            _yearly_values(contents),
        ),
    )


def _tenets(name: str, key: str, rows: list[Philosophy] | list[Principle]) -> Blocks:
    columns = (Column(name, 32), Column("説明", 68, CellKind.PROSE))
    lines = [(row.name, row.description) for row in rows]
    return table(columns, lines, caption=name, key=key)


def _indicators(contents: PlanContents, text: PolicyText) -> Blocks:
    """The panels and the list; of panels alone the list adds what they do not show."""
    everything = _list(contents, written(contents, Indicator))
    shown = shown_as(text.figure_indicators, indicators.figures, contents, everything)
    if text.figure_indicators == FigureForm.FIGURE and indicators.is_drawn(contents):
        rest = _list(contents, indicators.left_out(contents), "図に示していない指標", key="")
        return joined(shown, rest)
    return shown


def _list(
    contents: PlanContents,
    rows: list[Indicator],
    caption: str = "指標の一覧",
    key: str = "indicators",
) -> Blocks:
    years = [_year_of_all(contents, rows, place) for place in POINTS]
    columns = (
        Column("番号", 12, CellKind.CENTER),
        Column("指標", 34),
        Column("区分", 13, CellKind.CENTER),
        Column("単位", 11, CellKind.CENTER),
        *(
            Column(f"{name}\n{stacked(year)}".strip(), 24, CellKind.NUMBER)
            for name, year in zip(POINTS.values(), years, strict=True)
        ),
        Column("めざす\n方向", 15, CellKind.CENTER),
    )
    lines = [_indicator(contents, row, years) for row in rows]
    return table(columns, lines, caption=caption, keep=2, key=key)


def _year_of_all(contents: PlanContents, rows: list[Indicator], point: str) -> str:
    """The year that every value of a column has: it stands in the head of the column."""
    found = {_shown_year(contents, row, point) for row in rows if getattr(row, f"{point}_value")}
    return found.pop() if len(found) == 1 and len(rows) > 1 else ""


def _shown_year(contents: PlanContents, row: Indicator, point: str) -> str:
    return shown_year(getattr(row, f"{point}_year"), contents.plan.year_style, row.year_kind)


def _indicator(contents: PlanContents, row: Indicator, years: list[str]) -> tuple[object, ...]:
    def value_of(point: str, year_of_all: str) -> Cell:
        year = _shown_year(contents, row, point)
        lines = (
            shown_number(getattr(row, f"{point}_value"), row.unit),
            _in_brackets(year) if year != year_of_all else "",
        )
        return Cell(line("\n".join(filter(None, lines))), CellKind.NUMBER)

    return (
        contents.indicator_number(row),
        row.name,
        choice_label(row, "kind").replace("（最終目標）", "").replace("指標", "\n指標"),
        row.unit,
        *(value_of(point, year) for point, year in zip(POINTS, years, strict=True)),
        choice_label(row, "direction"),
    )


def _in_brackets(year: str) -> str:
    """The year under a value; a year in two ways has its brackets already."""
    if not year:
        return ""
    return stacked(year) if "（" in year else f"（{year}）"


def _measurement(contents: PlanContents) -> Blocks:
    columns = (
        Column("番号", 9, CellKind.CENTER),
        Column("指標", 26),
        Column("算式・測り方", 32, CellKind.PROSE),
        Column("出典", 20),
        Column("担当課", 16),
        Column("備考", 18, CellKind.PROSE),
    )
    rows = [
        (
            contents.indicator_number(row),
            row.name,
            row.formula,
            row.source,
            row.division,
            row.note,
        )
        for row in written(contents, Indicator)
        if row.formula or row.source or row.division or row.note
    ]
    return table(columns, rows, caption="指標の測り方・出典・担当課", keep=2, key="methods")


def _yearly_values(contents: PlanContents) -> Blocks:
    """The values by year; more years than fit side by side take several tables."""
    values = {
        row: {
            year: shown_number(value, row.unit) for year, value in contents.values_of(row).items()
        }
        for row in written(contents, Indicator)
    }
    years = sorted({year for some in values.values() for year, value in some.items() if value})
    widths = [_width_of_year(year, contents, values.values()) for year in years]
    parts = parts_that_fit(widths, ROOM_FOR_YEARS, MOST_YEARS)
    most = max(map(len, parts), default=0)
    found: Blocks = ()
    for place, part in enumerate(parts, start=1):
        heads = {years[year]: _year_head(years[year], contents, most) for year in part}
        caption = f"{YEARLY}（{place}／{len(parts)}）" if len(parts) > 1 else YEARLY
        found += _values_of_years(contents, values, heads, caption)
    return found


def _values_of_years(
    contents: PlanContents,
    values: dict[Indicator, dict[int, str]],
    heads: dict[int, str],
    caption: str,
) -> Blocks:
    """The indicators with a value in one of the years, which stand there by their heads."""
    columns = (
        Column("番号", 9, CellKind.CENTER),
        Column("指標", 30),
        Column("単位", 11, CellKind.CENTER),
        *(Column(head, 12, CellKind.NUMBER) for head in heads.values()),
    )
    rows = [
        (
            contents.indicator_number(row),
            row.name,
            row.unit,
            *(of_row.get(year, "") for year in heads),
        )
        for row, of_row in values.items()
        if any(of_row.get(year) for year in heads)
    ]
    return table(columns, rows, caption=caption, keep=2, key="values")


def _width_of_year(year: int, contents: PlanContents, rows: Iterable[dict[int, str]]) -> float:
    head = short_label(year, contents.plan.year_style)
    cells = (row.get(year, "") for row in rows)
    return max(map(widest_whole, (head, *cells))) + PADDING


def _year_head(year: int, contents: PlanContents, columns: int) -> str:
    style = contents.plan.year_style
    if columns > YEARS_WITH_FULL_LABELS:
        return short_label(year, style)
    return stacked(shown_fiscal_year(year, style))
