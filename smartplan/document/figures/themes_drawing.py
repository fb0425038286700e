"""The drawing of the large undertakings: chevrons over the columns, a line for each undertaking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smartplan.document.drawing import (
    ACCENT,
    INK,
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    LINE_GREY,
    PORTRAIT_HEIGHT,
    PORTRAIT_WIDTH,
    SOFT,
    WHITE,
    Align,
    Area,
    Box,
    Drawing,
    Polygon,
    Shape,
)
from smartplan.document.figures.fitting import fitted, inside
from smartplan.document.figures.text_width import height_of, wrapped

SIZE, PAD, GAP, EDGE = 8.0, 5.0, 5.0, 0.6
HEAD, TIP, BELOW = 30.0, 9.0, 6.0
"""The height of the chevrons, how far their tips stand out, and the room below them."""

NAME, NAME_SIDEWAYS = 84.0, 110.0
UPRIGHT_LINES, MOST_LINES, NAME_LINES = 9, 14, 6
"""With more lines in a column the page is turned sideways; with more than the most they are cut."""


@dataclass(frozen=True, slots=True)
class Theme:
    """An undertaking with what there is in each column."""

    name: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The headings of the columns, and the undertakings."""

    headings: tuple[str, ...]
    themes: tuple[Theme, ...]
    landscape: bool

    @classmethod
    def of(cls, headings: tuple[str, ...], themes: tuple[Theme, ...]) -> Steps:
        """Turned sideways where the words of a column would be too long on an upright page."""
        upright = cls(headings, themes, landscape=False)
        high = any(
            upright.lines(stage, 99) > UPRIGHT_LINES for each in themes for stage in each.stages
        )
        return cls(headings, themes, landscape=high)

    @property
    def width(self) -> float:
        return LANDSCAPE_WIDTH if self.landscape else PORTRAIT_WIDTH

    @property
    def room(self) -> float:
        """The height that the undertakings may take."""
        return (LANDSCAPE_HEIGHT if self.landscape else PORTRAIT_HEIGHT) - HEAD - BELOW - 2 * EDGE

    @property
    def name(self) -> float:
        return NAME_SIDEWAYS if self.landscape else NAME

    @property
    def column(self) -> float:
        count = len(self.headings)
        return (self.width - 2 * EDGE - self.name - GAP * count) / count

    def lines(self, stage: str, most: int = MOST_LINES) -> int:
        """How many lines the words take in their column."""
        return len(wrapped(stage, size=SIZE, width=self.column - 2 * PAD, most=most))

    def height(self, theme: Theme) -> float:
        """The height of an undertaking with the gap below it."""
        name = wrapped(theme.name, size=SIZE, width=self.name - 2 * PAD, most=NAME_LINES)
        most = max(len(name), *(self.lines(stage) for stage in theme.stages), 2)
        return height_of(("",) * most, SIZE) + 2 * PAD + GAP

    def drawn(self) -> Drawing:
        """The chevrons, then the undertakings."""
        shapes: list[Shape] = list(self._heads())
        y = EDGE + HEAD + BELOW
        for theme in self.themes:
            height = self.height(theme)
            shapes += self._theme(theme, y, height - GAP)
            y += height
        return Drawing(self.width, y - GAP + EDGE, tuple(shapes))

    def _heads(self) -> Iterator[Shape]:
        last = len(self.headings) - 1
        for place, heading in enumerate(self.headings):
            area = Area(self._x(place), EDGE, self.column, HEAD)
            ahead = place == last
            yield _chevron(area, notched=bool(place), fill=ACCENT if ahead else SOFT[2])
            words = Area(area.x + TIP, area.y + 2, area.width - 2 * TIP, HEAD - 4)
            ink = WHITE if ahead else INK
            yield fitted(words, heading, size=9.0, bold=True, ink=ink, lines=2)

    def _theme(self, theme: Theme, y: float, height: float) -> Iterator[Shape]:
        head = Area(EDGE, y, self.name, height)
        yield Box(head, fill=SOFT[1], weight=0.8)
        yield fitted(inside(head, PAD - 0.1), theme.name, size=SIZE, bold=True, lines=NAME_LINES)
        for place, stage in enumerate(theme.stages):
            area = Area(self._x(place), y, self.column, height)
            yield Box(area, stroke=INK if stage else LINE_GREY, dashed=not stage)
            words = inside(area, PAD - 0.1)
            yield fitted(words, stage, size=SIZE, align=Align.START, lines=MOST_LINES)

    def _x(self, place: int) -> float:
        return EDGE + self.name + GAP + (self.column + GAP) * place


def _chevron(area: Area, *, notched: bool, fill: str) -> Polygon:
    """A box with a point on its right, and from the second on with a notch on its left."""
    middle = area.y + area.height / 2
    tip = area.right
    points = [
        (area.x, area.y),
        (tip - TIP, area.y),
        (tip, middle),
        (tip - TIP, area.bottom),
        (area.x, area.bottom),
    ]
    if notched:
        points.append((area.x + TIP - 2, middle))
    return Polygon(tuple(points), fill=fill)
