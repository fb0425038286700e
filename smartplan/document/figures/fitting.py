"""Labels that stay in their boxes, figures that stay on their pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from smartplan.document.drawing import INK, Align, Area, Box, Hatch, Label, Shape
from smartplan.document.figures.text_width import LEADING, SMALLEST, em_width, wrapped
from smartplan.document.tree import Figure
from smartplan.japanese.phrases import phrases
from smartplan.plans.references import without_marks

STEP = 0.5
"""By how many points a label gets smaller at a time."""

NAMED = 5
"""How many rows a note names before it only counts the others."""

QUOTED, SPOKEN = 20, 40
"""How many characters of a typed cell a note quotes, and the alternative of a figure."""


def fitted(
    area: Area,
    text: str,
    *,
    size: float = 8.0,
    least: float = SMALLEST,
    align: Align = Align.MIDDLE,
    bold: bool = False,
    ink: str = INK,
    halo: bool = False,
    lines: int = 99,
) -> Label:
    """The text as a label in the area: smaller if it must be, at last cut with 「…」.

    An area that is too small for one letter gets no words.
    """
    most = _most(area, size, lines)
    while size > least and not (most and len(wrapped(text, size=size, width=area.width)) <= most):
        size = max(least, size - STEP)
        most = _most(area, size, lines)
    if most < 1 or area.width < size:
        return Label(area, (), size, align, bold, ink, halo)
    cut = wrapped(text, size=size, width=area.width, most=most)
    return Label(area, cut, size, align, bold, ink, halo)


def on_one_line(text: str, size: float, width: float) -> bool:
    """Does the text fit into a line of this width?"""
    return em_width(text) * size <= width


def at_phrases(lines: Sequence[str]) -> bool:
    """Does each line end where a phrase does?"""
    ends = set(accumulate(map(len, phrases("".join(lines)))))
    return ends.issuperset(accumulate(map(len, lines)))


def inside(area: Area, pad: float) -> Area:
    """The area without a margin on all four sides."""
    width, height = max(area.width - 2 * pad, 0), max(area.height - 2 * pad, 0)
    return Area(area.x + pad, area.y + pad, width, height)


def dot(x: float, y: float, radius: float, fill: str) -> Box:
    """A round mark around a point."""
    side = 2 * radius
    return Box(Area(x - radius, y - radius, side, side), fill=fill, radius=radius)


def _most(area: Area, size: float, lines: int) -> int:
    return min(lines, int(area.height / (size * LEADING) + 0.01))


# Pages ---------------------------------------------------------------------------------------


def paged(
    heights: Sequence[float], room: float, *, first: float = 0, whole: float = 0
) -> list[range]:
    """Which rows stand together on each page; a row that is higher than a page stands alone.

    Rows that are higher than `whole` (if nothing is said: than a page) are parted. The first part
    may get less room (`first`): it stands below a heading or a text. The others are filled alike,
    so that none has only a few rows.
    """
    if sum(heights) <= (whole or room):
        return _filled(heights, room, room)
    first = min(first or room, room)
    pages = _filled(heights, room, first)
    low, high = 0.0, room
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(heights, middle, min(first, middle))) > len(pages):
            low = middle
        else:
            high = middle
    return _filled(heights, high, min(first, high))


def _filled(heights: Sequence[float], room: float, first: float) -> list[range]:
    pages: list[range] = []
    start, used = 0, 0.0
    for place, height in enumerate(heights):
        if place > start and used + height > (room if pages else first):
            pages.append(range(start, place))
            start, used = place, 0.0
        used += height
    return [*pages, range(start, len(heights))] if heights else []


def in_parts(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The parts of one figure, each with its place behind the caption: 「（1／2）」."""
    if len(figures) < 2:
        return tuple(figures)
    return tuple(
        replace(figure, caption=f"{figure.caption}（{place}／{len(figures)}）")
        for place, figure in enumerate(figures, start=1)
    )


# Notes and legends ---------------------------------------------------------------------------


def enumerated(names: Sequence[str]) -> str:
    """「A、B、ほか3件」: the names, the first few of them when there are many."""
    rest = len(names) - NAMED
    shown = "、".join(names[:NAMED])
    return f"{shown}、ほか{rest}件" if rest > 0 else shown


def shortened(typed: str, most: int = SPOKEN) -> str:
    """A typed text in one line, the end of a long one cut off."""
    words = " ".join(without_marks(typed).split())
    return f"{words[:most]}…" if len(words) > most else words


def quoted(typed: str) -> str:
    """A typed cell as a note names it: 「約一万」."""
    return f"「{shortened(typed, QUOTED)}」"


def legend(
    entries: Iterable[tuple[str, str, Hatch]], *, x: float, y: float, width: float
) -> tuple[tuple[Shape, ...], float]:
    """Patterns with their words (words, fill, hatch) in as many lines as they need, and the height.

    The words are the program's own and short.
    """
    size, line, swatch, gap = 7.0, 12.0, 14.0, 10.0
    shapes: list[Shape] = []
    left, top = x, y
    for words, fill, hatch in entries:
        room = em_width(words) * size
        if left > x and left + swatch + 3 + room > x + width:
            left, top = x, top + line
        shapes.append(Box(Area(left, top + 1.5, swatch, line - 4), fill=fill, hatch=hatch))
        words_area = Area(left + swatch + 3, top, room, line - 1)
        shapes.append(Label(words_area, (words,), size, Align.START))
        left += swatch + 3 + room + gap
    return tuple(shapes), (top + line - y if shapes else 0.0)
