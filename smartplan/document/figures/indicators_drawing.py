"""The drawing of the indicators: a grid of panels, in each a bar for every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from smartplan.document.drawing import (
    ACCENT,
    LINE_GREY,
    PORTRAIT_WIDTH,
    SOFT,
    WHITE,
    Align,
    Area,
    Box,
    Drawing,
    Label,
    Shape,
    Stroke,
)
from smartplan.document.figures.fitting import dot, fitted, inside
from smartplan.document.figures.scales import Scale

ACROSS = 3
GAP = 8.0
PANEL_HEIGHT = 136.0
PANEL_WIDTH = (PORTRAIT_WIDTH - GAP * (ACROSS - 1)) / ACROSS

PAD, NAME, FACTS, CHART = 5.0, 22.0, 11.0, 44.0
WIDEST_BAR = 22.0

FILLS = {"基準値": SOFT[2], "中間値": WHITE, "目標値": ACCENT}
OTHER_FILL = SOFT[3]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of an indicator: its name, as printed, and as a number if it can be read."""

    name: str
    words: str
    year_words: str
    number: Decimal | None
    year: int | None
    spoken: str
    """As printed, with the unit that the panel says only once."""


@dataclass(frozen=True, slots=True)
class Panel:
    """An indicator with its values; the yearly ones are (fiscal year, number)."""

    number: str
    name: str
    unit: str
    direction: str
    points: tuple[Point, ...]
    yearly: tuple[tuple[int, Decimal], ...]

    @property
    def known(self) -> list[float]:
        """Every number that is drawn."""
        main = [point.number for point in self.points if point.number is not None]
        return [float(number) for number in (*main, *(number for _, number in self.yearly))]

    @property
    def numbers(self) -> int:
        return len(self.known)


def panels_drawn(panels: Sequence[Panel]) -> Drawing:
    """The panels in rows of three."""
    across = min(len(panels), ACROSS)
    lines = -(-len(panels) // ACROSS)
    shapes: list[Shape] = []
    for place, panel in enumerate(panels):
        line, column = divmod(place, ACROSS)
        x, y = column * (PANEL_WIDTH + GAP), line * (PANEL_HEIGHT + GAP)
        shapes += _panel(panel, Area(x, y, PANEL_WIDTH, PANEL_HEIGHT))
    return Drawing(
        across * (PANEL_WIDTH + GAP) - GAP, lines * (PANEL_HEIGHT + GAP) - GAP, tuple(shapes)
    )


def _panel(panel: Panel, area: Area) -> Iterator[Shape]:
    left, width = area.x + PAD, area.width - 2 * PAD
    yield Box(inside(area, 0.5), stroke=LINE_GREY, radius=3)
    title = Area(left, area.y + PAD - 1, width, NAME)
    name = f"{panel.number} {panel.name}".strip()
    yield fitted(title, name, size=8.0, least=7.5, align=Align.START, bold=True)
    unit = f"単位：{panel.unit}" if panel.unit else ""
    facts = Area(left, title.bottom + 1, width, FACTS)
    words = "　".join(filter(None, (panel.direction, unit)))
    yield fitted(facts, words, size=7.0, align=Align.START, lines=1)
    chart = Area(left, facts.bottom + 3, width, CHART)
    yield from _chart(panel, chart)
    below = Area(left, chart.bottom + 1, width, area.bottom - chart.bottom - 3)
    yield from _values(panel, below)


def _chart(panel: Panel, area: Area) -> Iterator[Shape]:
    """A bar from nought for each value, a dot for each yearly one."""
    scale = _scale(panel, area)
    nought = scale.place(0)
    yield Stroke(((area.x, nought), (area.right, nought)), weight=0.6)
    slot = area.width / len(panel.points)
    for place, point in enumerate(panel.points):
        if point.number is None:
            continue
        top, bottom = sorted((scale.place(float(point.number)), nought))
        wide = min(slot * 0.5, WIDEST_BAR)
        bar = Area(area.x + slot * (place + 0.5) - wide / 2, top, wide, bottom - top)
        yield Box(bar, fill=FILLS.get(point.name, OTHER_FILL), weight=0.7)
    for (_, number), x in zip(panel.yearly, _places(panel, area), strict=True):
        yield dot(x, scale.place(float(number)), 1.8, WHITE)


def _scale(panel: Panel, area: Area) -> Scale:
    low, high = min(0.0, *panel.known), max(0.0, *panel.known)
    if low == high:
        high = 1.0
    return Scale(low, high, area.bottom - 2, area.y + 3)


def _places(panel: Panel, area: Area) -> list[float]:
    """Where the yearly values stand: by their years between the bars, else evenly."""
    slot = area.width / len(panel.points)
    marks = [
        (point.year, area.x + slot * (place + 0.5))
        for place, point in enumerate(panel.points)
        if point.year is not None
    ]
    years = [year for year, _ in panel.yearly]
    ordered = all(one[0] < other[0] for one, other in pairwise(marks))
    if len(marks) > 1 and ordered and all(marks[0][0] <= year <= marks[-1][0] for year in years):
        return [_between(marks, year) for year in years]
    step = area.width / (len(years) + 1)
    return [area.x + step * place for place in range(1, len(years) + 1)]


def _between(marks: list[tuple[int, float]], year: int) -> float:
    for (first, left), (last, right) in pairwise(marks):
        if first <= year <= last:
            return left + (right - left) * (year - first) / (last - first)
    return marks[-1][1]


def _values(panel: Panel, area: Area) -> Iterator[Shape]:
    """Under each bar what it is, its value in words, and its year."""
    slot = area.width / len(panel.points)
    for place, point in enumerate(panel.points):
        x = area.x + slot * place + 0.5
        heads = Area(x, area.y, slot - 1, 9)
        yield Label(heads, (point.name,) if point.name else (), 6.5)
        value = Area(x, heads.bottom, slot - 1, 18)
        yield fitted(value, point.words, size=8.0, bold=True, lines=2)
        year = Area(x, value.bottom, slot - 1, area.bottom - value.bottom)
        yield fitted(year, point.year_words, size=6.5, lines=2)
