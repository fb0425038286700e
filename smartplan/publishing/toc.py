"""The table of contents and the lists of figures and tables, read off the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smartplan.publishing.document import Document, Figure, Heading, Table, Timeline


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    anchor: str
    level: int
    appendix: bool = False


DEEPEST = 2

SEVERAL = 3
"""Fewer figures (or tables) need no list of their own."""


def table_of_contents(document: Document) -> Iterator[Entry]:
    """Chapters and their main headings; in the 資料編 the chapters alone."""
    for part in document.front:
        yield Entry(part.title, part.anchor, 1)
    for chapter in document.chapters:
        yield Entry(chapter.heading, chapter.anchor, 1, chapter.appendix)
        for block in chapter.blocks if not chapter.appendix else ():
            if isinstance(block, Heading) and block.numbered and block.level <= DEEPEST:
                yield Entry(block.label, block.anchor, block.level)


def list_of_figures(document: Document) -> tuple[Entry, ...]:
    """The figures by number; none where the document has only a few."""
    return _listed(document, Figure)


def list_of_tables(document: Document) -> tuple[Entry, ...]:
    """The tables that have a number; none where the document has only a few."""
    return _listed(document, Table, Timeline)


def _listed(
    document: Document, *kinds: type[Figure] | type[Table] | type[Timeline]
) -> tuple[Entry, ...]:
    found = tuple(
        Entry(f"{block.number}　{block.caption}", block.anchor, 3)
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, kinds) and block.number
    )
    return found if len(found) >= SEVERAL else ()
