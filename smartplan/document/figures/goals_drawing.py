"""The drawing of goals and fields: two columns of boxes, and lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartplan.document.drawing import (
    ACCENT,
    PORTRAIT_HEIGHT,
    PORTRAIT_WIDTH,
    SOFT,
    Align,
    Area,
    Box,
    Drawing,
    Label,
    Shape,
    Stroke,
)
from smartplan.document.figures.fitting import dot, fitted, inside
from smartplan.document.figures.text_width import height_of, wrapped

SIZE, PAD, GAP, EDGE = 8.5, 5.0, 8.0, 0.5
GOAL, FIELD = 186.0, 150.0
"""How wide the columns are; between them run the lines."""

HEAD, MOST_LINES = 24.0, 4
ROOM = PORTRAIT_HEIGHT - HEAD - 2 * EDGE


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the comprehensive plan, and the names of the fields that serve it."""

    name: str
    fields: tuple[str, ...]


def goal_height(goal: Goal) -> float:
    """The height of a goal's box with the gap below it."""
    return _height(goal.name, GOAL) + GAP


def field_height(name: str) -> float:
    """The height of a field's box with the gap below it."""
    return _height(name, FIELD) + GAP


def height_needed(goals: Sequence[Goal]) -> float:
    """How high the goals stand, or their fields where these are more."""
    fields = {field for goal in goals for field in goal.fields}
    return max(sum(map(goal_height, goals)), sum(map(field_height, fields)))


def goals_drawn(goals: Sequence[Goal], order: Sequence[str]) -> Drawing:
    """The goals, the fields that serve them in the plan's order, and the lines between them."""
    linked = {field for goal in goals for field in goal.fields}
    fields = [field for field in order if field in linked]
    height = max(sum(map(goal_height, goals)), sum(_height(field, FIELD) + GAP for field in fields))
    left = _column([goal.name for goal in goals], EDGE, GOAL, height)
    right = _column(fields, PORTRAIT_WIDTH - EDGE - FIELD, FIELD, height)
    shapes: list[Shape] = [
        *_head("総合計画の目標・政策", EDGE, GOAL),
        *_head("本計画の分野", PORTRAIT_WIDTH - EDGE - FIELD, FIELD),
        *_lines(goals, fields, left, right),
    ]
    for area, goal in zip(left, goals, strict=True):
        shapes += _box(area, goal.name, fill=SOFT[0])
    for area, field in zip(right, fields, strict=True):
        shapes += _box(area, field, fill=SOFT[2])
    return Drawing(PORTRAIT_WIDTH, HEAD + height - GAP + EDGE, tuple(shapes))


def _height(name: str, width: float) -> float:
    lines = wrapped(name, size=SIZE, width=width - 2 * PAD, most=MOST_LINES)
    return height_of(lines or ("",), SIZE) + 2 * PAD


def _head(words: str, x: float, width: float) -> Iterator[Shape]:
    area = Area(x, EDGE, width, HEAD - 7)
    yield Box(area, fill=SOFT[2], weight=0)
    yield Label(area, (words,), SIZE, bold=True)


def _column(names: Sequence[str], x: float, width: float, height: float) -> list[Area]:
    """The boxes of a column, spread evenly over its height."""
    heights = [_height(name, width) for name in names]
    gap = (height - GAP - sum(heights)) / len(names) if names else 0.0
    areas, y = [], HEAD + gap / 2
    for each in heights:
        areas.append(Area(x, y, width, each))
        y += each + gap
    return areas


def _lines(
    goals: Sequence[Goal], fields: Sequence[str], left: Sequence[Area], right: Sequence[Area]
) -> Iterator[Shape]:
    """A line for each link; those that meet in a box stand apart in the order of their ends."""
    links = [
        (place, fields.index(field)) for place, goal in enumerate(goals) for field in goal.fields
    ]
    for place, other in links:
        leaving = sorted(to for start, to in links if start == place)
        coming = sorted(start for start, to in links if to == other)
        one, two = left[place], right[other]
        begin = one.right, one.y + _share(one, leaving.index(other), len(leaving))
        end = two.x, two.y + _share(two, coming.index(place), len(coming))
        yield Stroke((begin, end), stroke=ACCENT, weight=1.1)
        yield from (dot(x, y, 1.8, ACCENT) for x, y in (begin, end))


def _share(area: Area, place: int, count: int) -> float:
    return area.height * (place + 1) / (count + 1)


def _box(area: Area, words: str, *, fill: str) -> Iterator[Shape]:
    yield Box(area, fill=fill)
    room = inside(area, PAD - 0.1)
    yield fitted(room, words, size=SIZE, align=Align.START, lines=MOST_LINES)
