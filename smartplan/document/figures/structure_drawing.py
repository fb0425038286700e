"""The drawing of the measures' tree: columns of boxes joined by lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartplan.document.drawing import (
    ACCENT,
    INK,
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
from smartplan.document.figures.fitting import fitted, inside
from smartplan.document.figures.text_width import height_of, wrapped

SIZE, SIDE, HEAD = 8.0, 5.0, 18.0
"""The size of the words, the margin beside them, and the height of the columns' heads."""

JOINT, BETWEEN, APART = 16.0, 4.0, 9.0
"""The room for the lines between columns; between measures; between fields."""

EDGE = 0.5
"""The room for the outermost lines."""

CODE = 30.0
MEASURE_LINES, FIELD_LINES, VISION_LINES = 3, 5, 14
IDEA_HEIGHT = 36.0
VISION_SIZE, VISION_HEIGHT = 9.0, 160.0

SHARES = {"将来像": 84, "基本理念": 80, "分野": 102, "施策": 158}


@dataclass(frozen=True, slots=True)
class Branch:
    """A field with its measures (code and name); without a name in a plan without any field."""

    name: str
    measures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """What the plan is to bring about, and the fields that serve it."""

    vision: str
    ideas: tuple[str, ...]
    branches: tuple[Branch, ...]

    def columns(self) -> dict[str, Area]:
        """The columns that are there, by their heads: where they begin and how wide they are."""
        there = {
            "将来像": bool(self.vision),
            "基本理念": bool(self.ideas),
            "分野": any(branch.name for branch in self.branches),
        }
        names = [name for name in SHARES if there.get(name, True)]
        room = PORTRAIT_WIDTH - JOINT * (len(names) - 1) - 2 * EDGE
        unit = room / sum(SHARES[name] for name in names)
        columns, x = {}, EDGE
        for name in names:
            columns[name] = Area(x, 0, SHARES[name] * unit, HEAD)
            x = columns[name].right + JOINT
        return columns


def measure_height(name: str, tree: Tree) -> float:
    """The height of a measure's box with the gap below it."""
    width = tree.columns()["施策"].width - CODE - SIDE
    lines = wrapped(name, size=SIZE, width=width, most=MEASURE_LINES)
    return height_of(lines, SIZE) + 7 + BETWEEN


def branch_height(branch: Branch, tree: Tree) -> float:
    """The height of a field with its measures and the gap below it."""
    measures = sum(measure_height(name, tree) for _, name in branch.measures) - BETWEEN
    if not branch.name:
        return measures + APART
    width = tree.columns()["分野"].width - 2 * SIDE
    lines = wrapped(branch.name, size=SIZE, width=width, most=FIELD_LINES)
    return max(measures, height_of(lines, SIZE) + 9) + APART


def tree_drawn(tree: Tree) -> Drawing:
    """The tree from left to right."""
    columns = tree.columns()
    grown = sum(branch_height(branch, tree) for branch in tree.branches) - APART
    height = max(grown, _least(tree, columns))
    body = Area(0, HEAD + 6, PORTRAIT_WIDTH, height)
    shapes: list[Shape] = []
    for name, area in columns.items():
        shapes += [Box(area, fill=SOFT[2], weight=0), Label(area, (name,), 8.5, bold=True)]
    roots: list[Area] = []
    if tree.vision:
        roots = [_middle(tree.vision, _column(columns["将来像"], body))]
        shapes += _words(roots[0], tree.vision, fill=ACCENT, ink=WHITE, bold=True, size=VISION_SIZE)
    if tree.ideas:
        ideas = list(_ideas(tree.ideas, _column(columns["基本理念"], body)))
        shapes += _joined(roots, [area for area, _ in ideas])
        for area, idea in ideas:
            shapes += _words(area, idea, fill=SOFT[1])
        roots = [area for area, _ in ideas]
    shapes += _branches(tree, columns, roots, body.y + (height - grown) / 2)
    return Drawing(PORTRAIT_WIDTH, body.bottom + EDGE, tuple(shapes))


def _least(tree: Tree, columns: dict[str, Area]) -> float:
    """The height that the future image and the ideas ask for."""
    vision = 0.0
    if tree.vision:
        width = columns["将来像"].width - 2 * SIDE
        lines = wrapped(tree.vision, size=VISION_SIZE, width=width, most=VISION_LINES)
        vision = height_of(lines, VISION_SIZE) + 2 * SIDE
    return max(vision, min(len(tree.ideas), 6) * IDEA_HEIGHT)


