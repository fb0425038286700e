"""The watermark of an edition that is not final: its name, faint and slanting, behind each page.

It is drawn from the outlines of the letters: nobody hears it read out, and no copied text has it.
"""

from __future__ import annotations

from functools import cache

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from smartplan.japanese.glyphs import document_fonts
from smartplan.plans.models import Edition

MARKED = (Edition.OUTLINE, Edition.DRAFT, Edition.PROPOSAL)
"""The editions that are not to be taken for the plan itself."""

GREY = "#eeeeee"
"""Visible on paper, and pale enough to read the text over it."""

SIDE, LENGTH, SLANT = 600.0, 480.0, -40.0
"""The side of the square it stands in, how long its words may be (points), and their slant."""

HIGHEST = 190.0


def watermark_of(edition: str) -> str:
    """What stands behind the pages of an edition; nothing behind a final one."""
    return Edition(edition).label if edition in MARKED else ""


@cache
def watermark_svg(edition: str) -> str:
    """The words of a marked edition as outlines."""
    words = watermark_of(edition)
    with TTFont(document_fonts()[0], lazy=True) as font:
        em = font["head"].unitsPerEm
        ascent = font["hhea"].ascent
        size = min(HIGHEST, LENGTH / len(words))
        scale = size / em
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        pen = SVGPathPen(glyphs, lambda number: f"{number:.1f}")
        for place, character in enumerate(words):
            left = SIDE / 2 + (place - len(words) / 2) * size
            down = SIDE / 2 - size / 2 + ascent * scale
            place_on_page = TransformPen(pen, (scale, 0, 0, -scale, left, down))
            glyphs[names[ord(character)]].draw(place_on_page)
    middle = SIDE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE:g}pt" height="{SIDE:g}pt" '
        f'viewBox="0 0 {SIDE:g} {SIDE:g}"><path transform="rotate({SLANT:g} {middle:g} {middle:g})"'
        f' fill="{GREY}" d="{pen.getCommands()}"/></svg>'
    )
