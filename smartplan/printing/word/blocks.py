"""The blocks of the document as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smartplan.document.tree import (
    Block,
    Blocks,
    Figure,
    Glossary,
    GlossaryEntry,
    Heading,
    ItemList,
    ListItem,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    Table,
)
from smartplan.printing.word.captions import caption
from smartplan.printing.word.drawings import Drawings
from smartplan.printing.word.inlines import Lines
from smartplan.printing.word.lengths import UPRIGHT, mm
from smartplan.printing.word.markup import BOLD, layout, paragraph, run, styled
from smartplan.printing.word.places import Places
from smartplan.printing.word.styles import BODY, CELL
from smartplan.printing.word.tables import table_xml

STYLES = {
    ParagraphKind.PLAIN: "Normal",
    ParagraphKind.VISION: "Vision",
    ParagraphKind.SIGNATURE: "Signature",
    ParagraphKind.NOTE: "Note",
}

DEEPEST_HEADING = 6

PICTURE_WIDTH, PICTURE_HEIGHT = 100.0, 120.0
"""How large a picture in the text may be (millimetres)."""

_CELL_MARGINS = 2 * mm(1.3)


@dataclass
class BlockWriter:
    """Writes blocks one after the other; ids and footnotes are counted in its parts."""

    places: Places
    lines: Lines
    drawings: Drawings

    def write(self, blocks: Blocks) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block, width: int = UPRIGHT.text_width) -> Iterator[str]:
        match block:
            case Heading():
                yield self.heading(block)
            case Paragraph(inlines, kind):
                yield paragraph(STYLES[kind], self.lines.write(inlines))
            case ItemList():
                yield from self._items(block.items, "ListParagraph", BODY)
            case Table():
                yield from table_xml(block, self.cell, self.places, width)
            case Figure():
                yield from self._figure(block)
            case PictureBlock():
                yield paragraph("Figure", self._picture(block))
            case Glossary():
                yield from self._glossary(block)

    def heading(self, heading: Heading) -> str:
        """A heading with its number as typed text.

        Not counted by Word: 施策A-1 and 第1章 are named in other papers, and a number must not
        change because somebody adds a heading. One without a number (■) is not for the contents.
        """
        words = self.places.marked(heading.anchor, run(heading.label))
        if heading.numbered:
            return paragraph(f"Heading{min(heading.level, DEEPEST_HEADING)}", words)
        return paragraph("MinorHeading", words, layout(outline=min(heading.level, 9) - 1))

    def cell(self, blocks: Blocks, style: str, look: str, width: int) -> str:
        """The paragraphs of a cell, which must have one and end with one."""
        found = "".join(
            piece for block in blocks for piece in self._in_cell(block, style, look, width)
        )
        return found if found.endswith("</w:p>") else found + paragraph(style, "", look)

    def _in_cell(self, block: Block, style: str, look: str, width: int) -> Iterator[str]:
        match block:
            case Paragraph(inlines):
                yield paragraph(style, self.lines.write(inlines), look)
            case Heading():
                yield paragraph(style, run(block.label, BOLD), look)
            case ItemList():
                yield from self._items(block.items, style, CELL)
            case _:
                yield from self.block(block, width - _CELL_MARGINS)

    def _items(
        self, items: tuple[ListItem, ...], style: str, size: float, outer: int = 0
    ) -> Iterator[str]:
        """Items with the marks that were typed (・, (1), ①), hanging before their words."""
        for item in items:
            hanging = round((1.3 if len(item.marker) == 1 else 2.2) * size * 20)
            words = run(f"{item.marker}\t") + self.lines.write(item.inlines)
            yield paragraph(style, words, layout(indent=outer + hanging, hanging=hanging))
            yield from self._items(item.children, style, size, outer + hanging)

    def _figure(self, figure: Figure) -> Iterator[str]:
        """The drawing, its caption under it, its note under that; all on one page."""
        yield paragraph("Figure", self.drawings.drawing(figure))
        yield caption(
            figure.number,
            figure.caption,
            figure.anchor,
            self.places,
            keep_next=bool(figure.note),
            align="center",
        )
        if figure.note:
            yield paragraph("Note", run(figure.note))

    def _picture(self, block: PictureBlock) -> str:
        return self.drawings.picture(block, width=PICTURE_WIDTH, height=PICTURE_HEIGHT)

    def _glossary(self, glossary: Glossary) -> Iterator[str]:
        for group in glossary.groups:
            if group.heading:
                yield paragraph("GlossaryRow", run(group.heading))
            for entry in group.entries:
                yield from self._entry(entry)

    def _entry(self, entry: GlossaryEntry) -> Iterator[str]:
        number = f"※{entry.number}　" if entry.number else ""
        term = self.places.marked(entry.anchor, run(number + entry.term, styled("Strong")))
        sound = "、".join(filter(None, (entry.reading, entry.origin)))
        yield paragraph("Term", term + (run(f"（{sound}）") if sound else ""))
        for block in entry.definition:
            if isinstance(block, Paragraph):
                yield paragraph("TermMeaning", self.lines.write(block.inlines))
            else:
                yield from self.block(block)
