"""The document tree: what the preview, the PDF and the Word file print, in one shape.

Plain data: no request, no HTML. `build.py` makes the tree from a plan; the writers in `printing`
(`html`, `pdf`, `word`) print it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from smartplan.document.drawing import Drawing
from smartplan.structure.keys import SectionKey

# Inside a line ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words as typed; a line break inside is kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Unbroken:
    """A number, a year or a code in a table cell: no line ends inside. Only the writers make it."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold: a typed heading inside a table cell."""

    text: str


@dataclass(frozen=True, slots=True)
class TermMark:
    """The mark (※) after a term that the glossary explains."""

    label: str
    term: str
    target: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """The explanation of a term at the foot of the page."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """「施策A-1」「図3」「第4章」: where a mark in the text leads, in the words of today.

    `references/resolving.py` puts it in place of the mark; `target` is an anchor of the document.
    """

    label: str
    target: str


Inline = Text | Unbroken | Strong | TermMark | Footnote | Reference
Inlines = tuple[Inline, ...]

# Blocks ----------------------------------------------------------------------------------------


class ParagraphKind(StrEnum):
    PLAIN = "plain"
    VISION = "vision"
    SIGNATURE = "signature"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter; the chapter itself is level 1. `build.py` gives the number.

    In print it begins a page where `new_page` says so.
    """

    text: str
    level: int = 2
    number: str = ""
    numbered: bool = True
    anchor: str = ""
    key: str = ""
    new_page: bool = False

    @property
    def label(self) -> str:
        return f"{self.number}　{self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines
    kind: ParagraphKind = ParagraphKind.PLAIN


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item with its mark as typed (・, (1), ①)."""

    marker: str
    inlines: Inlines
    children: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    items: tuple[ListItem, ...]
    ordered: bool = False


class CellKind(StrEnum):
    """What a column holds: how it is aligned, and whether terms are marked in it."""

    TEXT = "text"
    PROSE = "prose"
    NUMBER = "number"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its share of the width (relative to the other columns)."""

    heading: str
    width: float
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Block, ...] = ()
    kind: CellKind = CellKind.TEXT
    header: bool = False
    depth: int = 0

    @property
    def plain(self) -> str:
        match self.blocks:
            case ():
                return ""
            case (Paragraph((Text(words),)),):
                return words
        return "\n".join(words for block in self.blocks for words in words_of(block))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line; a group row has one cell, which heads the rows that follow."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with column heads; a sheet has none, its first column heads the lines."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    number: str = ""
    note: str = ""
    sheet: bool = False
    key: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing made from the rows, with a caption (図n) and its content in words.

    `key` is what a reference in a text names; parts of one figure share it. `equal` is the table
    that says the same, where the document itself does not print it (for the screen, on demand). A
    `landscape` figure stands on a page turned sideways.
    """

    drawing: Drawing
    caption: str
    alternative: str
    key: str
    number: str = ""
    note: str = ""
    anchor: str = ""
    landscape: bool = False
    equal: Table | None = None


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A photograph or a logo: its bytes as PNG or JPEG, and what it shows in words."""

    sha256: str
    media_type: str
    width: int
    height: int
    alternative: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    term: str
    reading: str
    origin: str
    definition: tuple[Block, ...]
    anchor: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryGroup:
    """The entries under one heading (あ行, 英数字); the heading is empty in a numbered list."""

    heading: str
    entries: tuple[GlossaryEntry, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    groups: tuple[GlossaryGroup, ...]


Block = Heading | Paragraph | ItemList | Table | Figure | PictureBlock | Glossary
Blocks = tuple[Block, ...]

# The whole ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cover:
    title: str
    edition: str
    municipality: str
    issued: str
    period: str
    logo: PictureBlock | None = None
    watermark: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that the cover says; a logo says what it shows."""
        logo = self.logo.alternative if self.logo else ""
        return (self.title, self.edition, self.municipality, self.issued, self.period, logo)

    @property
    def full_title(self) -> str:
        """The title with its edition: 「○○市スマートシティ推進計画（素案）」."""
        return f"{self.title}（{self.edition}）" if self.edition else self.title


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A part before the table of contents: 市長あいさつ, perhaps with the mayor's portrait."""

    title: str
    anchor: str
    blocks: Blocks
    portrait: PictureBlock | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its label (第1章, Ⅰ, 資料1), in the main part or in the 資料編."""

    label: str
    title: str
    anchor: str
    blocks: Blocks
    section: SectionKey | None = None
    appendix: bool = False
    source_id: int | None = None

    @property
    def heading(self) -> str:
        return f"{self.label}　{self.title}"


@dataclass(frozen=True, slots=True)
class Colophon:
    """The 奥付 on the last page."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    cover: Cover
    front: tuple[FrontMatter, ...]
    chapters: tuple[Chapter, ...]
    colophon: Colophon

    @property
    def is_empty(self) -> bool:
        return not self.front and not self.chapters


# Reading the tree ---------------------------------------------------------------------------


def words_of(block: Block) -> Iterator[str]:
    """Every piece of text that a block prints, in reading order."""
    match block:
        case Heading():
            yield block.label
        case Paragraph():
            yield from (_words(inline) for inline in block.inlines)
        case ItemList():
            yield from _words_of_items(block.items)
        case Table():
            yield from (block.caption, block.note, *(column.heading for column in block.columns))
            for row in block.rows:
                yield from (cell.plain for cell in row.cells)
        case Figure():
            yield from (block.caption, block.note, block.alternative)
            yield from block.drawing.words
        case PictureBlock():
            yield block.alternative
        case Glossary():
            for entry in (entry for group in block.groups for entry in group.entries):
                yield from (entry.term, entry.reading, entry.origin)
                yield from (words for inner in entry.definition for words in words_of(inner))


def _words(inline: Inline) -> str:
    match inline:
        case Text() | Unbroken() | Strong() | Footnote():
            return inline.text
        case TermMark() | Reference():
            return inline.label


def _words_of_items(items: tuple[ListItem, ...]) -> Iterator[str]:
    for item in items:
        yield item.marker
        yield from (_words(inline) for inline in item.inlines)
        yield from _words_of_items(item.children)
