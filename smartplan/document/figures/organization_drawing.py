"""Drawing of the 推進体制図: 庁内 and 庁外 as framed areas, the partners by sector under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartplan.document.drawing import (
    LINE_GREY,
    SOFT,
    WHITE,
    Align,
    Area,
    Box,
    Drawing,
    Shape,
    Stroke,
)
from smartplan.document.figures.lettering import Words, height_needed, lettered
from smartplan.document.figures.organization_tree import Unit, forest

HEAD, PAD, APART = 18.0, 9.0, 17.0
"""The height of an area's head, the margin in it, and how far apart areas stand."""

COLUMN_GAP, LINE_GAP = 5.0, 3.0


@dataclass(frozen=True, slots=True)
class Side:
    """庁内 or 庁外, with the units that have no head in it."""

    name: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    """Partners of one kind (産, 学, 官, 民, 金)."""

    name: str
    partners: tuple[str, ...]


def chart(sides: Sequence[Side], sectors: Sequence[Sector], width: float) -> Drawing:
    """The areas one under the other, with arrows between them; as high as their words."""
    shapes: list[Shape] = []
    y = 0.0
    for side in sides:
        y = _joint(shapes, y, width)
        drawn, bottom = forest(side.units, PAD, y + HEAD + 4, width - 2 * PAD)
        frame = Area(0, y, width, bottom + PAD - y)
        shapes += [*_frame(side.name, frame), *drawn]
        y = frame.bottom
    if sectors:
        y = _joint(shapes, y, width)
        drawn, bottom = _partners(sectors, y + HEAD, width)
        frame = Area(0, y, width, bottom + PAD - y)
        shapes += [*_frame("構成団体", frame), *drawn]
        y = frame.bottom
    return Drawing(width, y, tuple(shapes))


def _joint(shapes: list[Shape], y: float, width: float) -> float:
    """An arrow both ways between the area above and the next one, which begins below it."""
    if not y:
        return y
    line = ((width / 2, y), (width / 2, y + APART))
    shapes.append(Stroke(line, weight=1.6, arrow_start=True, arrow_end=True))
    return y + APART


def _frame(name: str, area: Area) -> Iterator[Shape]:
    yield Box(area, fill=SOFT[1], stroke=LINE_GREY, weight=1.2, radius=4)
    head = Area(area.x + PAD, area.y, area.width - 2 * PAD, HEAD)
    yield from lettered(head, (Words(name, 9.0, bold=True, most=1),), align=Align.START)


def _partners(sectors: Sequence[Sector], y: float, width: float) -> tuple[list[Shape], float]:
    """A column for each sector: its name, under it the bodies."""
    shapes: list[Shape] = []
    room = width - 2 * PAD - COLUMN_GAP * (len(sectors) - 1)
    each = room / len(sectors)
    height = max(_height(sector, each) for sector in sectors)
    for place, sector in enumerate(sectors):
        area = Area(PAD + place * (each + COLUMN_GAP), y, each, height)
        shapes += _sector(sector, area)
    return shapes, y + height


def _height(sector: Sector, width: float) -> float:
    names = (height_needed((_name(name),), width - 8) + LINE_GAP for name in sector.partners)
    return HEAD + LINE_GAP + sum(names)


def _name(name: str) -> Words:
    return Words(name, 7.0, most=3)


def _sector(sector: Sector, area: Area) -> Iterator[Shape]:
    yield Box(area, fill=WHITE)
    head = Area(area.x, area.y, area.width, HEAD)
    yield Box(head, fill=SOFT[2])
    yield from lettered(head, (Words(sector.name, 8.5, bold=True, most=1),))
    y = head.bottom + LINE_GAP
    for name in sector.partners:
        height = height_needed((_name(name),), area.width - 8)
        place = Area(area.x + 4, y, area.width - 8, height)
        yield from lettered(place, (_name(name),), align=Align.START)
        y += height + LINE_GAP
