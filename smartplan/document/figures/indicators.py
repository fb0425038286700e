"""KPIの推移: a small panel for each indicator with its baseline, interim and target values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from smartplan.document.drawing import PORTRAIT_HEIGHT
from smartplan.document.figures.fitting import enumerated, in_parts, paged, shortened
from smartplan.document.figures.indicators_drawing import (
    ACROSS,
    GAP,
    PANEL_HEIGHT,
    Panel,
    Point,
    panels_drawn,
)
from smartplan.document.tree import Figure
from smartplan.document.values import (
    number_with_unit,
    shown_fiscal_year,
    shown_number,
    shown_year,
)
from smartplan.document.written import written
from smartplan.japanese.numbers import parse_number
from smartplan.japanese.years import parse_year
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Indicator

FIRST_ROWS = 3
"""How many rows of panels the first of several parts has: it stands below a text."""

TOLD = 2
"""How many indicators the figure's alternative tells in full."""

VALUES = (
    ("基準値", "baseline_value", "baseline_year"),
    ("中間値", "interim_value", "interim_year"),
    ("目標値", "target_value", "target_year"),
)

WAYS = {
    Indicator.Direction.INCREASE: "↑",
    Indicator.Direction.DECREASE: "↓",
    Indicator.Direction.MAINTAIN: "→",
    Indicator.Direction.ACHIEVE: "◎",
}


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """Panels for the indicators of which two numbers or more can be read."""
    panels = list(_panels(contents, written(contents, Indicator)))
    missing = [contents.indicator_number(row) for row in left_out(contents)]
    parts = list(_parts(panels))
    return in_parts([_figure(some, missing if some is parts[-1] else []) for some in parts])


def figures_of(contents: PlanContents, row: Indicator) -> tuple[Figure, ...]:
    """The panel of one indicator; nothing while it has fewer than two numbers."""
    return tuple(_figure([panel], []) for panel in _panels(contents, [row]))


def is_drawn(contents: PlanContents) -> bool:
    """Has an indicator two numbers that can be read?"""
    return any(_panels(contents, written(contents, Indicator)))


def _figure(panels: Sequence[Panel], missing: Sequence[str]) -> Figure:
    return Figure(
        drawing=panels_drawn(panels),
        caption="指標の推移",
        alternative=alternative_text(panels),
        key="indicators",
        note=_note(panels, missing),
    )


def _parts(panels: Sequence[Panel]) -> Iterator[Sequence[Panel]]:
    """The panels that stand together on a page."""
    rows = [PANEL_HEIGHT + GAP] * -(-len(panels) // ACROSS)
    for page in paged(rows, PORTRAIT_HEIGHT + GAP, first=FIRST_ROWS * (PANEL_HEIGHT + GAP)):
        yield panels[page.start * ACROSS : page.stop * ACROSS]


def left_out(contents: PlanContents) -> list[Indicator]:
    """The indicators without two numbers, which no panel shows."""
    rows = written(contents, Indicator)
    return [row for row in rows if not any(_panels(contents, [row]))]


def alternative_text(panels: Sequence[Panel]) -> str:
    """How many indicators there are, and of the first of them where they stand and shall go."""
    first = "、".join(_told(panel) for panel in panels[:TOLD])
    rest = "など、" if len(panels) > TOLD else "の"
    return f"{first}{rest}{len(panels)}件の指標の値を棒の高さで示した図です。"


def _told(panel: Panel) -> str:
    """「K1 利用者数（12,300人から20,000人へ）」."""
    known = [point for point in panel.points if point.number is not None]
    name = shortened(f"{panel.number} {panel.name}")
    if len(known) < 2:
        return name
    first, last = (shortened(point.spoken) for point in (known[0], known[-1]))
    return f"{name}（{first}から{last}へ）"


def _note(panels: Sequence[Panel], missing: Sequence[str]) -> str:
    notes = []
    if any(panel.yearly for panel in panels):
        notes.append("○：年度別の値")
    if missing:
        notes.append(f"数値が二つ以上ないため図に示していない指標：{enumerated(missing)}")
    return "　".join(notes)


# From the rows -------------------------------------------------------------------------------


def _panels(contents: PlanContents, rows: Iterable[Indicator]) -> Iterator[Panel]:
    """The panels of the indicators that have two numbers or more."""
    return (panel for row in rows if (panel := _panel(contents, row)).numbers > 1)


def _panel(contents: PlanContents, row: Indicator) -> Panel:
    style = contents.plan.year_style
    values = contents.values_of(row)
    yearly = tuple(sorted(_yearly(values)))
    points = tuple(_points(row, style))
    if not points and yearly:
        points = tuple(
            Point(
                name="",
                words=shown_number(values[year], row.unit),
                year_words=_in_two_lines(shown_fiscal_year(year, style)),
                number=number,
                year=year,
                spoken=number_with_unit(values[year], row.unit),
            )
            for year, number in (yearly[0], yearly[-1])[: len(yearly)]
        )
    way = WAYS[Indicator.Direction(row.direction)] if row.direction else ""
    return Panel(
        number=contents.indicator_number(row),
        name=row.name.strip(),
        unit=row.unit.strip(),
        direction=f"{way} {choice_label(row, 'direction')}".strip(),
        points=points,
        yearly=yearly,
    )


def _points(row: Indicator, style: str) -> Iterator[Point]:
    """The values that were written, in words too (「新規」)."""
    for name, value_name, year_name in VALUES:
        value, typed_year = getattr(row, value_name), getattr(row, year_name)
        if not value.strip():
            continue
        year = parse_year(typed_year)
        yield Point(
            name=name,
            words=shown_number(value, row.unit),
            year_words=_in_two_lines(shown_year(typed_year, style, row.year_kind)),
            number=parse_number(value),
            year=year.number if year else None,
            spoken=number_with_unit(value, row.unit),
        )


def _yearly(values: dict[int, str]) -> Iterator[tuple[int, Decimal]]:
    for year, typed in values.items():
        number = parse_number(typed)
        if number is not None:
            yield year, number


def _in_two_lines(year: str) -> str:
    """「令和8年度（2026年度）末」 without its brackets, which the narrow column has no room for.

    What follows the bracket goes to the year before it: 「令和8年度末」 over 「2026年度」.
    """
    before, bracket, within = year.partition("（")
    within, _, after = within.partition("）")
    return f"{before}{after}\n{within}" if bracket else year
