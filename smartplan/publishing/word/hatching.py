"""The patterns of figures as lines: the same ones, as wide apart, as in the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from smartplan.publishing.figures.drawing import Box, Hatch, Polygon

Points = tuple[tuple[float, float], ...]

STEP = 5.0
"""How far the lines of a pattern are apart (points), as in `figures/svg.py`."""

LINE, DOT = 0.6, 1.6
"""How thick its lines and its dots are."""


def hatching(shape: Box | Polygon) -> tuple[tuple[Points, ...], float]:
    """The strokes of a shape's pattern, cut off at its edge, and how thick they are."""
    outline = _outline(shape)
    match shape.hatch:
        case Hatch.DIAGONAL:
            return tuple(_lines(outline, 1, 1)), LINE
        case Hatch.BACK_DIAGONAL:
            return tuple(_lines(outline, 1, -1)), LINE
        case Hatch.GRID:
            return (*_lines(outline, 1, 0), *_lines(outline, 0, 1)), LINE
        case Hatch.DOTS:
            return tuple(_dots(outline)), DOT
        case _:
            return (), 0.0


def _outline(shape: Box | Polygon) -> Points:
    """The corners of a shape; a rounded one is cut a little."""
    if isinstance(shape, Polygon):
        return shape.points
    area, cut = shape.area, shape.radius * 0.3
    left, right, top, bottom = area.x, area.right, area.y, area.bottom
    if not cut:
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    return (
        (left + cut, top),
        (right - cut, top),
        (right, top + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
        (left, bottom - cut),
        (left, top + cut),
    )


def _lines(outline: Points, a: int, b: int) -> Iterator[Points]:
    """The parts of the lines a·x + b·y = k · STEP that lie inside the outline."""
    values = [a * x + b * y for x, y in outline]
    for place in range(ceil(min(values) / STEP), ceil(max(values) / STEP)):
        level = place * STEP
        crossings = sorted(_crossings(outline, values, level))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            if start != end:
                yield (start, end)


def _crossings(outline: Points, values: list[float], level: float) -> Iterator[tuple[float, float]]:
    for place, ((x, y), value) in enumerate(zip(outline, values, strict=True)):
        (last_x, last_y), last = outline[place - 1], values[place - 1]
        if (last < level) != (value < level):
            share = (level - last) / (value - last)
            yield last_x + (x - last_x) * share, last_y + (y - last_y) * share


def _dots(outline: Points) -> Iterator[Points]:
    """Dots in rows: strokes of no length with round ends."""
    for (left, y), (right, _) in _lines(outline, 0, 1):
        for place in range(ceil((left + DOT) / STEP), ceil((right - DOT) / STEP)):
            yield ((place * STEP, y), (place * STEP + 0.02, y))
