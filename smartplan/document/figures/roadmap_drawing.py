"""The drawing of the roadmap: years side by side, and a lane for each measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from smartplan.document.drawing import (
    FIRST_PART,
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    LINE_GREY,
    PORTRAIT_HEIGHT,
    PORTRAIT_WIDTH,
    SOFT,
    WHITE,
    Align,
    Area,
    Box,
    Drawing,
    Hatch,
    Label,
    Shape,
    Stroke,
)
from smartplan.document.figures.fitting import fitted, legend
from smartplan.document.figures.roadmap_labels import SIZE, line_count, stacked, words_drawn
from smartplan.document.figures.roadmap_lanes import FROM_BEFORE, GOES_ON, Bar, Lane, Timeline
from smartplan.document.figures.text_width import height_of, wrapped
from smartplan.plans.models import RoadmapItem

PATTERNS = {
    RoadmapItem.Phase.STUDY: (WHITE, Hatch.NONE),
    RoadmapItem.Phase.TRIAL: (WHITE, Hatch.DIAGONAL),
    RoadmapItem.Phase.IMPLEMENTATION: (SOFT[4], Hatch.NONE),
    RoadmapItem.Phase.EXPANSION: (SOFT[3], Hatch.GRID),
}
NO_PATTERN = (SOFT[1], Hatch.NONE)

STRIP, SIDE, MARK, EDGE = 6.0, 1.5, 8.0, 0.5
"""Of a bar: its patterned strip, the margin beside the words, the room for the mark of a bar that
goes on; and the room for the drawing's outermost lines."""

WHOLE = 0.78
"""Up to how much of a page the lanes stay in one drawing."""

UPRIGHT_SLOTS, LINES_UPRIGHT = 6, 3
"""With more slots, or more lines in a bar than these, an upright page is too narrow."""

NAME_LINES = 4
CODE, NAME, NAME_SIDEWAYS = 26.0, 114.0, 150.0
YEAR, HALF, LEGEND = 22.0, 12.0, 18.0


