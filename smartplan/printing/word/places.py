"""The places of a document that something leads to, and their bookmarks in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from smartplan.document.tree import Block, Blocks, Document, Figure, Glossary, Heading, Table

# A bookmark's name in Word: letters, digits and underscores, 40 at most; "_" hides it from lists.
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z_]")
_LONGEST = 40


@dataclass
class Places:
    """Which anchors the document has, and the numbers of bookmarks handed out."""

    names: dict[str, str]
    labels: dict[str, str]
    count: int = 0
    _open: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Places:
        labels: dict[str, str] = {}
        for part in document.front:
            labels |= {part.anchor: "", **dict(_anchors(part.blocks))}
        for chapter in document.chapters:
            labels |= {chapter.anchor: "", **dict(_anchors(chapter.blocks))}
        labels.pop("", None)
        names = {anchor: _name(anchor, place) for place, anchor in enumerate(labels)}
        return cls(names, labels)

    def marked(self, anchor: str, content: str) -> str:
        """Content with the bookmark of its anchor around it."""
        name = self.names.get(anchor)
        return f"{self.start(name)}{content}{self.end(name)}" if name else content

    def start(self, name: str) -> str:
        self.count += 1
        self._open[name] = self.count
        return f'<w:bookmarkStart w:id="{self.count}" w:name="{name}"/>'

    def end(self, name: str) -> str:
        return f'<w:bookmarkEnd w:id="{self._open.pop(name)}"/>'


def _name(anchor: str, place: int) -> str:
    name = "_" + _NOT_IN_NAMES.sub("_", anchor)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 8]}_{place}"


def _anchors(blocks: Blocks) -> Iterator[tuple[str, str]]:
    """The anchors of blocks; those of figures and tables with the number that is printed."""
    for block in blocks:
        yield from _anchors_of(block)


def _anchors_of(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Heading():
            yield block.anchor, ""
        case Figure() | Table():
            yield block.anchor, block.number
        case Glossary():
            for group in block.groups:
                yield from ((entry.anchor, "") for entry in group.entries)
