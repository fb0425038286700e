"""Putting other words into a document tree, wherever words stand in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import is_
from typing import TypeVar

from smartplan.document.tree import (
    Block,
    Blocks,
    Cell,
    Figure,
    Footnote,
    Glossary,
    GlossaryEntry,
    Heading,
    Inline,
    Inlines,
    ItemList,
    ListItem,
    Paragraph,
    Row,
    Table,
    Text,
)

Part = TypeVar("Part")


def mapped(function: Callable[[Part], Part], parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What the function makes of each part; the same tuple where each stays as it is.

    Most of a document stays: making all of it anew took a third of the time.
    """
    found = tuple(map(function, parts))
    return parts if all(map(is_, found, parts)) else found


class TreeWalk:
    """Walks the blocks in their order and keeps what stays; subclasses change the running text."""

    def blocks(self, blocks: Blocks) -> Blocks:
        return mapped(self._block, blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                inlines = self._inlines(block.inlines)
                return block if inlines is block.inlines else replace(block, inlines=inlines)
            case ItemList():
                items = mapped(self._item, block.items)
                return block if items is block.items else replace(block, items=items)
            case Table():
                rows = mapped(self._row, block.rows)
                return block if rows is block.rows else replace(block, rows=rows)
            case _:
                return block

    def _item(self, item: ListItem) -> ListItem:
        inlines, children = self._inlines(item.inlines), mapped(self._item, item.children)
        if inlines is item.inlines and children is item.children:
            return item
        return replace(item, inlines=inlines, children=children)

    def _row(self, row: Row) -> Row:
        cells = mapped(self._cell, row.cells)
        return row if cells is row.cells else Row(cells, row.group)

    def _cell(self, cell: Cell) -> Cell:
        blocks = self.blocks(cell.blocks)
        return cell if blocks is cell.blocks else replace(cell, blocks=blocks)

    def _inlines(self, inlines: Inlines) -> Inlines:
        raise NotImplementedError


@dataclass(frozen=True)
class Rewriting(TreeWalk):
    """`inlines` rewrites the running text; `words` what is a plain string (a heading, say).

    `inlines` gives back the same tuple where it has nothing to rewrite; `touches` says of a text
    whether it may have something, so that most cells of a table cost next to nothing.

    Drawings stay: their labels are laid out already.
    """

    inlines: Callable[[Inlines], Inlines]
    words: Callable[[str], str]
    touches: Callable[[str], bool]

    def _block(self, block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, text=self.words(block.text))
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
                return super()._block(block)

    def _cell(self, cell: Cell) -> Cell:
        match cell.blocks:
            case ():
                return cell
            case (Paragraph((Text(words),)),) if not self.touches(words):
                return cell
        return super()._cell(cell)

    def _inlines(self, inlines: Inlines) -> Inlines:
        return mapped(self._footnote, self.inlines(inlines))

    def _footnote(self, inline: Inline) -> Inline:
        if isinstance(inline, Footnote):
            return replace(inline, text=self.words(inline.text))
        return inline

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            rows=mapped(self._row, table.rows),
            caption=self.words(table.caption),
            note=self.words(table.note),
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
