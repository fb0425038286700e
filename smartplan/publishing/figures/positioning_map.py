"""Drawing of the 位置づけ図: 国 and 県 on top, the municipality's frame with this plan in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartplan.plans.models import RelatedPlan
from smartplan.publishing.figures.drawing import (
    ACCENT,
    PORTRAIT_WIDTH,
    SOFT,
    WHITE,
    Align,
    Area,
    Box,
    Drawing,
    Label,
    Shape,
    Stroke,
)
from smartplan.publishing.figures.fitting import inside
from smartplan.publishing.figures.lettering import Words, height_needed, lettered
from smartplan.publishing.figures.words import height_of, wrapped

GAP, PAD, ARROW = 12.0, 10.0, 30.0
HEAD = 17.0
"""The height of a group's head, and of the municipality's name in its frame."""

LANE = 84.0
"""The width beside the upper plans, kept free for the arrows that come from 国 and 県."""

ARROW_AT = 14.0
"""How far an arrow stands from the outer edge of its lane."""

TAG = 28.0
"""The width of the relation beside a plan's name."""

WIDE, MANY = 300.0, 4
"""A group this wide with so many plans lists them in two columns."""

BETWEEN = 3.0

Relation = RelatedPlan.Relation
MUTUAL = {Relation.CONSISTENT.label, Relation.COOPERATES.label}


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
        return tuple(label for label in Relation.labels if label in found)

    @property
    def is_mixed(self) -> bool:
        return len({each.relation for each in self.neighbours}) > 1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """This plan and the groups of plans around it."""

    municipality: str
    title: str
    period: str = ""
    outside: tuple[Group, ...] = ()
    above: tuple[Group, ...] = ()
    beside: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        return (*self.outside, *self.above, *self.beside)


Placed = tuple[Group, Area]


def positions(around: Surroundings) -> Drawing:
    """The map of one part; it is as high as its words."""
    outside, above, beside = (
        [group for group in groups if group.neighbours]
        for groups in (around.outside, around.above, around.beside)
    )
    top = _tier(outside, 0.0, 0.0, PORTRAIT_WIDTH)
    frame_top = _bottom(top) + GAP if top else 0.0
    lane = LANE if top else 0.0
    y = frame_top + HEAD + 4
    upper = _tier(above, PAD + lane, y, PORTRAIT_WIDTH - 2 * (PAD + lane))
    own = _own_area(around, _bottom(upper) + ARROW if upper else y)
    lower = _tier(beside, PAD, own.bottom + ARROW, PORTRAIT_WIDTH - 2 * PAD)
    height = (_bottom(lower) if lower else own.bottom) + PAD
    shapes = (
        *_frame(around.municipality, Area(0, frame_top, PORTRAIT_WIDTH, height - frame_top)),
        *(shape for place, each in enumerate(top) for shape in _from_outside(*each, own, place)),
        *(shape for each in upper for shape in _straight(*each, own)),
        *(shape for each in lower for shape in _straight(*each, own)),
        *(shape for each in (*top, *upper, *lower) for shape in _group(*each)),
        Box(own, fill=ACCENT, stroke=ACCENT, radius=3),
        *lettered(inside(own, 6), _own_words(around)),
    )
    return Drawing(PORTRAIT_WIDTH, height, shapes)


def _tier(groups: Sequence[Group], x: float, y: float, width: float) -> list[Placed]:
    """The groups side by side, equally wide and high."""
    if not groups:
        return []
    each = (width - GAP * (len(groups) - 1)) / len(groups)
    height = max(_height(group, each) for group in groups)
    return [
        (group, Area(x + place * (each + GAP), y, each, height))
        for place, group in enumerate(groups)
    ]


def _bottom(placed: Sequence[Placed]) -> float:
    return max((area.bottom for _, area in placed), default=0.0)


# The frame and this plan -----------------------------------------------------------------------


def _frame(municipality: str, area: Area) -> Iterator[Shape]:
    yield Box(area, weight=1.4, radius=4)
    head = Area(area.x + PAD + LANE, area.y + 3, area.width - 2 * (PAD + LANE), HEAD)
    yield from lettered(head, (Words(municipality, 9.5, bold=True, most=1),))


def _own_words(around: Surroundings) -> tuple[Words, ...]:
    title = Words(around.title, 12.0, bold=True, most=3, ink=WHITE)
    if not around.period:
        return (title,)
    return title, Words(f"計画期間：{around.period}", 8.0, most=2, ink=WHITE)


def _own_area(around: Surroundings, y: float) -> Area:
    width = PORTRAIT_WIDTH - 2 * PAD
    return Area(PAD, y, width, height_needed(_own_words(around), width - 12) + 16)


# Groups ----------------------------------------------------------------------------------------


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


def _height(group: Group, width: float) -> float:
    return HEAD + 6 + sum(_row_height(group, row, width) for row in _rows(group, width))


def _group(group: Group, area: Area) -> Iterator[Shape]:
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


# Arrows ----------------------------------------------------------------------------------------


def _arrow(group: Group, x: float, start: float, end: float) -> Stroke:
    """From the group to this plan; both ways where the plans keep step with each other."""
    relations = set(group.relations)
    return Stroke(
        ((x, start), (x, end)),
        weight=1.4,
        dashed=relations == {Relation.REFERS.label},
        arrow_start=bool(relations & MUTUAL),
        arrow_end=bool(relations),
    )


def _relation_label(group: Group, area: Area, align: Align) -> Iterator[Shape]:
    text = "・".join(group.relations)
    if text:
        lines = wrapped(text, size=8.0, width=area.width)
        height = height_of(lines, 8.0)
        y = area.y + (area.height - height) / 2
        yield Label(Area(area.x, y, area.width, height), lines, 8.0, align, bold=True)


def _straight(group: Group, area: Area, own: Area) -> Iterator[Shape]:
    """An arrow down from an upper plan, or up from one beside this plan."""
    x = area.x + area.width / 2
    above = area.y < own.y
    start, end = (area.bottom, own.y) if above else (area.y, own.bottom)
    yield _arrow(group, x, start, end)
    room = Area(x + 7, min(start, end), area.width / 2 - 7, ARROW)
    yield from _relation_label(group, room, Align.START)


def _from_outside(group: Group, area: Area, own: Area, place: int) -> Iterator[Shape]:
    """An arrow down the lane to the left (国) or to the right (県) of the upper plans."""
    left = PAD + ARROW_AT
    x = PORTRAIT_WIDTH - left if place else left
    yield _arrow(group, x, area.bottom, own.y)
    width = LANE - ARROW_AT - 12
    room = Area(x - 7 - width if place else x + 7, area.bottom, width, own.y - area.bottom)
    yield from _relation_label(group, room, Align.END if place else Align.START)
