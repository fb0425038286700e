"""Typed words as HTML: escaped, with their line breaks, and headings broken at phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from math import ceil

from smartplan.document.figures.text_width import em_width
from smartplan.document.widths.titles import PLAN_WORDS
from smartplan.document.widths.whole_numbers import pieces
from smartplan.japanese.phrases import phrases
from smartplan.japanese.text import UNPRINTABLE, printable

_NOT_PLAIN = re.compile(f"[&<>\"'{UNPRINTABLE}]")
_AFTER_DOT = re.compile("(?<=・)")


def text(words: str) -> str:
    """Typed words, escaped; a character that HTML cannot hold is dropped."""
    return escape(printable(words)) if _NOT_PLAIN.search(words) else words


def lines(words: str) -> str:
    """Typed words with the line breaks in them."""
    return text(words).replace("\n", "<br>")


def unbroken(words: str) -> str:
    """A number, a year or a code that stays on one line."""
    return f'<span class="unbroken">{text(words)}</span>'


def lines_with_whole_numbers(words: str, room: float) -> str:
    """Typed words in a place of so many characters, in which no line ends inside a number."""
    return "".join(
        unbroken(piece) if whole else lines(piece) for piece, whole in pieces(words, room)
    )


def shortened(words: str, room: float, tail: str = "") -> str:
    """A running head for one line of so many characters; what is cut ends with 「…」."""
    if em_width(words + tail) <= room:
        return words + tail
    while words and em_width(f"{words}…{tail}") > room:
        words = words[:-1]
    return f"{words}…{tail}"


def phrased(words: str, room: float) -> str:
    """A heading of which a line ends between phrases; `room` is the line's width in characters.

    What fits on one line stays plain text. A phrase as long as the line may break anywhere but in
    a number.
    """
    return "<br>".join(_phrased_line(line, room) for line in words.split("\n"))


def _phrased_line(words: str, room: float) -> str:
    if em_width(words) <= room:
        return text(words)
    return "".join(
        f'<span class="ph">{text(phrase)}</span>'
        if em_width(phrase) <= room
        else lines_with_whole_numbers(phrase, room)
        for phrase in _pieces(words)
    )


def _pieces(words: str) -> Iterator[str]:
    """The phrases; a line may also end after the dot between two names."""
    for phrase in phrases(words, PLAN_WORDS):
        yield from filter(None, _AFTER_DOT.split(phrase))


def fits_by_phrases(words: str, room: float) -> bool:
    """Does broken between phrases take no more lines than broken anywhere?"""
    return all(
        _lines_by_phrases(line, room) <= ceil(em_width(line) / room) for line in words.split("\n")
    )


def _lines_by_phrases(words: str, room: float) -> int:
    count, used = 0, room
    for phrase in _pieces(words):
        width = em_width(phrase)
        if used + width > room:
            count, used = count + 1, 0.0
        used += width
    return count
