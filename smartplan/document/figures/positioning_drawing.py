"""Drawing of the 位置づけ図: 国 and 県 on top, the municipality's frame with this plan in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from smartplan.document.drawing import (
    ACCENT,
    PORTRAIT_WIDTH,
    WHITE,
    Align,
    Area,
    Box,
    Drawing,
    Label,
    Shape,
    Stroke,
)
from smartplan.document.figures.fitting import inside
from smartplan.document.figures.lettering import Words, height_needed, lettered
from smartplan.document.figures.positioning_group import (
    HEAD,
    MANY,
    Group,
    group_box,
    height_of_group,
)
from smartplan.document.figures.text_width import height_of, wrapped
from smartplan.plans.models import RelatedPlan

GAP, PAD, ARROW = 12.0, 10.0, 30.0
LANE = 84.0
"""The width beside the upper plans, kept free for the arrows that come from 国 and 県."""

ARROW_AT = 14.0
"""How far an arrow stands from the outer edge of its lane."""

NARROWEST = 110.0
"""No group is narrower."""

Relation = RelatedPlan.Relation
MUTUAL = {Relation.CONSISTENT.label, Relation.COOPERATES.label}


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
    y = frame_top + HEAD + (4 if above else 10)
    upper = _tier(above, PAD + lane, y, PORTRAIT_WIDTH - 2 * (PAD + lane))
    own = _own_area(around, _bottom(upper) + ARROW if upper else y)
    lower = _tier(beside, PAD, own.bottom + ARROW, PORTRAIT_WIDTH - 2 * PAD)
    height = (_bottom(lower) if lower else own.bottom) + PAD
    shapes = (
        *_frame(around.municipality, Area(0, frame_top, PORTRAIT_WIDTH, height - frame_top)),
        *(
            shape
            for place, each in enumerate(top)
            for shape in _from_outside(*each, own, place, frame_top)
        ),
        *(shape for each in upper for shape in _straight(*each, own)),
        *(shape for each in lower for shape in _straight(*each, own)),
        *(shape for each in (*top, *upper, *lower) for shape in group_box(*each)),
        Box(own, fill=ACCENT, stroke=ACCENT, radius=3),
        *lettered(inside(own, 6), _own_words(around)),
    )
    return Drawing(PORTRAIT_WIDTH, height, shapes)


def _tier(groups: Sequence[Group], x: float, y: float, width: float) -> list[Placed]:
    """The groups side by side, equally high; those with more plans are wider."""
    widths = list(_widths(groups, width - GAP * (len(groups) - 1)))
    height = max((height_of_group(*each) for each in zip(groups, widths, strict=True)), default=0.0)
    placed = []
    for group, each in zip(groups, widths, strict=True):
        placed.append((group, Area(x, y, each, height)))
        x += each + GAP
    return placed


def _widths(groups: Sequence[Group], width: float) -> Iterator[float]:
    weights = [sqrt(max(len(group.neighbours) - MANY, 1)) for group in groups]
    free = width - NARROWEST * len(groups)
    for weight in weights:
        yield NARROWEST + free * weight / sum(weights)


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


def _from_outside(
    group: Group, area: Area, own: Area, place: int, frame_top: float
) -> Iterator[Shape]:
    """An arrow down the lane to the left (国) or to the right (県) of the upper plans."""
    left = PAD + ARROW_AT
    x = PORTRAIT_WIDTH - left if place else left
    yield _arrow(group, x, area.bottom, own.y)
    width = LANE - ARROW_AT - 12
    room = Area(x - 7 - width if place else x + 7, frame_top, width, own.y - frame_top)
    yield from _relation_label(group, room, Align.END if place else Align.START)
