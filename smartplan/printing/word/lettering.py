"""How wide the document's font draws each letter, for words that stand at fixed places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from smartplan.document.figures.text_width import em_width
from smartplan.japanese.glyphs import document_fonts


@cache
def advance(letter: str, *, bold: bool) -> float:
    """The width of a letter in multiples of its size; roughly, where the font does not have it."""
    widths, names, em = _face(bold)
    name = names.get(ord(letter))
    return widths[name][0] / em if name else em_width(letter)


@cache
def _face(bold: bool) -> tuple[dict[str, tuple[int, int]], dict[int, str], int]:
    """The widths of the first font's letters, its letters by code point, and its units."""
    regular, *_ = document_fonts() or [Path()]
    file = regular.with_name(regular.name.replace("Regular", "Bold")) if bold else regular
    if not file.is_file():
        return {}, {}, 1
    with TTFont(file, lazy=True) as font:
        return font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm
