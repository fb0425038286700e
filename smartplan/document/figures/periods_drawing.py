"""Drawing of the periods: a line for each plan, a column for each fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from smartplan.document.drawing import (
    ACCENT,
    INK,
    PORTRAIT_WIDTH,
    SOFT,
    WHITE,
    Align,
    Area,
    Box,
    Drawing,
    Label,
    Polygon,
    Shape,
    Stroke,
)
from smartplan.document.figures.fitting import inside, on_one_line
from smartplan.document.figures.lettering import Words, height_needed, lettered
from smartplan.document.figures.text_width import LEADING, em_width
from smartplan.document.values import short_label

LEVEL, NAME = 44.0, 126.0
"""The widths of the columns with the level and with the name."""

YEARS = PORTRAIT_WIDTH - LEVEL - NAME
LEAST, BAR, PAD = 24.0, 15.0, 3.0
SIZE = 7.0
HEAD_WIDTH = 24.0
"""The width that a year needs."""

MOST_YEARS = 24
"""More fiscal years than these are not drawn: what goes beyond them becomes an arrow."""

BEFORE_OWN_YEARS = 8
TIP = 7.0


@dataclass(frozen=True, slots=True)
class Span:
    """A plan with its first and last fiscal year; one of them may be open."""

    name: str
    first: int | None
    last: int | None
    level: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The fiscal years that are drawn."""

    first: int
    last: int
    cut: bool = False
    """Some plan begins before or ends after them."""
    open: bool = False
    """Some plan has no first or no last year."""

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def x(self, year: int) -> float:
        """Where the fiscal year begins."""
        return LEVEL + NAME + YEARS * (year - self.first) / self.count


def window_of(spans: Sequence[Span]) -> Window:
    """All the years of the plans, or those around this plan where they are too many."""
    firsts = [span.first if span.first is not None else span.last for span in spans]
    lasts = [span.last if span.last is not None else span.first for span in spans]
    first = min(year for year in firsts if year is not None)
    last = max(year for year in lasts if year is not None)
    is_open = any(span.first is None or span.last is None for span in spans)
    if last - first < MOST_YEARS:
        room = 1 if is_open and last - first < MOST_YEARS - 2 else 0
        before = any(span.first is None for span in spans)
        after = any(span.last is None for span in spans)
        return Window(first - room * before, last + room * after, open=is_open)
    own = next((span.first for span in spans if span.own and span.first is not None), None)
    start = last - MOST_YEARS + 1 if own is None else own - BEFORE_OWN_YEARS
    start = min(max(start, first), last - MOST_YEARS + 1)
    return Window(start, start + MOST_YEARS - 1, cut=True, open=is_open)


def head_height(style: str) -> float:
    lines = short_label(2027, style).count("\n") + 1
    return lines * SIZE * LEADING + 2 * PAD


def row_height(span: Span) -> float:
    return max(LEAST, height_needed((_name(span),), NAME - 8) + 2 * PAD)


def chart(spans: Sequence[Span], window: Window, style: str) -> Drawing:
    """The plans of one page, in their order."""
    top = head_height(style)
    lines = [row_height(span) for span in spans]
    *starts, bottom = accumulate(lines, initial=top)
    placed = list(zip(spans, starts, lines, strict=True))
    shapes = (
        *(shape for span, y, height in placed for shape in _row(span, y, height)),
        *_heads(top),
        *_grid(window, style, top, bottom),
        *(
            shape
            for span, y, height in placed
            for shape in _bar(span, window, style, y + (height - BAR) / 2)
        ),
    )
    return Drawing(PORTRAIT_WIDTH, bottom, shapes)


# Lines and columns -------------------------------------------------------------------------------


def _name(span: Span) -> Words:
    return Words(span.name, 7.5, bold=span.own, most=3)


