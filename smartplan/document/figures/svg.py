"""A drawing as SVG: presentation attributes only, so that a strict CSP lets it through.

`title` must be a direct child of `svg`: the PDF takes the figure's alternative text from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from math import hypot

from smartplan.document.drawing import (
    INK,
    Align,
    Box,
    Drawing,
    Hatch,
    Label,
    Polygon,
    Shape,
    Stroke,
)
from smartplan.document.figures.text_width import LEADING, height_of
from smartplan.japanese.text import printable

FAMILY = "'BIZ UDPGothic','BIZ UDPゴシック','Noto Sans CJK JP','Noto Sans JP',Meiryo,sans-serif"

ASCENT = 0.88
"""From the top of the letters down to their baseline, in multiples of the size."""

DASHES = "3 2"

HEAD = 4.5
"""The length of an arrowhead on a line without weight."""

MARGIN = 1.0

Points = tuple[tuple[float, float], ...]

_HATCHES = {
    Hatch.DIAGONAL: ((5, 5), "M-1 6 6 -1 M-1 1 1 -1 M4 6 6 4"),
    Hatch.BACK_DIAGONAL: ((5, 5), "M-1 -1 6 6 M-1 4 1 6 M4 -1 6 1"),
    Hatch.GRID: ((5, 5), "M0 2.5 5 2.5 M2.5 0 2.5 5"),
}


def svg_of(drawing: Drawing, *, ident: str, title: str) -> str:
    """The drawing as an SVG element; `ident` keeps its ids apart from those of other figures."""
    width, height = _n(drawing.width), _n(drawing.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ident}-title" '
        f'width="{width}pt" height="{height}pt" viewBox="{_around(drawing)}" '
        f'font-family="{FAMILY}">',
        f'<title id="{ident}-title">{_text(title)}</title>',
        *_definitions(drawing, ident),
    ]
    for shape in drawing.shapes:
        parts.append(_shape(shape, ident))
    return "".join((*parts, "</svg>"))


def _around(drawing: Drawing) -> str:
    """The drawing with a margin for the half of a line that stands beyond its edge."""
    width, height = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
    return f"{_n(-MARGIN)} {_n(-MARGIN)} {_n(width)} {_n(height)}"


def _definitions(drawing: Drawing, ident: str) -> Iterator[str]:
    """Only the patterns that are used."""
    hatches = {
        shape.hatch for shape in drawing.shapes if isinstance(shape, Box | Polygon) and shape.hatch
    }
    if hatches:
        yield f"<defs>{''.join(_pattern(hatch, ident) for hatch in sorted(hatches))}</defs>"


def _pattern(hatch: Hatch, ident: str) -> str:
    if hatch is Hatch.DOTS:
        width, height = 5, 5
        drawn = f'<circle cx="2.5" cy="2.5" r="0.8" fill="{INK}"/>'
    else:
        (width, height), path = _HATCHES[hatch]
        drawn = f'<path d="{path}" stroke="{INK}" stroke-width="0.6" fill="none"/>'
    return (
        f'<pattern id="{ident}-{hatch}" width="{width}" height="{height}" '
        f'patternUnits="userSpaceOnUse">{drawn}</pattern>'
    )


def _shape(shape: Shape, ident: str) -> str:
    match shape:
        case Box():
            area = shape.area
            place = (
                f'<rect x="{_n(area.x)}" y="{_n(area.y)}" width="{_n(area.width)}" '
                f'height="{_n(area.height)}" rx="{_n(shape.radius)}"'
            )
            edge = _edge(shape.stroke, shape.weight, shape.dashed)
            return _filled(place, shape.fill, shape.hatch, edge, ident)
        case Polygon():
            place = f'<polygon points="{_points(shape.points)}"'
            edge = _edge(shape.stroke, shape.weight, dashed=False)
            return _filled(place, shape.fill, shape.hatch, edge, ident)
        case Stroke():
            return _stroke(shape)
        case Label():
            return "".join(_label(shape))


def _filled(place: str, fill: str, hatch: Hatch, edge: str, ident: str) -> str:
    if not hatch:
        return f'{place} fill="{fill}"{edge}/>'
    return f'{place} fill="{fill}"/>{place} fill="url(#{ident}-{hatch})"{edge}/>'


def _edge(stroke: str, weight: float, dashed: bool) -> str:
    if not weight:
        return ""
    dashes = f' stroke-dasharray="{DASHES}"' if dashed else ""
    return f' stroke="{stroke}" stroke-width="{_n(weight)}"{dashes}'


def _stroke(shape: Stroke) -> str:
    """The line and its heads; each head is a shape of its own, since not every writer of PDF turns
    markers the right way.
    """
    points, heads = shape.points, []
    if shape.arrow_end:
        points, head = _headed(points, shape)
        heads.append(head)
    if shape.arrow_start:
        backwards, head = _headed(points[::-1], shape)
        points = backwards[::-1]
        heads.append(head)
    edge = _edge(shape.stroke, shape.weight, shape.dashed)
    return f'<polyline points="{_points(points)}" fill="none"{edge}/>{"".join(heads)}'


def _headed(points: Points, shape: Stroke) -> tuple[Points, str]:
    """The points of a line that ends where its head begins, and the head."""
    (x0, y0), (x1, y1) = points[-2:]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    size = min(HEAD + shape.weight, length)
    along, across = (x1 - x0) / length, (y1 - y0) / length
    x, y = x1 - along * size, y1 - across * size
    half = size * 0.45
    corners = (
        (x1, y1),
        (x - across * half, y + along * half),
        (x + across * half, y - along * half),
    )
    return (*points[:-1], (x, y)), f'<polygon points="{_points(corners)}" fill="{shape.stroke}"/>'


def _label(label: Label) -> Iterator[str]:
    area, size = label.area, label.size
    x = {
        Align.START: area.x,
        Align.MIDDLE: area.x + area.width / 2,
        Align.END: area.right,
    }[label.align]
    top = area.y + (area.height - height_of(label.lines, size)) / 2
    bold = ' font-weight="700"' if label.bold else ""
    anchor = "" if label.align is Align.START else f' text-anchor="{label.align}"'
    for place, line in enumerate(label.lines):
        baseline = top + size * ((LEADING - 1) / 2 + ASCENT + place * LEADING)
        start = f'<text x="{_n(x)}" y="{_n(baseline)}" font-size="{_n(size)}"{bold}{anchor}'
        words = _text(line)
        if label.halo:
            yield (
                f'{start} fill="#ffffff" stroke="#ffffff" stroke-width="2.5" '
                f'stroke-linejoin="round" aria-hidden="true">{words}</text>'
            )
        yield f'{start} fill="{label.ink}">{words}</text>'


def _points(points: Points) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


@lru_cache(maxsize=8192)
def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(words: str) -> str:
    return escape(printable(words))