@dataclass(frozen=True)
class Grid:
    """A roadmap's grid of years, upright or turned sideways."""

    timeline: Timeline
    landscape: bool

    PAD: ClassVar[float] = 2.0
    """The room above and below the bars of a lane, together."""

    @classmethod
    def of(cls, timeline: Timeline) -> Grid:
        """Turned sideways where the words of a bar would be cut on an upright page."""
        upright = cls(timeline, landscape=False)
        if timeline.slots <= UPRIGHT_SLOTS:
            return upright
        bars = [bar for lane in timeline.lanes for line in lane.lines for bar in line]
        return cls(timeline, landscape=any(upright.cuts(bar) for bar in bars))

    @property
    def width(self) -> float:
        return LANDSCAPE_WIDTH if self.landscape else PORTRAIT_WIDTH

    @cached_property
    def left(self) -> float:
        """Where the first year begins."""
        return EDGE + (NAME_SIDEWAYS if self.landscape else NAME)

    @cached_property
    def slot(self) -> float:
        return (self.width - EDGE - self.left) / self.timeline.slots

    @cached_property
    def head(self) -> float:
        return YEAR + (HALF if any(year.halves for year in self.timeline.years) else 0)

    @property
    def room(self) -> float:
        """The height that the lanes may take."""
        height = LANDSCAPE_HEIGHT if self.landscape else PORTRAIT_HEIGHT
        return height - self.head - LEGEND - 2 * EDGE

    @property
    def whole_room(self) -> float:
        """Up to which height the lanes stay together."""
        return self.room if self.landscape else WHOLE * self.room

    @property
    def first_room(self) -> float:
        """The height that those of the first of several parts may take."""
        return self.room if self.landscape else FIRST_PART * self.room

    def drawn(self) -> Drawing:
        """The heads, the lanes, and the patterns with their words."""
        body = EDGE + self.head
        shapes: list[Shape] = []
        y = body
        for lane in self.timeline.lanes:
            shapes += self._lane(lane, y)
            y += self.lane_height(lane)
        lines = list(self._lines(body, y))
        drawn, height = legend(self._legend(), x=self.left, y=y + 5, width=self.width - self.left)
        below = 5 + height if drawn else EDGE
        return Drawing(self.width, y + below, (*self._heads(), *lines, *shapes, *drawn))

    # The words of a bar -----------------------------------------------------------------------

    def area_of(self, bar: Bar) -> Area:
        """The room for the words of a bar; its height counts for nothing."""
        left = self.left + self.slot * bar.first + 1 + (STRIP if bar.phase else 0) + SIDE
        right = self.left + self.slot * (bar.last + 1) - 1 - SIDE
        left += MARK if bar.from_before else 0
        right -= MARK if bar.goes_on else 0
        return Area(left, 0, max(right - left, SIZE), 0)

    def cuts(self, bar: Bar) -> bool:
        """Is there too little room for the words of the bar?"""
        width = self.area_of(bar).width
        phase, label = stacked(bar, width, most=99)
        return width < 2 * SIZE or len(phase) + len(label) > LINES_UPRIGHT

    # Heights ----------------------------------------------------------------------------------

    def line_height(self, line: tuple[Bar, ...]) -> float:
        """The height of a line of bars with the gap below it."""
        most = max(line_count(bar, self.area_of(bar).width) for bar in line)
        return max(most, 1) * height_of(("",), SIZE) + SIDE + 2

    def lane_height(self, lane: Lane) -> float:
        """The height of a lane: of its bars, or of its name where that is more."""
        bars = sum(self.line_height(line) for line in lane.lines)
        return max(bars + self.PAD, height_of(self._name(lane), SIZE + 0.5) + 4)

    def _name(self, lane: Lane) -> tuple[str, ...]:
        area = self._name_area(lane)
        return wrapped(lane.name, size=SIZE + 0.5, width=area.width, most=NAME_LINES) or ("",)

    def _name_area(self, lane: Lane) -> Area:
        left = EDGE + (CODE if lane.code else SIDE)
        return Area(left, 0, self.left - left - SIDE, 0)

    # Drawing ----------------------------------------------------------------------------------

    def _heads(self) -> Iterator[Shape]:
        yield Box(Area(EDGE, EDGE, self.left - EDGE, self.head), fill=SOFT[2], stroke=LINE_GREY)
        yield Label(Area(EDGE, EDGE, self.left - EDGE, self.head), ("施策",), SIZE + 1, bold=True)
        place = 0
        for year in self.timeline.years:
            height = YEAR if year.halves else self.head
            area = Area(self._x(place), EDGE, self.slot * year.slots, height)
            yield Box(area, fill=SOFT[2], stroke=LINE_GREY)
            yield fitted(_narrowed(area, 1), year.label, size=SIZE + 0.5, bold=True, lines=2)
            for step, half in enumerate(year.halves):
                area = Area(self._x(place + step), EDGE + YEAR, self.slot, HALF)
                yield Box(area, fill=SOFT[2], stroke=LINE_GREY)
                yield fitted(_narrowed(area, 0.5), half, size=SIZE, lines=1)
            place += year.slots

    def _lines(self, top: float, bottom: float) -> Iterator[Shape]:
        """The frame, and a line for each year; that of a half is dashed."""
        yield Box(Area(EDGE, top, self.width - 2 * EDGE, bottom - top), stroke=LINE_GREY)
        place = 0
        for year in self.timeline.years:
            for step in range(year.slots):
                x = self._x(place + step)
                line = ((x, top), (x, bottom))
                yield Stroke(line, stroke=LINE_GREY, weight=0.5, dashed=bool(step))
            place += year.slots

    def _lane(self, lane: Lane, y: float) -> Iterator[Shape]:
        height = self.lane_height(lane)
        yield Stroke(((EDGE, y), (self.width - EDGE, y)), stroke=LINE_GREY, weight=0.6)
        if lane.code:
            code = Area(EDGE + 1, y + 2, CODE - 2, height - 4)
            yield fitted(code, lane.code, size=SIZE + 0.5, bold=True, lines=1)
        area = self._name_area(lane)
        words = Area(area.x, y + 2, area.width, height - 4)
        yield fitted(words, lane.name, size=SIZE + 0.5, align=Align.START, lines=NAME_LINES)
        top = y + (height - sum(map(self.line_height, lane.lines))) / 2
        for line in lane.lines:
            for bar in line:
                yield from self._bar(bar, top, self.line_height(line) - 2)
            top += self.line_height(line)

    def _bar(self, bar: Bar, y: float, height: float) -> Iterator[Shape]:
        left, right = self._x(bar.first) + 1, self._x(bar.last + 1) - 1
        whole = Area(left, y + 1, right - left, height)
        words = self.area_of(bar)
        yield Box(whole, weight=0.8)
        if bar.phase:
            fill, hatch = PATTERNS.get(RoadmapItem.Phase(bar.phase), NO_PATTERN)
            yield Box(Area(left, whole.y, STRIP, height), fill=fill, hatch=hatch, weight=0.8)
        if bar.from_before:
            area = Area(words.x - MARK, whole.y, MARK, height)
            yield Label(area, (FROM_BEFORE,), SIZE, bold=True)
        if bar.goes_on:
            yield Label(Area(words.right, whole.y, MARK, height), (GOES_ON,), SIZE, bold=True)
        yield from words_drawn(bar, Area(words.x, whole.y, words.width, height))

    def _legend(self) -> Iterator[tuple[str, str, Hatch]]:
        drawn = {bar.phase for lane in self.timeline.lanes for line in lane.lines for bar in line}
        for phase, pattern in PATTERNS.items():
            if phase in drawn:
                yield (str(phase.label), *pattern)

    def _x(self, slot: int) -> float:
        return self.left + self.slot * slot


def _narrowed(area: Area, margin: float) -> Area:
    return Area(area.x + margin, area.y, area.width - 2 * margin, area.height)
