"""The table of contents and the lists of figures and tables, read off the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from smartplan.document.tree import Document, Figure, Heading, Table


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    anchor: str
    level: int
    appendix: bool = False


DEEPEST = 2

SEVERAL = 3
"""Fewer figures (or tables) need no list of their own."""

_PART = re.compile("（[0-9]+／[0-9]+）$")
"""The place of a part behind the caption of a figure that takes several pages."""


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
    return _listed(document, Table)


def _listed(document: Document, kind: type[Figure] | type[Table]) -> tuple[Entry, ...]:
    found = [
        block
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, kind) and block.number
    ]
    if len(found) < SEVERAL:
        return ()
    return tuple(_entry(list(parts)) for _, parts in groupby(found, key=_whole))


def _whole(block: Figure | Table) -> tuple[str, str]:
    """What the parts of one figure share; the number of what has no parts."""
    caption = _PART.sub("", block.caption)
    return (block.key, caption) if caption != block.caption else (block.anchor, "")


def _entry(parts: list[Figure | Table]) -> Entry:
    """「図4～12　指標の推移」 of a figure in parts; it leads to the first."""
    first, last = parts[0], parts[-1]
    if first is last:
        return Entry(f"{first.number}　{first.caption}", first.anchor, 3)
    numbers = f"{first.number}～{last.number.lstrip('図表')}"
    return Entry(f"{numbers}　{_PART.sub('', first.caption)}", first.anchor, 3)
