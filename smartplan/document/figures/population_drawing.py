"""The drawing of the population: a bar for each year, the share of the elderly in a band above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, pairwise

from smartplan.document.drawing import (
    ACCENT,
    INK,
    LANDSCAPE_WIDTH,
    LINE_GREY,
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
from smartplan.document.figures.fitting import dot, fitted, legend, on_one_line
from smartplan.document.figures.population_years import People
from smartplan.document.figures.scales import Scale, ticks
from smartplan.document.figures.text_width import (
    LEADING,
    SMALLEST,
    SMALLEST_NUMBER,
    em_width,
    words_area,
)
from smartplan.japanese.numbers import grouped

GROUP_FILLS = (("0～14歳", WHITE), ("15～64歳", SOFT[2]), ("65歳以上", SOFT[4]))
REST, REST_FILL = "年齢不詳など", SOFT[1]
UNDIVIDED, UNDIVIDED_FILL = "総人口（内訳なし）", SOFT[3]
SHARE = "高齢化率（％）"

FEWEST = 5
"""The axis goes up to so many persons at least, so that its steps are whole persons."""

UNITS = ((1, "人"), (1_000, "千人"), (10_000, "万人"), (10**8, "億人"))

HEAD, TITLE, BAND, GAP, BARS, YEARS = 13.0, 10.0, 45.0, 4.0, 112.0, 22.0
RIGHT, WIDEST_BAR, LINE = 30.0, 44.0, 9.0
"""The room for the right axis, the widest bar, and the height of a line of numbers."""

SHARE_STEPS = 2
"""How many steps the axis of the share has: its band is low."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the years stand side by side, and how high the two scales are."""

    left: float
    slot: float
    bars: Scale
    shares: Scale | None
    unit: int
    name: str

    def middle(self, place: int) -> float:
        return self.left + self.slot * (place + 0.5)

    def right(self, count: int) -> float:
        return self.left + self.slot * count

    @property
    def bar(self) -> float:
        return min(self.slot * 0.78, WIDEST_BAR)

    def words(self, persons: Decimal | float) -> str:
        """A number of persons in the chart's unit."""
        number = Decimal(persons) / self.unit
        decimals = Decimal("0.1") if self.unit > 1 and abs(number) < 1000 else Decimal(1)
        return grouped(number.quantize(decimals, ROUND_HALF_UP))


def chart(people: Sequence[People], scaled: Sequence[People], *, landscape: bool) -> Drawing:
    """The years side by side; `scaled` are all years of the figure, which set its scales."""
    width = LANDSCAPE_WIDTH if landscape else PORTRAIT_WIDTH
    frame = _frame(people, scaled, width)
    bottom = frame.bars.start
    shapes: list[Shape] = [*_axis(frame, len(people))]
    for place, each in enumerate(people):
        shapes += _bar(each, frame, place)
        area = Area(frame.left + frame.slot * place + 0.5, bottom + 2, frame.slot - 1, YEARS - 3)
        shapes.append(fitted(area, each.label, size=7.0))
    shapes += _kinds(people, frame)
    shapes += _shares(people, frame)
    drawn, height = legend(
        _legend(people, frame), x=frame.left, y=bottom + YEARS, width=width - frame.left
    )
    return Drawing(width, bottom + YEARS + height, (*shapes, *drawn))


def _frame(people: Sequence[People], scaled: Sequence[People], width: float) -> _Frame:
    highest = max(float(FEWEST), *(float(each.height or 0) for each in scaled))
    steps = _steps(highest)
    band = any(each.share is not None for each in scaled)
    top = HEAD + (BAND + GAP if band else 0) + TITLE + LINE + 4
    bars = Scale(0, highest, top + BARS, top)
    shares = None
    if band:
        high = ticks(0, max(float(each.share or 0) for each in scaled), SHARE_STEPS)[-1]
        shares = Scale(0, high, HEAD + BAND, HEAD + TITLE + LINE + 4)
    frames = []
    for unit, name in UNITS:
        trial = _Frame(0, 0, bars, shares, unit, name)
        left = max(em_width(_tick_words(step, trial)) for step in steps) * 7.0 + 8
        frames.append(replace(trial, left=left, slot=(width - left - RIGHT) / len(people)))
    return next((frame for frame in frames if _suits(frame, scaled)), frames[0])


def _suits(frame: _Frame, scaled: Sequence[People]) -> bool:
    """Do the numbers fit into their bars in this unit, and does it not round too much away?"""
    widest = max(em_width(frame.words(each.height or 0)) for each in scaled)
    coarse = frame.unit > 1 and frame.bars.high / frame.unit < 10
    return widest * SMALLEST_NUMBER <= frame.bar - 1 and not coarse


