"""Small makers of blocks: typed texts, sections that vanish when empty, tables that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from smartplan.document.figures.text_width import em_width
from smartplan.document.tree import (
    Block,
    Blocks,
    Cell,
    CellKind,
    Column,
    Figure,
    Heading,
    ItemList,
    ListItem,
    Paragraph,
    ParagraphKind,
    Row,
    Strong,
    Table,
    Text,
)
from smartplan.document.widths.columns import (
    CHARACTERS_A_LINE,
    PADDING,
    least_widths,
    parts_that_fit,
)
from smartplan.japanese import markup
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import FigureForm

Figures = tuple[Figure, ...]

MINOR_LEVEL = 5
"""The level of a heading typed in a text (■ …); `build.py` lifts it to just below its parent."""

LEAST_NAMED, LEAST_WORDS = 8.0, 4.0
"""How many characters of a pasted table's first column stand on one line, and of the others."""

VISION_LENGTH = 80
"""Up to how many characters a future image (将来像) stands out as one line of its own."""


def prose(text: str) -> Blocks:
    """A typed text as blocks; nothing in it is changed."""
    return tuple(
        part
        for block in markup.parse(text)
        for part in (_parts(block) if isinstance(block, markup.TableBlock) else (_block(block),))
    )


def cell_prose(text: str) -> Blocks:
    """A typed text for a table cell: a heading is a line in bold, a table is plain lines."""
    return tuple(_in_cell(_block(block)) for block in markup.parse(text))


def _in_cell(block: Block) -> Block:
    match block:
        case Heading():
            return Paragraph((Strong(block.text),))
        case Table():
            heads = "　".join(column.heading for column in block.columns)
            rows = ("　".join(cell.plain for cell in row.cells) for row in block.rows)
            return Paragraph((Text("\n".join((heads, *rows))),))
        case _:
            return block


def vision(text: str) -> Blocks:
    """A short text as a line that stands out; a longer one as ordinary prose."""
    blocks = prose(text)
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and len(text) <= VISION_LENGTH:
        return (replace(blocks[0], kind=ParagraphKind.VISION),)
    return blocks


def note(text: str) -> Blocks:
    return (Paragraph((Text(text),), ParagraphKind.NOTE),) if text.strip() else ()


def section(title: str, *parts: Blocks, level: int = 2, new_page: bool = False) -> Blocks:
    """A heading with what stands under it; nothing at all when nothing does."""
    blocks = joined(*parts)
    return (Heading(title, level, new_page=new_page), *blocks) if blocks else ()


def joined(*parts: Blocks) -> Blocks:
    return tuple(block for part in parts for block in part)


def line(text: object) -> Blocks:
    """A short text as it is: no marks are read in it."""
    words = str(text or "").strip()
    return (Paragraph((Text(words),)),) if words else ()


def cell(text: object, kind: CellKind = CellKind.TEXT, *, depth: int = 0) -> Cell:
    """A table cell; a prose cell reads the marks of its text."""
    if kind is CellKind.PROSE:
        return Cell(cell_prose(str(text or "")), kind)
    return Cell(line(text), kind, depth=depth)


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object] | Row],
    *,
    caption: str = "",
    note: str = "",
    keep: int = 1,
    key: str = "",
) -> Blocks:
    """A table without its empty rows and columns; nothing when no row is left.

    The first `keep` columns stay even when empty. A row is a sequence of texts or Cells, or a
    group Row. `key` is what a reference in a text names (references/resolving.py).
    """
    lines = _without_empty_groups([_row(row, columns) for row in rows])
    if not any(not row.group for row in lines):
        return ()
    filled = [
        place
        for place in range(len(columns))
        if place < keep or any(row.cells[place].blocks for row in lines if not row.group)
    ]
    return (
        Table(
            columns=tuple(columns[place] for place in filled),
            rows=tuple(
                row if row.group else Row(tuple(row.cells[place] for place in filled))
                for row in lines
            ),
            caption=caption,
            note=note,
            key=key,
        ),
    )


