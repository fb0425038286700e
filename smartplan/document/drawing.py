"""What a figure is made of. Lengths are points (1/72 inch); x runs right, y runs down.

A drawing knows where each of its words stands, so that a test can compute whether labels overlap
or leave their boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

PORTRAIT_WIDTH = 436.0
"""The width of the running text on an upright A4 page."""

PORTRAIT_HEIGHT = 590.0
"""The greatest height of a figure on an upright page, its caption left out."""

FIRST_PART = 0.62
"""How much of that height the first of several parts of a figure takes: it can then stand below the
text before it, which does not leave a page nearly empty."""

LANDSCAPE_WIDTH = 690.0
LANDSCAPE_HEIGHT = 400.0

INK = "#1a1a1a"
LINE_GREY = "#767676"
WHITE = "#ffffff"
SOFT = ("#ffffff", "#f2f2f2", "#e0e0e0", "#c6c6c6", "#9a9a9a")
"""Fills on which INK can be read (contrast 4.5 or more) also when printed in black and white."""

ACCENT = "#0017c1"
"""The one colour, for what a figure is about: white words on it, or a strong line."""


class Hatch(StrEnum):
    """Patterns that tell areas apart without colour."""

    NONE = ""
    DIAGONAL = "diagonal"
    BACK_DIAGONAL = "back-diagonal"
    DOTS = "dots"
    GRID = "grid"


class Align(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Area:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: Area, slack: float = 0.05) -> bool:
        """Do both share more than a sliver of `slack` points?"""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )

    def holds(self, other: Area, slack: float = 0.05) -> bool:
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of words inside an area: centred from top to bottom, aligned from left to right."""

    area: Area
    lines: tuple[str, ...]
    size: float = 8.0
    align: Align = Align.MIDDLE
    bold: bool = False
    ink: str = INK
    halo: bool = False
    """A white edge around the letters, where they cross a line."""


@dataclass(frozen=True, slots=True)
class Box:
    area: Area
    fill: str = WHITE
    hatch: Hatch = Hatch.NONE
    stroke: str = INK
    weight: float = 0.8
    dashed: bool = False
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, with an arrowhead at its end or its start if asked for."""

    points: tuple[tuple[float, float], ...]
    stroke: str = INK
    weight: float = 0.8
    dashed: bool = False
    arrow_start: bool = False
    arrow_end: bool = False


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape, such as the chevron of a stage or the mark of a point in a chart."""

    points: tuple[tuple[float, float], ...]
    fill: str = WHITE
    hatch: Hatch = Hatch.NONE
    stroke: str = INK
    weight: float = 0.8


Shape = Label | Box | Stroke | Polygon


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure: its size and its shapes, painted in their order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def labels(self) -> Iterator[Label]:
        return (shape for shape in self.shapes if isinstance(shape, Label))

    @property
    def words(self) -> Iterator[str]:
        """Everything that can be read in it, in the order of painting."""
        return ("".join(label.lines) for label in self.labels)
