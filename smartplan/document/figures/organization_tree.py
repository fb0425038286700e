"""Drawing of an organisation: boxes under boxes, side by side while there is room, or in lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartplan.document.drawing import SOFT, WHITE, Area, Box, Shape, Stroke
from smartplan.document.figures.fitting import inside
from smartplan.document.figures.lettering import Words, height_needed, lettered

NARROWEST, WIDEST = 72.0, 132.0
"""How wide a unit's box is."""

INDENT, GAP, DROP, BETWEEN = 11.0, 9.0, 15.0, 6.0
"""How far a list is moved in, and how far apart columns, levels and the units of a list stand."""

SPINE = 3.0
PAD = 4.0
LINE = 0.9


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with those under it; `remark` says what its place in the drawing cannot show."""

    name: str
    remarks: tuple[str, ...] = ()
    planned: bool = False
    children: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Units one under the other; several of them hang on a line at their left."""

    units: tuple[Unit, ...]
    width: float

    @property
    def is_list(self) -> bool:
        return len(self.units) > 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawn unit with all under it: its own box, and how far down everything reaches."""

    shapes: tuple[Shape, ...]
    box: Area
    bottom: float


def forest(units: Sequence[Unit], x: float, y: float, width: float) -> tuple[list[Shape], float]:
    """Units without a common head, drawn side by side from the top of an area; and their bottom."""
    shapes: list[Shape] = []
    bottom = y
    for column, left in _side_by_side(units, x, width):
        top = y
        for unit in column.units:
            placed = _tree(unit, left, top, column.width, head=True)
            shapes += placed.shapes
            top = placed.bottom + BETWEEN
            bottom = max(bottom, placed.bottom)
    return shapes, bottom


def _tree(unit: Unit, x: float, y: float, width: float, *, head: bool = False) -> Placed:
    box_width = min(width, WIDEST)
    words = _words(unit, head=head)
    height = height_needed(words, box_width - 2 * PAD) + 2 * PAD
    box = Area(x + (width - box_width) / 2, y, box_width, height)
    fill = SOFT[2] if head else WHITE
    own: tuple[Shape, ...] = (
        Box(box, fill=fill, dashed=unit.planned, weight=1.0, radius=2),
        *lettered(inside(box, PAD), words),
    )
    if not unit.children:
        return Placed(own, box, box.bottom)
    below, bottom = _below(unit.children, box, x, width)
    return Placed((*below, *own), box, bottom)


def _words(unit: Unit, *, head: bool) -> tuple[Words, ...]:
    name = Words(unit.name, 8.0 if head else 7.5, bold=head, most=3)
    return (name, *(Words(remark, 6.5, most=1) for remark in unit.remarks))


def _below(
    children: Sequence[Unit], box: Area, x: float, width: float
) -> tuple[list[Shape], float]:
    """The units under a box with the lines that lead to them, and how far down they reach."""
    shapes: list[Shape] = []
    ends, bottom = [box.x + box.width / 2], box.bottom
    rail, top = box.bottom + DROP / 2, box.bottom + DROP
    for column, left in _side_by_side(children, x, width):
        if column.is_list:
            drawn, end, reached = _list(column, left, rail, top)
        else:
            placed = _tree(column.units[0], left, top, column.width)
            end, reached = placed.box.x + placed.box.width / 2, placed.bottom
            drawn = [Stroke(((end, rail), (end, placed.box.y)), weight=LINE), *placed.shapes]
        shapes += drawn
        ends.append(end)
        bottom = max(bottom, reached)
    middle = ends[0]
    shapes.append(Stroke(((middle, box.bottom), (middle, rail)), weight=LINE))
    shapes.append(Stroke(((min(ends), rail), (max(ends), rail)), weight=LINE))
    return shapes, bottom


def _list(column: Column, x: float, rail: float, y: float) -> tuple[list[Shape], float, float]:
    """The units of a list on their line: the shapes, where the line stands, and the bottom."""
    shapes: list[Shape] = []
    spine, end, bottom = x + SPINE, y, y
    for unit in column.units:
        placed = _tree(unit, x + INDENT, y, column.width - INDENT)
        end = placed.box.y + placed.box.height / 2
        shapes += [Stroke(((spine, end), (placed.box.x, end)), weight=LINE), *placed.shapes]
        bottom = placed.bottom
        y = bottom + BETWEEN
    return [Stroke(((spine, rail), (spine, end)), weight=LINE), *shapes], spine, bottom


# How wide ------------------------------------------------------------------------------------


def _least(unit: Unit) -> float:
    """How much width a unit needs with all under it, when they hang in one list."""
    return max(NARROWEST, _least_of(unit.children)) if unit.children else NARROWEST


def _least_of(units: Sequence[Unit]) -> float:
    indent = INDENT if len(units) > 1 else 0.0
    return indent + max(map(_least, units))


def _wished(unit: Unit) -> float:
    """How much width a unit can use, when all under it stand side by side."""
    below = sum(map(_wished, unit.children)) + GAP * (len(unit.children) - 1)
    return max(WIDEST, below)


def _wished_of(units: Sequence[Unit]) -> float:
    indent = INDENT if len(units) > 1 else 0.0
    return indent + max(map(_wished, units))


def _side_by_side(units: Sequence[Unit], x: float, width: float) -> Iterator[tuple[Column, float]]:
    """As many columns as there is room for, in the middle of the width, with their left ends."""
    groups = _columns(units, width)
    least, wished = ([of(group) for group in groups] for of in (_least_of, _wished_of))
    room = width - GAP * (len(groups) - 1)
    missing = sum(wished) - sum(least)
    share = min(max((room - sum(least)) / missing, 0.0), 1.0) if missing else 0.0
    widths = [few + (many - few) * share for few, many in zip(least, wished, strict=True)]
    x += max(room - sum(widths), 0.0) / 2
    for group, each in zip(groups, widths, strict=True):
        yield Column(tuple(group), min(each, room)), x
        x += each + GAP


def _columns(units: Sequence[Unit], width: float) -> list[Sequence[Unit]]:
    for count in range(len(units), 0, -1):
        long = -(-len(units) // count)
        groups = [units[start : start + long] for start in range(0, len(units), long)]
        if sum(map(_least_of, groups)) + GAP * (len(groups) - 1) <= width:
            return groups
    return [units]
