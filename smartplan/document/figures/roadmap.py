"""工程表: the bars of each measure over the fiscal years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from smartplan.document.figures.fitting import in_parts, paged, shortened
from smartplan.document.figures.roadmap_drawing import Grid
from smartplan.document.figures.roadmap_grids import inside, lanes_of, timelines
from smartplan.document.figures.roadmap_lanes import Lane, Timeline, TimelineYear
from smartplan.document.tree import Figure
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import RoadmapItem

TOLD = 5
"""How many measures the figure's alternative tells; the table has the others."""


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """The grids of years, each in as many parts as it needs pages."""
    grids, _ = timelines(lanes_of(contents), contents.plan)
    return in_parts([figure for timeline in grids for figure in _of_one_grid(timeline)])


def is_drawn(contents: PlanContents) -> bool:
    """Has a bar a place in the years of the grids?"""
    return any(inside(contents.rows(RoadmapItem), contents.plan))


def alternative_text(timeline: Timeline) -> str:
    """The years, and of the first measures what is done when."""
    first, last = (_year(year) for year in (timeline.years[0], timeline.years[-1]))
    years = first if first == last else f"{first}から{last}まで"
    count = len({(lane.code, lane.name) for lane in timeline.lanes})
    lanes = "。".join(_told(lane, timeline) for lane in timeline.lanes[:TOLD])
    rest = f"。ほか{count - TOLD}件" if count > TOLD else ""
    return f"{years}の工程表です（{count}件）。{lanes}{rest}。"


def _of_one_grid(timeline: Timeline) -> Iterator[Figure]:
    whole = Grid.of(timeline)
    for lanes in _parts(whole):
        part = replace(timeline, lanes=lanes)
        yield Figure(
            drawing=replace(whole, timeline=part).drawn(),
            caption=timeline.caption,
            alternative=alternative_text(part),
            key="timeline",
            note=timeline.note,
            landscape=whole.landscape,
        )


def _parts(grid: Grid) -> Iterator[tuple[Lane, ...]]:
    """The lanes that stand together on a page; one that is higher than a page goes on."""
    pieces = [piece for lane in grid.timeline.lanes for piece in _pieces(lane, grid)]
    heights = [grid.lane_height(piece) for piece in pieces]
    for page in paged(heights, grid.room, first=grid.first_room, whole=grid.whole_room):
        yield tuple(pieces[place] for place in page)


def _pieces(lane: Lane, grid: Grid) -> Iterator[Lane]:
    heights = [grid.line_height(line) for line in lane.lines]
    for page in paged(heights, grid.room - grid.PAD):
        yield replace(lane, lines=tuple(lane.lines[place] for place in page))


def _told(lane: Lane, timeline: Timeline) -> str:
    """「A-1 デマンド交通は、実証（令和9年度）、実装（令和10年度から令和13年度まで）」."""
    slots = [_year(year) for year in timeline.years for _ in range(year.slots)]
    halves = [half for year in timeline.years for half in (year.halves or ("",))]
    bars = []
    for bar in (bar for line in lane.lines for bar in line):
        first, last = (f"{slots[place]}{halves[place]}" for place in (bar.first, bar.last))
        when = first if first == last else f"{first}から{last}まで"
        bars.append(f"{shortened(' '.join(filter(None, (bar.phase_name, bar.label))))}（{when}）")
    return f"{shortened(f'{lane.code} {lane.name}'.strip())}は、{'、'.join(bars)}"


def _year(year: TimelineYear) -> str:
    """The year in one line: 「令和9年度（2027年度）」, 「R9（2027）」."""
    above, _, below = year.label.partition("\n")
    return f"{above}（{below.strip('（）')}）" if below else above
