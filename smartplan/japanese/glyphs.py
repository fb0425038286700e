"""Which characters the fonts of the document can draw.

A character that no font has is printed as an empty box; better to say so before printing.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

# In the order in which the document asks for them; the second has the rare kanji (𠮷).
DOCUMENT_FAMILIES = ("BIZ UDPGothic", "Noto Sans CJK JP")


class FontMissingError(Exception):
    """A font of the document is not installed; without it the page would be full of boxes."""


@lru_cache
def _face(family: str) -> tuple[Path, int] | None:
    """The file of a family's regular face, and its index in the file; None if not installed."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    answer = subprocess.run(  # noqa: S603 (the arguments are our own family names)
        [program, "-f", "%{family}\n%{file}\n%{index}", f"{family}:style=Regular"],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    ).stdout.split("\n")
    # fontconfig always answers something: only the family itself counts.
    if len(answer) != 3 or family not in answer[0].split(","):
        return None
    return Path(answer[1]), int(answer[2] or 0) & 0xFFFF


@lru_cache
def _drawn(family: str) -> frozenset[int]:
    """The code points that a family draws; none if it is not installed."""
    face = _face(family)
    if face is None:
        return frozenset()
    path, index = face
    number = index if path.suffix.lower() in {".ttc", ".otc"} else -1
    with TTFont(path, fontNumber=number, lazy=True) as font:
        return frozenset(font["cmap"].getBestCmap())


def read_fonts() -> None:
    """Read which characters the document's fonts draw: a third of a second, once in a process."""
    for family in DOCUMENT_FAMILIES:
        _drawn(family)


def document_fonts() -> list[Path]:
    """The files of the document's fonts that are installed, in the order of use."""
    faces = (_face(family) for family in DOCUMENT_FAMILIES)
    return [face[0] for face in faces if face is not None]


def installed_families() -> list[str]:
    """The families of the document that are installed, in the order of use."""
    return [family for family in DOCUMENT_FAMILIES if _face(family) is not None]


def _needs_no_glyph(character: str) -> bool:
    """Blanks, controls and variation selectors: without a shape of its own the base is drawn."""
    return (
        character.isspace()
        or unicodedata.category(character) in {"Cc", "Cf"}
        or 0xFE00 <= ord(character) <= 0xFE0F
        or 0xE0100 <= ord(character) <= 0xE01EF
    )


def private_use_characters(text: str) -> list[str]:
    """The 外字 of a text, once each: they mean something only on the machine that made them."""
    return [character for character in dict.fromkeys(text) if _is_private(character)]


@lru_cache(maxsize=16_384)
def _is_private(character: str) -> bool:
    return unicodedata.category(character) == "Co"


def missing_characters(text: str, font_families: tuple[str, ...] = DOCUMENT_FAMILIES) -> list[str]:
    """The characters of a text, once each, that no font of the document draws.

    Private use characters (外字) are not among them: `private_use_characters` names those.
    """
    return [each for each in dict.fromkeys(text) if _is_missing(each, font_families)]


@lru_cache(maxsize=16_384)
def _is_missing(character: str, font_families: tuple[str, ...]) -> bool:
    if _needs_no_glyph(character) or _is_private(character):
        return False
    return not any(ord(character) in _drawn(family) for family in font_families)
