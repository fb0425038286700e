"""Boxes as high as their words: several pieces of text, one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartplan.document.drawing import INK, Align, Area, Label
from smartplan.document.figures.text_width import height_of, wrapped


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text with its size; what goes beyond `most` lines is cut with 「…」."""

    text: str
    size: float = 7.5
    bold: bool = False
    most: int = 3
    ink: str = INK

    def lines(self, width: float) -> tuple[str, ...]:
        return wrapped(self.text, size=self.size, width=width, most=self.most)


def height_needed(pieces: Sequence[Words], width: float) -> float:
    """How high all the pieces are together in lines of this width."""
    return sum(height_of(piece.lines(width), piece.size) for piece in pieces)


def lettered(
    area: Area, pieces: Sequence[Words], *, align: Align = Align.MIDDLE, top: bool = False
) -> Iterator[Label]:
    """The pieces one under the other; in the middle of the area, or at its top."""
    y = area.y if top else area.y + (area.height - height_needed(pieces, area.width)) / 2
    for piece in pieces:
        lines = piece.lines(area.width)
        height = height_of(lines, piece.size)
        place = Area(area.x, y, area.width, height)
        yield Label(place, lines, piece.size, align, piece.bold, piece.ink)
        y += height
