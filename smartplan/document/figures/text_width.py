"""How wide words are, and how they are broken into lines that fit."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf
from unicodedata import category, east_asian_width

from smartplan.document.drawing import Align, Area, Label
from smartplan.document.figures.line_breaks import costs
from smartplan.plans.references import without_marks

LEADING = 1.35
"""The height of a line in multiples of the size."""

SMALLEST = 6.5
"""No word is printed smaller (points)."""

SMALLEST_NUMBER = 6.0
"""Numbers of many digits side by side are printed so small at least."""

ELLIPSIS = "…"

LINE, SLACK = 1000, 400
"""What a further line costs, and an empty one beside the words of a full one."""

NARROWEST = 0.3
"""No character is narrower (in multiples of the size)."""

# Of BIZ UDPGothic, the wider one of its two weights, in hundredths of the size.
_WIDTHS = {
    character: width / 100
    for width, characters in (
        (35, " ,.:;'i_"),
        (40, "!jl"),
        (45, "I|"),
        (53, '"()*/-`^~\\frt'),
        (57, "J[]{}"),
        (65, "1Lcsvxyz"),
        (71, "EFTaekg"),
        (76, "SYbdhnopqu0234567890"),
        (79, "ABKPRVZ"),
        (86, "CDHNX$?+<=>"),
        (92, "GOQUw&"),
    )
    for character in characters
}


@lru_cache(maxsize=8192)
def em_width(text: str) -> float:
    """How wide a line is, in multiples of its size; rather too wide than too narrow.

    Japanese counts as full width: another font may stand in for the document's own.
    """
    return sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    code = ord(character)
    if code < 127:
        return _WIDTHS.get(character, 1.02)
    if 0x3040 <= code < 0xA000:
        return 0.0 if code in (0x3099, 0x309A) else 1.0
    return _rare(character, code)


def _rare(character: str, code: int) -> float:
    if category(character) == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return 0.0
    if category(character) in {"Mn", "Me"} or 0xFF61 <= code <= 0xFF9F:
        return 0.52
    if code >= 0x1F000 and not 0x20000 <= code <= 0x3FFFF:
        return 1.35
    return 1.0 if east_asian_width(character) in "FWA" else 1.1


def wrapped(text: str, *, size: float, width: float, most: int = 99) -> tuple[str, ...]:
    """The text in lines not wider than `width` and about equally long, with words kept whole
    where that is possible; what goes beyond `most` lines is cut with 「…」.
    """
    return _wrapped(without_marks(text), max(width / size, 1.0), max(most, 1))


@lru_cache(maxsize=8192)
def _wrapped(text: str, room: float, most: int) -> tuple[str, ...]:
    length = int(room * (most + 1) / NARROWEST)
    parts = [" ".join(part.split()) for part in text[:length].splitlines()]
    lines: tuple[str, ...] = ()
    for line_cost in (LINE, LINE * 50):
        lines = tuple(line for part in parts for line in _broken(part, room, line_cost))
        if len(lines) <= most:
            return lines
    return (*lines[: most - 1], _cut("".join(lines[most - 1 :]), room))


@lru_cache(maxsize=2048)
def _broken(text: str, room: float, line_cost: int) -> tuple[str, ...]:
    """The lines that cost least: few of them, alike in width, broken between words."""
    ends = list(accumulate(map(_em, text), initial=0.0))
    if ends[-1] <= room:  # a second line costs more than any slack
        return (text.strip(),) if text else ()
    price = (0, *costs(text)[1:])
    begun, start = [float(line_cost)], [0]
    for end in range(1, len(text) + 1):
        cost, best = inf, end - 1
        for first in range(end - 1, -1, -1):
            spare = room - (ends[end] - ends[first])
            if spare < 0.0:
                if first < end - 1:
                    break
                spare = 0.0
            slack = spare / room
            option = begun[first] + SLACK * slack * slack + price[first]
            if option <= cost:
                cost, best = option, first
        begun.append(cost + line_cost)
        start.append(best)
    places = [len(text)]
    while places[-1]:
        places.append(start[places[-1]])
    places.reverse()
    return tuple(text[first:end].strip() for first, end in pairwise(places))


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