def _axis(frame: _Frame, count: int) -> Iterator[Shape]:
    top, right = frame.bars.end, frame.right(count)
    for step in _steps(frame.bars.high):
        y = frame.bars.place(step)
        yield Stroke(((frame.left, y), (right, y)), stroke=INK if not step else SOFT[3], weight=0.6)
        area = Area(0, y - 5, frame.left - 4, 10)
        yield Label(area, (_tick_words(step, frame),), 7.0, Align.END)
    title = Area(0, top - LINE - 4 - TITLE, 120, TITLE)
    yield Label(title, (f"人口（{frame.name}）",), 7.0, Align.START)
    if frame.shares:
        yield Label(Area(0, HEAD, 120, TITLE), (SHARE,), 7.0, Align.START)
        for step in ticks(0, frame.shares.high, SHARE_STEPS):
            y = frame.shares.place(step)
            yield Stroke(((frame.left, y), (right, y)), stroke=SOFT[3], weight=0.6)
            yield Label(Area(right + 3, y - 5, RIGHT - 3, 10), (f"{step:.0f}",), 7.0, Align.START)


def _steps(highest: float) -> list[float]:
    """The numbers of persons at the axis; the highest bar ends at the top of the chart."""
    return [step for step in ticks(0, highest) if step <= highest]


def _tick_words(step: float, frame: _Frame) -> str:
    number = Decimal(str(step)) / frame.unit
    return grouped(number.normalize() if number % 1 else number.quantize(Decimal(1)))


def _bar(each: People, frame: _Frame, place: int) -> Iterator[Shape]:
    left = frame.middle(place) - frame.bar / 2
    hatch = Hatch.DIAGONAL if each.projected else Hatch.NONE
    done = Decimal(0)
    for persons, fill in _segments(each):
        y, below = (frame.bars.place(float(number)) for number in (done + persons, done))
        area = Area(left, y, frame.bar, below - y)
        yield Box(area, fill=fill, hatch=hatch, weight=0.6)
        if each.groups:
            yield from _number(frame.words(persons), area, plate=each.projected)
        done += persons
    words = frame.words(each.total) if each.total is not None else ""
    if on_one_line(words, SMALLEST_NUMBER, frame.slot - 0.5):
        y = frame.bars.place(float(done)) - LINE - 1
        area = Area(frame.left + frame.slot * place, y, frame.slot, LINE + 0.5)
        yield fitted(area, words, size=7.0, least=SMALLEST_NUMBER, bold=True, halo=True, lines=1)


def _number(words: str, segment: Area, *, plate: bool) -> Iterator[Shape]:
    """The number in its segment, on a white plate where the segment is hatched."""
    low = segment.height < LINE + 1
    if segment.height < SMALLEST * LEADING or not on_one_line(
        words, SMALLEST_NUMBER, segment.width - 1
    ):
        return
    label = fitted(segment, words, size=SMALLEST if low else 7.0, least=SMALLEST_NUMBER, lines=1)
    if plate:
        around = words_area(label)
        yield Box(Area(around.x - 0.5, around.y, around.width + 1, around.height), weight=0)
    yield label


def _segments(each: People) -> Iterator[tuple[Decimal, str]]:
    """From below: the three groups and those of unknown age, or the total alone."""
    if each.groups is None:
        yield each.total or Decimal(0), UNDIVIDED_FILL
        return
    for persons, (_, fill) in zip(each.groups, GROUP_FILLS, strict=True):
        yield persons, fill
    if each.rest:
        yield each.rest, REST_FILL


def _kinds(people: Sequence[People], frame: _Frame) -> Iterator[Shape]:
    """実績 and 推計 over their years, and a line where the one becomes the other."""
    place = 0
    for kind, some in groupby(people, key=lambda each: each.kind):
        count = len(list(some))
        left, right = frame.left + frame.slot * place, frame.left + frame.slot * (place + count)
        if place:
            line = ((left, 0.0), (left, frame.bars.start))
            yield Stroke(line, stroke=LINE_GREY, weight=0.9, dashed=True)
        yield fitted(Area(left, 0, right - left, HEAD - 1), kind, size=8.0, bold=True)
        place += count


def _shares(people: Sequence[People], frame: _Frame) -> Iterator[Shape]:
    if frame.shares is None:
        return
    scale = frame.shares
    for place, (one, other) in enumerate(pairwise(people)):
        if one.share is not None and other.share is not None:
            points = tuple(
                (frame.middle(place + step), scale.place(float(each.share or 0)))
                for step, each in enumerate((one, other))
            )
            yield Stroke(points, stroke=ACCENT, weight=1.2, dashed=other.projected)
    for place, each in enumerate(people):
        if each.share is not None:
            x, y = frame.middle(place), scale.place(float(each.share))
            yield dot(x, y, 2.2, WHITE if each.projected else ACCENT)
            area = Area(x - frame.slot / 2, y - LINE - 3, frame.slot, LINE)
            yield fitted(area, each.share_words, size=7.0, halo=True, lines=1)


def _legend(people: Sequence[People], frame: _Frame) -> Iterator[tuple[str, str, Hatch]]:
    if any(each.groups for each in people):
        yield from ((words, fill, Hatch.NONE) for words, fill in GROUP_FILLS)
    if any(each.rest for each in people if each.groups):
        yield REST, REST_FILL, Hatch.NONE
    if any(each.groups is None for each in people):
        yield UNDIVIDED, UNDIVIDED_FILL, Hatch.NONE
    if any(each.projected for each in people):
        yield "推計（斜線）", WHITE, Hatch.DIAGONAL
