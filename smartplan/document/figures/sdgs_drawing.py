"""The drawing of the measures and the goals: a line for each measure, a column for each goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smartplan.document.drawing import (
    FIRST_PART,
    INK,
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    LINE_GREY,
    PORTRAIT_HEIGHT,
    PORTRAIT_WIDTH,
    SOFT,
    Align,
    Area,
    Box,
    Drawing,
    Label,
    Shape,
)
from smartplan.document.figures.fitting import fitted, inside
from smartplan.document.figures.text_width import height_of, wrapped
from smartplan.japanese.phrases import phrases

UPRIGHT_GOALS = 8
"""With more goals than these the page is turned sideways, so that their names can be read."""

SIZE, CODE, NAME_LINES = 8.0, 30.0, 2
NAMES, NAMES_SIDEWAYS = 152.0, 200.0
"""How wide the column of the measures is."""

LINE = 5
"""How many characters of a goal's name stand side by side."""

WIDEST, HEAD, GROUP, EDGE = 52.0, 78.0, 15.0, 0.5


@dataclass(frozen=True, slots=True)
class Serving:
    """A measure with the numbers of the goals that it serves."""

    field: str
    code: str
    name: str
    goals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The goals (number and name) and the measures of one drawing."""

    goals: tuple[tuple[int, str], ...]
    rows: tuple[Serving, ...]

    @property
    def landscape(self) -> bool:
        return len(self.goals) > UPRIGHT_GOALS

    @property
    def room(self) -> float:
        """The height that the measures may take, with a line for their first field."""
        height = LANDSCAPE_HEIGHT if self.landscape else PORTRAIT_HEIGHT
        return height - HEAD - GROUP - 2 * EDGE

    @property
    def first_room(self) -> float:
        """The same for the first of several parts."""
        return self.room if self.landscape else FIRST_PART * PORTRAIT_HEIGHT - HEAD - GROUP

    @property
    def names(self) -> float:
        return NAMES_SIDEWAYS if self.landscape else NAMES

    @property
    def column(self) -> float:
        width = LANDSCAPE_WIDTH if self.landscape else PORTRAIT_WIDTH
        return min((width - self.names - 2 * EDGE) / len(self.goals), WIDEST)

    def row_height(self, place: int) -> float:
        """The height of a measure, with the line of its field where a new one begins."""
        row = self.rows[place]
        width = self.names - CODE - 6
        lines = wrapped(row.name, size=SIZE, width=width, most=NAME_LINES)
        return height_of(lines or ("",), SIZE) + 5 + (GROUP if self._opens(place) else 0)

    def drawn(self) -> Drawing:
        """The heads, then the measures under the names of their fields."""
        width = self.names + self.column * len(self.goals) + 2 * EDGE
        shapes: list[Shape] = list(self._heads())
        y = EDGE + HEAD
        for place, row in enumerate(self.rows):
            height = self.row_height(place)
            if self._opens(place):
                band = Area(EDGE, y, width - 2 * EDGE, GROUP)
                shapes.append(Box(band, fill=SOFT[1], stroke=LINE_GREY, weight=0.6))
                words = Area(band.x + 4, y + 1, band.width - 8, GROUP - 2)
                shapes.append(
                    fitted(words, row.field, size=SIZE, align=Align.START, bold=True, lines=1)
                )
                y, height = y + GROUP, height - GROUP
            shapes += self._row(row, y, height)
            y += height
        return Drawing(width, y + EDGE, tuple(shapes))

    def _opens(self, place: int) -> bool:
        field = self.rows[place].field
        return bool(field) and (not place or self.rows[place - 1].field != field)

    def _heads(self) -> Iterator[Shape]:
        head = Area(EDGE, EDGE, self.names, HEAD)
        yield Box(head, fill=SOFT[2], stroke=LINE_GREY, weight=0.6)
        yield Label(head, ("施策",), SIZE, bold=True)
        for place, (goal, name) in enumerate(self.goals):
            area = self._cell(place, EDGE, HEAD)
            yield Box(area, fill=SOFT[2], stroke=LINE_GREY, weight=0.6)
            number = Area(area.x, area.y + 2, area.width, 13)
            yield Label(number, (str(goal),), 9.0, bold=True)
            words = Area(area.x + 1.5, number.bottom, area.width - 3, HEAD - 16)
            yield fitted(words, _in_lines(name), size=7.0)

    def _row(self, row: Serving, y: float, height: float) -> Iterator[Shape]:
        head = Area(EDGE, y, self.names, height)
        yield Box(head, stroke=LINE_GREY, weight=0.6)
        code = Area(head.x + 2, y, CODE - 4, height)
        yield fitted(code, row.code, size=SIZE, bold=True, lines=1)
        words = Area(head.x + CODE, y + 2, head.width - CODE - 4, height - 4)
        yield fitted(words, row.name, size=SIZE, align=Align.START, lines=NAME_LINES)
        for place, (goal, _) in enumerate(self.goals):
            area = self._cell(place, y, height)
            yield Box(area, stroke=LINE_GREY, weight=0.6)
            if goal in row.goals:
                yield Label(inside(area, 1), ("●",), 10.0, ink=INK)

    def _cell(self, place: int, y: float, height: float) -> Area:
        return Area(EDGE + self.names + self.column * place, y, self.column, height)


def _in_lines(name: str) -> str:
    """The name of a goal in short lines, each of which ends where a phrase does."""
    lines = [""]
    for phrase in phrases(name):
        if len(lines[-1] + phrase) > LINE:
            lines.append("")
        lines[-1] += phrase
    return "\n".join(filter(None, lines))
