"""Numbers, years and codes in table cells marked as what no line may end inside of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from smartplan.document.figures.text_width import em_width
from smartplan.document.rewriting import Rewriting
from smartplan.document.tree import Blocks, Inline, Inlines, Paragraph, Text, Unbroken
from smartplan.japanese.unbroken import holds_number, may_break, narrower, unbroken

SAVED = dict.fromkeys("（）「」〔〕", 0.5) | dict.fromkeys("、。，", 0.4)
"""How much narrower than a kanji the document's font draws the marks around a number."""


@lru_cache(maxsize=4096)
def number_width(words: str) -> float:
    """How wide a number is with the marks around it, in multiples of its size."""
    return em_width(words) - sum(SAVED.get(mark, 0) for mark in words)


def with_whole_numbers(blocks: Blocks, room: float) -> Blocks:
    """The blocks of a cell with room for so many characters; a cell of one line stays as it is."""
    match blocks:
        case ():
            return blocks
        case (Paragraph((Text(words),), kind),):
            if not holds_number(words) or _fits(words, room):
                return blocks
            return (Paragraph(tuple(_split(words, room)), kind),)
    return Rewriting(partial(_marked, room=room), str, holds_number).blocks(blocks)


def pieces(words: str, room: float) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each must stay on one line, which has so much room."""
    done = 0
    for start, end in unbroken(words):
        if not may_break(words[start:end]):
            continue
        for first, last in narrower(words, start, end):
            if number_width(words[first:last]) <= room:
                yield words[done:first], False
                yield words[first:last], True
                done = last
                break
    yield words[done:], False


def _fits(words: str, room: float) -> bool:
    return all(em_width(line) <= room for line in words.split("\n"))


def _marked(inlines: Inlines, *, room: float) -> Inlines:
    if not any(isinstance(each, Text) and holds_number(each.text) for each in inlines):
        return inlines
    return tuple(
        piece
        for inline in inlines
        for piece in (_split(inline.text, room) if isinstance(inline, Text) else (inline,))
    )


def _split(words: str, room: float) -> Iterator[Inline]:
    for piece, whole in pieces(words, room):
        if piece:
            yield Unbroken(piece) if whole else Text(piece)
