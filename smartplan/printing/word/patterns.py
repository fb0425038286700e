"""The patterns of figures as lines and dots, as wide apart as in `document/figures/svg.py`."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, cos, pi, sin

from smartplan.document.drawing import Hatch
from smartplan.printing.word.outlines import Points

STEP = 5.0
"""How far the lines of a pattern are apart (points)."""

LINE, DOT = 0.6, 0.8
"""How thick its lines are, and half the thickness of its dots."""

_CIRCLE = tuple((DOT * cos(place * pi / 4), DOT * sin(place * pi / 4)) for place in range(8))


def pattern(outline: Points, hatch: Hatch) -> tuple[tuple[Points, ...], tuple[Points, ...]]:
    """The lines and the dots of a pattern, cut off at the outline."""
    match hatch:
        case Hatch.DIAGONAL:
            return tuple(_lines(outline, 1, 1)), ()
        case Hatch.BACK_DIAGONAL:
            return tuple(_lines(outline, 1, -1)), ()
        case Hatch.GRID:
            half = STEP / 2
            return (*_lines(outline, 1, 0, half), *_lines(outline, 0, 1, half)), ()
        case Hatch.DOTS:
            return (), tuple(_dots(outline))
        case _:
            return (), ()


def _lines(outline: Points, a: int, b: int, start: float = 0.0) -> Iterator[Points]:
    """What lies inside the outline of the lines a·x + b·y = start + k · STEP."""
    values = [a * x + b * y for x, y in outline]
    first, last = ((edge - start) / STEP for edge in (min(values), max(values)))
    for place in range(ceil(first), ceil(last)):
        crossings = sorted(_crossings(outline, values, start + place * STEP))
        for begin, end in zip(crossings[::2], crossings[1::2], strict=False):
            if begin != end:
                yield (begin, end)


def _crossings(outline: Points, values: list[float], level: float) -> Iterator[tuple[float, float]]:
    for place, ((x, y), value) in enumerate(zip(outline, values, strict=True)):
        (last_x, last_y), last = outline[place - 1], values[place - 1]
        if (last < level) != (value < level):
            share = (level - last) / (value - last)
            yield last_x + (x - last_x) * share, last_y + (y - last_y) * share


def _dots(outline: Points) -> Iterator[Points]:
    half = STEP / 2
    for (left, y), (right, _) in _lines(outline, 0, 1, half):
        first, last = ((edge - half) / STEP for edge in (left + DOT, right - DOT))
        for place in range(ceil(first), ceil(last)):
            x = half + place * STEP
            yield tuple((x + across, y + down) for across, down in _CIRCLE)
