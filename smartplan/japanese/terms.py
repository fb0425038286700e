"""Finding the terms of a glossary in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from smartplan.japanese.folding import fold_width

# Voicing marks, combining marks and variation selectors; one visible character is a base with them.
_MARKS = "[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_COMBINING = re.compile(_MARKS)
_CHARACTER = re.compile(f"[\\s\\S]{_MARKS}{{0,4}}")
_KATAKANA, _LATIN = "katakana", "latin"

_Node = dict[str, "_Node"]
_END = ""
"""The key that marks the end of a term: no character is empty."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a term stands: `text[start:end]` is how it is written there."""

    start: int
    end: int
    term: str


class _Shapes(dict[int, str]):
    """Characters folded by width and case, by code point, for `str.translate`."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        """Those that become several characters, or none (㈱, a variation selector)."""

    def __missing__(self, code: int) -> str:
        shape = fold_width(chr(code))
        if len(shape) != 1:
            self.uneven.add(chr(code))
        if len(self) < MOST_SHAPES:
            self[code] = shape
        return shape


MOST_SHAPES = 20_000
"""How many characters are remembered: far more than Japanese texts have."""

_SHAPES = _Shapes()
_folded = lru_cache(maxsize=MOST_SHAPES)(fold_width)


def _fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text folded by width and case, and for each of its characters the place in the text."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    if _COMBINING.search(text) is None:
        whole = text.translate(_SHAPES)
        if _SHAPES.uneven.isdisjoint(text):
            return whole, range(len(text) + 1)
    folded: list[str] = []
    places: list[int] = []
    for character in _CHARACTER.finditer(text):
        shape = _folded(character.group())
        folded.append(shape)
        places.extend([character.start()] * len(shape))
    places.append(len(text))
    return "".join(folded), places


def _script(character: str) -> str | None:
    """The script whose words have no gaps inside: a term must not begin or end within one."""
    if "ァ" <= character <= "ヺ" or character in "ーヽヾ":
        return _KATAKANA
    if character.isascii():
        return _LATIN if character.isalnum() else None
    return _LATIN if unicodedata.category(character) in {"Ll", "Lu"} else None


def _inside_word(text: str, place: int) -> bool:
    """Whether the place lies between two characters of one katakana or Latin word."""
    if not 0 < place < len(text):
        return False
    script = _script(text[place])
    return script is not None and script == _script(text[place - 1])


def _is_border(folded: str, place: int, places: Sequence[int]) -> bool:
    """Whether a term may begin or end here: not within a word, nor within one sign (㈱)."""
    if place and place < len(folded) and places[place] == places[place - 1]:
        return False
    return not _inside_word(folded, place)


class TermFinder:
    """Finds terms in texts, the longest first, whatever their width and case."""

    def __init__(self, terms: Iterable[str]) -> None:
        written: dict[str, str] = {}
        for term in terms:
            if shape := _fold_with_places(term.strip())[0]:
                written.setdefault(shape, term)
        self._written = written
        # A tree by character: a place in the text costs no more than the term that fits there,
        # however many terms begin alike.
        self._tree: _Node = {}
        for shape in written:
            node = self._tree
            for character in shape:
                node = node.setdefault(character, {})
            node[_END] = {}
        self._starts = re.compile(f"[{re.escape(''.join(self._tree))}]" if self._tree else "(?!)")

    def find(self, text: str) -> list[Match]:
        """Where the terms stand in the text, in order, without overlaps."""
        folded, places = _fold_with_places(text)
        matches: list[Match] = []
        done = 0
        for start in self._starts.finditer(folded):
            place = start.start()
            if place < done:
                continue
            if length := self._length_at(folded, place, places):
                done = place + length
                term = self._written[folded[place:done]]
                matches.append(Match(places[place], places[done], term))
        return matches

    def _length_at(self, folded: str, place: int, places: Sequence[int]) -> int:
        """The length of the longest term that begins here, 0 if none does."""
        node = self._tree.get(folded[place])
        # Most places end here: looking for a border costs more than looking at two characters.
        if node is None or (_END not in node and folded[place + 1 : place + 2] not in node):
            return 0
        if not _is_border(folded, place, places):
            return 0
        end, ends = place + 1, []
        while node is not None:
            if _END in node:
                ends.append(end)
            node = node.get(folded[end]) if end < len(folded) else None
            end += 1
        fitting = (end for end in reversed(ends) if _is_border(folded, end, places))
        return next(fitting, place) - place
