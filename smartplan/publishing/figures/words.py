"""How wide words are, and how they are broken into lines that fit."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

from smartplan.japanese.phrases import phrases
from smartplan.publishing.figures.drawing import Align, Area, Label

LEADING = 1.35
"""The height of a line in multiples of the size."""

SMALLEST = 6.0
"""No word is printed smaller (points)."""

ELLIPSIS = "…"

NOT_FIRST = set("、。，．）」』】〕〉》］｝・：；？！ーゃゅょっャュョッ々％")
NOT_LAST = set("（「『【〔〈《［｛")

# Of BIZ UDPGothic, the bold one, which is as wide as any font that may stand in for it.
_NARROW = set("ijlftrI.,:;'|!-/` ")
_BRACKETS = set("()[]{}")
_BROAD = set("MWmw@%&#")


@lru_cache(maxsize=8192)
def em_width(text: str) -> float:
    """About how wide a line is, in multiples of its size; rather too wide than too narrow."""
    return sum(_em(character) for character in text)


def _em(character: str) -> float:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if ord(character) > 126 and east_asian_width(character) != "H":
        return 1.0
    if character in _NARROW:
        return 0.5
    if character in _BRACKETS:
        return 0.55
    if character in _BROAD:
        return 1.0
    if character.isdigit():
        return 0.77
    return 0.74 if character.islower() else 0.91


def wrapped(text: str, *, size: float, width: float, most: int = 99) -> tuple[str, ...]:
    """The text in lines not wider than `width`: broken at phrases, in a long phrase anywhere
    that kinsoku allows; what goes beyond `most` lines is cut with 「…」.
    """
    room = max(width / size, 1.0)
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for phrase in phrases(part.strip()):
            if em_width(line + phrase) <= room:
                line += phrase
                continue
            if line and (em_width(phrase) <= room or em_width(line) > room * 0.7):
                lines.append(line.strip())
                line = ""
            *full, line = _by_characters(line + phrase, room)
            lines += full
        if line.strip():
            lines.append(line.strip())
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(lines[most - 1], room))


def _by_characters(text: str, room: float) -> list[str]:
    lines = [""]
    for character in text:
        line = lines[-1]
        if line and em_width(line + character) > room:
            if character in NOT_FIRST and len(line) > 1:
                lines[-1], carried = line[:-1], line[-1]
                lines.append(carried + character)
            elif line[-1] in NOT_LAST and len(line) > 1:
                lines[-1] = line[:-1]
                lines.append(line[-1] + character)
            else:
                lines.append(character)
        else:
            lines[-1] = line + character
    return lines


def _cut(line: str, room: float) -> str:
    while line and em_width(line + ELLIPSIS) > room:
        line = line[:-1]
    return line + ELLIPSIS


def height_of(lines: tuple[str, ...], size: float) -> float:
    return len(lines) * size * LEADING


def words_area(label: Label) -> Area:
    """Where the label's words themselves stand."""
    width = max((em_width(line) for line in label.lines), default=0.0) * label.size
    height = height_of(label.lines, label.size)
    area = label.area
    left = {
        Align.START: area.x,
        Align.MIDDLE: area.x + (area.width - width) / 2,
        Align.END: area.right - width,
    }[label.align]
    return Area(left, area.y + (area.height - height) / 2, width, height)