def shown_as(
    form: str, figures: Callable[[PlanContents], Figures], contents: PlanContents, tables: Blocks
) -> Blocks:
    """A figure, its table, both or neither, as the planner chose (FigureForm).

    Without its table in the document the figure carries the table along for the screen. Where
    nothing can be drawn the table stands in.
    """
    chosen = FigureForm(form)
    if chosen is FigureForm.NONE:
        return ()
    drawn = figures(contents) if chosen.has_figure else ()
    if chosen.has_table or not drawn:
        return (*drawn, *tables)
    equal = next((block for block in tables if isinstance(block, Table)), None)
    return (replace(drawn[0], equal=equal), *drawn[1:])


def group_row(text: str) -> Row:
    """A line that heads the rows under it."""
    return Row((Cell(line(text), header=True),), group=True)


def sheet(facts: Iterable[tuple[str, Blocks]], *, width: float = 18) -> Blocks:
    """Facts one under the other: name on the left, text on the right; empty ones are left out."""
    rows = tuple(
        Row((Cell(line(name), header=True), Cell(blocks, CellKind.PROSE)))
        for name, blocks in facts
        if blocks
    )
    columns = (Column("", width, CellKind.TEXT), Column("", 100 - width, CellKind.PROSE))
    return (Table(columns, rows, sheet=True),) if rows else ()


def _row(row: Sequence[object] | Row, columns: Sequence[Column]) -> Row:
    if isinstance(row, Row):
        return row
    return Row(
        tuple(
            value if isinstance(value, Cell) else cell(value, column.kind)
            for value, column in zip(row, columns, strict=True)
        )
    )


def _without_empty_groups(rows: list[Row]) -> list[Row]:
    filled = [row for row in rows if row.group or any(cell.blocks for cell in row.cells)]
    return [
        row
        for place, row in enumerate(filled)
        if not row.group or (place + 1 < len(filled) and not filled[place + 1].group)
    ]


def _block(block: markup.Block) -> Block:
    match block:
        case markup.Heading():
            words = f"{block.marker} {block.text}".strip()
            return Heading(words, MINOR_LEVEL, numbered=False)
        case markup.ItemList():
            return ItemList(tuple(_item(item) for item in block.items), block.ordered)
        case markup.TableBlock():
            return _typed_table(block)
        case markup.Paragraph():
            return Paragraph((Text(block.text),))


def _typed_table(block: markup.TableBlock) -> Table:
    """A pasted table; a column is as wide as its longest cell asks for, within reason."""
    head, *rows = block.rows
    widths = [
        min(max(len(cell) for cell in column), 24) + 4 for column in zip(*block.rows, strict=True)
    ]
    return Table(
        tuple(Column(text, width) for text, width in zip(head, widths, strict=True)),
        tuple(Row(tuple(cell(text) for text in row)) for row in rows),
    )


def _parts(block: markup.TableBlock) -> Iterator[Table]:
    """A pasted table; with more columns than fit side by side it becomes several.

    Each of them begins with the first column, which says what stands in a line.
    """
    whole = _typed_table(block)
    first, *others = _widths_asked_for(whole)
    for part in parts_that_fit(others, CHARACTERS_A_LINE - first, len(others) or 1) or (range(0),):
        places = (0, *(place + 1 for place in part))
        yield replace(
            whole,
            columns=tuple(whole.columns[place] for place in places),
            rows=tuple(Row(tuple(row.cells[place] for place in places)) for row in whole.rows),
        )


def _widths_asked_for(table: Table) -> list[float]:
    """How wide the columns must be for their numbers, and for a few characters of their words."""
    most = (LEAST_NAMED, *(LEAST_WORDS for _ in table.columns[1:]))
    asked = []
    for place, (column, least) in enumerate(zip(table.columns, least_widths(table), strict=True)):
        words = (column.heading, *(row.cells[place].plain for row in table.rows))
        longest = max(em_width(line) for some in words for line in some.split("\n"))
        asked.append(max(least, min(longest, most[place]) + PADDING))
    return asked


def _item(item: markup.Item) -> ListItem:
    children = tuple(_item(child) for child in item.children)
    return ListItem(item.marker, (Text(item.text),), children)
