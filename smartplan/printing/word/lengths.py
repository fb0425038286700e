"""Lengths in Word: twips (1/20 point) for pages and paragraphs, EMU for drawings.

The pages are those of static/css/document.css, so that Word and the PDF break about alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EMU_A_POINT = 12700
EMU_A_MM = 36000
LEAST_SHARE = 0.03
"""No column is narrower than this share of its table."""


def emu(points: float) -> int:
    return round(points * EMU_A_POINT)


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with its margins, in twips."""

    width: int
    height: int
    top: int
    bottom: int
    sides: int

    @property
    def text_width(self) -> int:
        return self.width - 2 * self.sides


UPRIGHT = Page(11906, 16838, top=mm(26), bottom=mm(24), sides=mm(28))
COVER = Page(11906, 16838, top=mm(30), bottom=mm(28), sides=mm(28))
# Lower margins than the PDF's: Word leaves more room between a heading, its figure and the caption.
SIDEWAYS = Page(16838, 11906, top=mm(22), bottom=mm(16), sides=mm(26))

HEADER_FROM_EDGE = mm(14)
FOOTER_FROM_EDGE = mm(9)


def shares(widths: Sequence[float], total: int) -> list[int]:
    """Whole twips in the given proportion that add up to the total."""
    if not widths:
        return []
    whole = sum(widths) or 1
    least = min(round(total * LEAST_SHARE), total // len(widths))
    found = [max(least, round(width * total / whole)) for width in widths]
    widest = max(range(len(found)), key=found.__getitem__)
    found[widest] += total - sum(found)
    return found
