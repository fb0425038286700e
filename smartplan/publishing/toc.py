"""The table of contents, read off the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smartplan.publishing.document import Document, Heading


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    anchor: str
    level: int
    appendix: bool = False


DEEPEST = 2


def table_of_contents(document: Document) -> Iterator[Entry]:
    """Chapters and their main headings; in the 資料編 the chapters alone."""
    for part in document.front:
        yield Entry(part.title, part.anchor, 1)
    for chapter in document.chapters:
        yield Entry(chapter.heading, chapter.anchor, 1, chapter.appendix)
        for block in chapter.blocks if not chapter.appendix else ():
            if isinstance(block, Heading) and block.numbered and block.level <= DEEPEST:
                yield Entry(block.label, block.anchor, block.level)