def _column(head: Area, body: Area) -> Area:
    return Area(head.x, body.y, head.width, body.height)


def _middle(vision: str, column: Area) -> Area:
    """The box of the future image: in the middle of its column, as high as its words ask for."""
    width = column.width - 2 * SIDE
    lines = wrapped(vision, size=VISION_SIZE, width=width, most=VISION_LINES)
    high = min(column.height, max(height_of(lines, VISION_SIZE) + 2 * SIDE, VISION_HEIGHT))
    return Area(column.x, column.y + (column.height - high) / 2, column.width, high)


def _ideas(ideas: Sequence[str], column: Area) -> Iterator[tuple[Area, str]]:
    """The boxes of the ideas, one under the other; what finds no room is counted."""
    most = max(int(column.height / IDEA_HEIGHT), 1)
    shown = list(ideas)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"ほか{len(shown) - most + 1}件"]
    slot = column.height / len(shown)
    high = min(slot - 6, 60.0)
    for place, idea in enumerate(shown):
        y = column.y + slot * (place + 0.5) - high / 2
        yield Area(column.x, y, column.width, high), idea


def _branches(
    tree: Tree, columns: dict[str, Area], roots: Sequence[Area], top: float
) -> Iterator[Shape]:
    if "分野" not in columns:
        yield from _without_fields(tree, columns["施策"], roots, top)
        return
    fields, measures = columns["分野"], columns["施策"]
    boxes: list[Area] = []
    y = top
    for branch in tree.branches:
        height = branch_height(branch, tree) - APART
        boxes.append(Area(fields.x, y, fields.width, height))
        y += height + APART
    yield from _joined(roots, boxes)
    for branch, area in zip(tree.branches, boxes, strict=True):
        leaves = list(
            _measures(branch, tree, Area(measures.x, area.y, measures.width, area.height))
        )
        yield from _joined([area], leaves)
        yield from _words(area, branch.name, fill=SOFT[2], bold=True)
        yield from _leaves(branch, leaves)


def _without_fields(tree: Tree, column: Area, roots: Sequence[Area], top: float) -> Iterator[Shape]:
    """The measures of a plan without any field, joined to what they serve."""
    for branch in tree.branches:
        height = branch_height(branch, tree) - APART
        leaves = list(_measures(branch, tree, Area(column.x, top, column.width, height)))
        yield from _joined(roots, leaves)
        yield from _leaves(branch, leaves)
        top += height + APART


def _leaves(branch: Branch, leaves: Sequence[Area]) -> Iterator[Shape]:
    """The boxes of a field's measures with their codes and names."""
    for leaf, (code, name) in zip(leaves, branch.measures, strict=True):
        yield Box(leaf)
        number = Area(leaf.x + 2, leaf.y, CODE - 4, leaf.height)
        yield fitted(number, code, size=SIZE, bold=True, lines=1)
        words = Area(leaf.x + CODE, leaf.y + 2, leaf.width - CODE - SIDE, leaf.height - 4)
        yield fitted(words, name, size=SIZE, align=Align.START)


def _measures(branch: Branch, tree: Tree, room: Area) -> Iterator[Area]:
    heights = [measure_height(name, tree) for _, name in branch.measures]
    y = room.y + (room.height - (sum(heights) - BETWEEN)) / 2
    for height in heights:
        yield Area(room.x, y, room.width, height - BETWEEN)
        y += height


def _words(
    area: Area, text: str, *, fill: str, ink: str = INK, bold: bool = False, size: float = SIZE
) -> Iterator[Shape]:
    yield Box(area, fill=fill)
    room = inside(area, SIDE - 1)
    yield fitted(room, text, size=size, bold=bold, ink=ink)


def _joined(left: Sequence[Area], right: Sequence[Area]) -> Iterator[Shape]:
    """Lines from the boxes of one column to those of the next, by way of one upright line."""
    if not left or not right:
        return
    middle = left[0].right + JOINT / 2
    ends = [(area, area.right) for area in left] + [(area, area.x) for area in right]
    heights = [area.y + area.height / 2 for area, _ in ends]
    if max(heights) - min(heights) > 0.1:
        yield Stroke(((middle, min(heights)), (middle, max(heights))))
    for (_, x), y in zip(ends, heights, strict=True):
        yield Stroke(((x, y), (middle, y)))
