"""Putting other words into a document tree, wherever words stand in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from smartplan.document.tree import (
    Block,
    Blocks,
    Figure,
    Footnote,
    Glossary,
    GlossaryEntry,
    Heading,
    Inlines,
    ItemList,
    ListItem,
    Paragraph,
    Row,
    Table,
)


@dataclass(frozen=True)
class Rewriting:
    """`inlines` rewrites the running text; `words` what is a plain string (a heading, say).

    Drawings stay: their labels are laid out already.
    """

    inlines: Callable[[Inlines], Inlines]
    words: Callable[[str], str]

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, text=self.words(block.text))
            case Paragraph():
                return replace(block, inlines=self._inlines(block.inlines))
            case ItemList():
                return replace(block, items=tuple(self._item(item) for item in block.items))
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Glossary():
                groups = tuple(
                    replace(group, entries=tuple(self._entry(entry) for entry in group.entries))
                    for group in block.groups
                )
                return Glossary(groups)
            case _:
                return block

    def _inlines(self, inlines: Inlines) -> Inlines:
        return tuple(
            replace(inline, text=self.words(inline.text))
            if isinstance(inline, Footnote)
            else inline
            for inline in self.inlines(inlines)
        )

    def _item(self, item: ListItem) -> ListItem:
        return replace(
            item,
            inlines=self._inlines(item.inlines),
            children=tuple(self._item(child) for child in item.children),
        )

    def _table(self, table: Table) -> Table:
        rows = tuple(
            Row(
                tuple(replace(cell, blocks=self.blocks(cell.blocks)) for cell in row.cells),
                row.group,
            )
            for row in table.rows
        )
        return replace(
            table, rows=rows, caption=self.words(table.caption), note=self.words(table.note)
        )

    def _figure(self, figure: Figure) -> Figure:
        return replace(
            figure,
            caption=self.words(figure.caption),
            alternative=self.words(figure.alternative),
            note=self.words(figure.note),
            equal=self._table(figure.equal) if figure.equal else None,
        )

    def _entry(self, entry: GlossaryEntry) -> GlossaryEntry:
        return replace(entry, definition=self.blocks(entry.definition))
