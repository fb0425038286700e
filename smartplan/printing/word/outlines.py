"""Shapes as corners and straight lines: what a metafile can draw anywhere alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, pi, sin

from smartplan.document.drawing import Box, Polygon, Stroke
from smartplan.document.figures.svg import HEAD

Points = tuple[tuple[float, float], ...]

DASH, GAP = 3.0, 2.0
"""The dashes of `document/figures/svg.py`."""

_STEPS = 5
"""Into how many straight pieces the quarter circle of a corner is cut."""


def corners_of(shape: Box | Polygon) -> Points:
    """The corners of a shape; a rounded corner as several."""
    if isinstance(shape, Polygon):
        return shape.points
    area, radius = shape.area, min(shape.radius, shape.area.width / 2, shape.area.height / 2)
    left, right, top, bottom = area.x, area.right, area.y, area.bottom
    if not radius:
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    centres = (
        (left + radius, top + radius, 2),
        (right - radius, top + radius, 3),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 1),
    )
    return tuple(
        (x + radius * cos(angle), y + radius * sin(angle))
        for x, y, quarter in centres
        for angle in ((quarter + step / _STEPS) * pi / 2 for step in range(_STEPS + 1))
    )


def headed(stroke: Stroke) -> tuple[Points, tuple[Points, ...]]:
    """A line that ends where its arrowheads begin, and the heads."""
    points, heads = stroke.points, []
    if stroke.arrow_end:
        points, head = _head(points, stroke.weight)
        heads.append(head)
    if stroke.arrow_start:
        backwards, head = _head(points[::-1], stroke.weight)
        points = backwards[::-1]
        heads.append(head)
    return points, tuple(heads)


def _head(points: Points, weight: float) -> tuple[Points, Points]:
    (x0, y0), (x1, y1) = points[-2:]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    size = min(HEAD + weight, length)
    along, across = (x1 - x0) / length, (y1 - y0) / length
    x, y = x1 - along * size, y1 - across * size
    half = size * 0.45
    left = (x - across * half, y + along * half)
    right = (x + across * half, y - along * half)
    return (*points[:-1], (x, y)), ((x1, y1), left, right)


def dashed(points: Points) -> tuple[Points, ...]:
    """The dashes of a line one by one: programs draw a dashed pen each in their own way."""
    return tuple(_dashes(points))


def _dashes(points: Points) -> Iterator[Points]:
    done = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0)
        if not length:
            continue
        along, across = (x1 - x0) / length, (y1 - y0) / length
        start = -(done % (DASH + GAP))
        while start < length:
            first, last = max(start, 0.0), min(start + DASH, length)
            if last > first:
                yield (
                    (x0 + along * first, y0 + across * first),
                    (x0 + along * last, y0 + across * last),
                )
            start += DASH + GAP
        done += length
