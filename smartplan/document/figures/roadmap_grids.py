"""From the bars of the roadmap to grids of fiscal years.

The first year of the plan is split into 上期 and 下期; elsewhere a bar is rounded outward to whole
years. Bars that overlap stand on lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from smartplan.document.figures.roadmap_lanes import (
    FROM_BEFORE,
    GOES_ON,
    Bar,
    Lane,
    Timeline,
    TimelineYear,
)
from smartplan.document.values import short_label, shown_fiscal_year, stacked
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Plan, RoadmapItem

YEARS_IN_ONE_GRID = 10
"""A longer plan gets several grids: a year must stay wide enough for words."""

MOST_YEARS = 40

SLOTS_WITH_FULL_LABELS = 6

HALVES = ("上期", "下期")

WHOLE_PLAN = "全体"

Lanes = Mapping[tuple[str, str], Sequence[RoadmapItem]]


def lanes_of(contents: PlanContents) -> Lanes:
    """The bars by measure in the order of their codes; those of none belong to the whole plan."""
    items = contents.rows(RoadmapItem)
    order = {measure.pk: place for place, measure in enumerate(contents.measures_in_order())}
    lanes: dict[tuple[str, str], list[RoadmapItem]] = {}
    for item in sorted(items, key=lambda item: order.get(item.measure_id or 0, len(order))):
        lanes.setdefault(lane_of(contents, item), []).append(item)
    return lanes


def lane_of(contents: PlanContents, item: RoadmapItem) -> tuple[str, str]:
    """The code and the name of the measure that a bar belongs to."""
    if item.measure:
        return contents.measure_code(item.measure), item.measure.name
    return "", WHOLE_PLAN


def timelines(lanes: Lanes, plan: Plan) -> tuple[tuple[Timeline, ...], list[RoadmapItem]]:
    """The grids, and the bars that have no place in any of them."""
    items = [item for some in lanes.values() for item in some if _is_written(item)]
    years = _years(plan, items)
    grids: list[Timeline] = []
    for start in range(0, len(years), YEARS_IN_ONE_GRID):
        some = years[start : start + YEARS_IN_ONE_GRID]
        if grid := _grid(lanes, some, years, plan):
            grids.append(grid)
    return tuple(grids), [item for item in items if _span(item, years) is None]


def inside(items: Iterable[RoadmapItem], plan: Plan) -> list[RoadmapItem]:
    """The bars that have a place in one of the grids."""
    some = [item for item in items if _is_written(item)]
    years = _years(plan, some)
    return [item for item in some if _span(item, years)]


def _is_written(item: RoadmapItem) -> bool:
    return bool(item.label or item.phase)


def _years(plan: Plan, items: Iterable[RoadmapItem]) -> range:
    """The years of the plan; while those are not set, the years that the bars have."""
    if plan.start_year:
        return plan.fiscal_years[:MOST_YEARS]
    known = [year for item in items for year in (item.start_year, item.end_year) if year]
    if not known:
        return range(0)
    return range(min(known), min(max(known), min(known) + MOST_YEARS - 1) + 1)


def _span(item: RoadmapItem, years: range) -> tuple[int, int] | None:
    """The first and last half-year of a bar, counted from the first year; None outside of all.

    A bar that ends before it begins has no place: which of the two is wrong nobody knows here.
    """
    first_year, last_year = item.start_year or item.end_year, item.end_year or item.start_year
    if not years or first_year is None or last_year is None:
        return None
    first = (first_year - years.start) * 2 + item.start_half - 1
    last = (last_year - years.start) * 2 + item.end_half - 1
    if item.start_year is None or item.end_year is None:
        first, last = min(first, last), max(first, last)
    if last < first or last < 0 or first >= len(years) * 2:
        return None
    return first, last


def _grid(lanes: Lanes, some: range, years: range, plan: Plan) -> Timeline | None:
    split = some.start == years.start
    drawn = tuple(
        lane
        for (code, name), items in lanes.items()
        if (lane := _lane(code, name, items, some, years)).lines
    )
    if not drawn:
        return None
    slots = len(some) + split
    heads = tuple(
        TimelineYear(_label(year, plan, slots), HALVES if split and year == years.start else ())
        for year in some
    )
    return Timeline(heads, drawn, caption="工程表", note=_marks(drawn))


def _label(year: int, plan: Plan, slots: int) -> str:
    style = plan.year_style
    if slots > SLOTS_WITH_FULL_LABELS:
        return short_label(year, style)
    return stacked(shown_fiscal_year(year, style))


def _marks(lanes: tuple[Lane, ...]) -> str:
    """What the marks of bars that began earlier or go on mean, where there are such bars."""
    bars = [bar for lane in lanes for line in lane.lines for bar in line]
    notes = []
    if any(bar.from_before for bar in bars):
        notes.append(f"{FROM_BEFORE}：この表より前の年度から続く")
    if any(bar.goes_on for bar in bars):
        notes.append(f"{GOES_ON}：この表より後の年度に続く")
    return "　".join(notes)


def _lane(code: str, name: str, items: Sequence[RoadmapItem], some: range, years: range) -> Lane:
    bars = [bar for item in items if (bar := _bar(item, some, years))]
    lines: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: (bar.first, bar.last)):
        for line in lines:
            if line[-1].last < bar.first:
                line.append(bar)
                break
        else:
            lines.append([bar])
    return Lane(code, name, tuple(tuple(line) for line in lines))


def _bar(item: RoadmapItem, some: range, years: range) -> Bar | None:
    """The bar in the slots of one grid, or None when it lies outside it."""
    span = _span(item, years) if _is_written(item) else None
    if span is None:
        return None
    offset = (some.start - years.start) * 2
    end = len(some) * 2 - 1
    first, last = span[0] - offset, span[1] - offset
    if last < 0 or first > end:
        return None
    split = some.start == years.start
    words = item.label + _rounded(first, last, end, split=split)
    return Bar(
        words,
        item.phase,
        choice_label(item, "phase"),
        _slot(max(first, 0), split=split),
        _slot(min(last, end), split=split),
        from_before=first < 0,
        goes_on=last > end,
    )


def _rounded(first: int, last: int, end: int, *, split: bool) -> str:
    """What the whole years hide: 「（～上期）」 of a bar that ends within its last year."""

    def halved(half: int) -> bool:
        return 0 <= half <= end and not (split and half < 2)

    begins = HALVES[1] if first % 2 and halved(first) else ""
    ends = HALVES[0] if last % 2 == 0 and halved(last) else ""
    if first // 2 == last // 2 and (begins or ends):
        return f"（{begins or ends}）"
    return f"（{begins}～{ends}）" if begins or ends else ""


def _slot(half: int, *, split: bool) -> int:
    """The slot of a half-year: halves in a split first year, whole years elsewhere."""
    if not split:
        return half // 2
    return half if half < 2 else half // 2 + 1