def _row(span: Span, y: float, height: float) -> Iterator[Shape]:
    fill = SOFT[1] if span.own else WHITE
    level, name = Area(0, y, LEVEL, height), Area(LEVEL, y, NAME, height)
    for area in (level, name, Area(LEVEL + NAME, y, YEARS, height)):
        yield Box(area, fill=fill, weight=0.6)
    yield from lettered(inside(level, 2), (Words(span.level, 7.0, bold=span.own, most=2),))
    yield from lettered(inside(name, 4), (_name(span),), align=Align.START)


def _heads(height: float) -> Iterator[Shape]:
    for text, x, width in (("区分", 0.0, LEVEL), ("計画", LEVEL, NAME), ("", LEVEL + NAME, YEARS)):
        area = Area(x, 0, width, height)
        yield Box(area, fill=SOFT[2], weight=0.6)
        yield from lettered(area, (Words(text, 7.5, bold=True),))


def _grid(window: Window, style: str, top: float, bottom: float) -> Iterator[Shape]:
    """The heads of the years, as many as fit, and a thin line where each of them begins."""
    step = next(step for step in (1, 2, 5) if YEARS * step / window.count >= HEAD_WIDTH)
    for year in range(window.first, window.last + 1, step):
        x, right = window.x(year), window.x(min(year + step, window.last + 1))
        if year > window.first:
            yield Stroke(((x, 0), (x, bottom)), stroke=SOFT[4], weight=0.5)
        if right - x >= HEAD_WIDTH - 0.1:
            lines = tuple(short_label(year, style).split("\n"))
            align, pad = (Align.MIDDLE, 0.0) if step == 1 else (Align.START, 2.0)
            area = Area(x + pad, 0, right - x - pad, top)
            yield Label(area, lines, SIZE, align, bold=True)


# Bars --------------------------------------------------------------------------------------------


def _bar(span: Span, window: Window, style: str, y: float) -> Iterator[Shape]:
    """The years of a plan, with an arrow where it goes on beyond them, and the years in words."""
    before = span.first is None or span.first < window.first
    after = span.last is None or span.last > window.last
    left, right = window.x(window.first), window.x(window.last + 1)
    start = left if span.first is None else min(max(window.x(span.first), left), right)
    end = right if span.last is None else min(max(window.x(span.last + 1), left), right)
    if end > start:
        fill = ACCENT if span.own else SOFT[3]
        yield Polygon(_outline(start, end, y, before=before, after=after), fill, weight=0.8)
    words = _words(span, style)
    inner = Area(start + TIP * before, y, max(end - start - TIP * (before + after), 0), BAR)
    if on_one_line(words, SIZE, inner.width - 4):
        yield Label(inner, (words,), SIZE, bold=True, ink=WHITE if span.own else INK)
    else:
        if end <= start:
            words = f"← {words}" if start == left else f"{words} →"
        yield from _beside(words, Area(start, y, end - start, BAR), left, right)


def _outline(
    start: float, end: float, y: float, *, before: bool, after: bool
) -> tuple[tuple[float, float], ...]:
    tip = min(TIP, (end - start) / 3)
    inner_left, inner_right = start + tip * before, end - tip * after
    bottom, middle = y + BAR, y + BAR / 2
    tip_left = ((start, middle),) if before else ()
    tip_right = ((end, middle),) if after else ()
    return (
        (inner_left, y),
        (inner_right, y),
        *tip_right,
        (inner_right, bottom),
        (inner_left, bottom),
        *tip_left,
    )


def _beside(words: str, bar: Area, left: float, right: float) -> Iterator[Shape]:
    """The years in words to the right of a bar that is too short for them, else to its left."""
    width = em_width(words) * SIZE + 4
    x = bar.right + 2 if bar.right + 2 + width <= right else bar.x - 2 - width
    if x >= left:
        area = Area(x, bar.y + 1, width, bar.height - 2)
        yield Box(area, weight=0)
        yield Label(area, (words,), SIZE)


def _words(span: Span, style: str) -> str:
    """「R5～R14」, 「R7～」: in the first of the plan's ways of writing years."""
    first, last = (
        short_label(year, style).split("\n")[0] if year is not None else ""
        for year in (span.first, span.last)
    )
    return first if first == last else f"{first}～{last}"
