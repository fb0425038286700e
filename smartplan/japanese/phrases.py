"""Where a Japanese heading or label may be broken: between phrases (文節), not inside a word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise

import budoux

from smartplan.japanese.unbroken import unbroken


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(text: str, words: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The text in pieces between which a line may end; joined they are the text again.

    No piece ends inside a number or a code, or inside one of the `words` that the caller knows.
    """
    if not text:
        return ()
    ends = set(accumulate(map(len, _parser().parse(text))))
    return _cut(text, ends - _inside(text, words))


@lru_cache(maxsize=1024)
def at_words(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """A piece that is too long for its line in shorter ones: they begin and end with a word."""
    edges = {edge for span in _spans(text, words) for edge in span}
    return _cut(text, (edges | {len(text)}) - {0} - _inside(text, words))


def _cut(text: str, ends: set[int]) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in pairwise((0, *sorted(ends))))


def _inside(text: str, words: tuple[str, ...]) -> set[int]:
    """The places inside numbers, codes and the words."""
    spans = (*unbroken(text), *_spans(text, words))
    return {place for start, end in spans for place in range(start + 1, end)}


def _spans(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the words stand: the longest that begins at a place, then from its end on."""
    place = 0
    while place < len(text):
        found = [word for word in words if word and text.startswith(word, place)]
        if found:
            yield place, place + len(max(found, key=len))
        place += len(max(found, key=len, default=" "))
