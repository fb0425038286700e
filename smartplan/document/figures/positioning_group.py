"""A group of related plans in the 位置づけ図: a head, and the plans with their relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartplan.document.drawing import SOFT, Align, Area, Box, Shape
from smartplan.document.figures.lettering import Words, height_needed, lettered
from smartplan.plans.models import RelatedPlan

HEAD = 17.0
"""The height of a group's head."""

TAG = 28.0
"""The width of the relation beside a plan's name."""

WIDE, MANY = 300.0, 4
"""A group this wide with so many plans lists them in two columns."""

BETWEEN = 3.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    name: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The plans of one level."""

    name: str
    neighbours: tuple[Neighbour, ...] = ()

    @property
    def relations(self) -> tuple[str, ...]:
        """The different relations in it, in the order of the list; plans without one aside."""
        found = {each.relation for each in self.neighbours}
        return tuple(label for label in RelatedPlan.Relation.labels if label in found)

    @property
    def is_mixed(self) -> bool:
        return len({each.relation for each in self.neighbours}) > 1


def _columns(group: Group, width: float) -> int:
    return 2 if width >= WIDE and len(group.neighbours) >= MANY else 1


def _item_width(group: Group, width: float) -> float:
    return (width - 10 - 8 * (_columns(group, width) - 1)) / _columns(group, width)


def _name(group: Group, neighbour: Neighbour) -> Words:
    return Words(f"・{neighbour.name}", most=3 if len(group.neighbours) <= MANY else 2)


def _name_width(group: Group, width: float) -> float:
    return _item_width(group, width) - (TAG if group.is_mixed else 0.0)


def _rows(group: Group, width: float) -> list[tuple[Neighbour, ...]]:
    """The plans in lines of one or two; the first column is read from top to bottom first."""
    count = _columns(group, width)
    long = -(-len(group.neighbours) // count)
    return [group.neighbours[place::long] for place in range(long)]


def _row_height(group: Group, row: Sequence[Neighbour], width: float) -> float:
    room = _name_width(group, width)
    return BETWEEN + max(height_needed((_name(group, each),), room) for each in row)


def height_of_group(group: Group, width: float) -> float:
    """How high the group is when it is so wide."""
    return HEAD + 6 + sum(_row_height(group, row, width) for row in _rows(group, width))


def group_box(group: Group, area: Area) -> Iterator[Shape]:
    """The group in its area, which is at least as high as `height_of_group` says."""
    yield Box(area)
    head = Area(area.x, area.y, area.width, HEAD)
    yield Box(head, fill=SOFT[2])
    yield from lettered(head, (Words(group.name, 8.5, bold=True, most=1),))
    width, names = _item_width(group, area.width), _name_width(group, area.width)
    y = head.bottom + 3
    for row in _rows(group, area.width):
        height = _row_height(group, row, area.width)
        for column, each in enumerate(row):
            x = area.x + 5 + column * (width + 8)
            place = Area(x, y, names, height)
            yield from lettered(place, (_name(group, each),), align=Align.START)
            if group.is_mixed and each.relation:
                tag = Area(x + names, y, TAG, height)
                yield from lettered(tag, (Words(each.relation, 7.0, most=1),), align=Align.END)
        y += height
