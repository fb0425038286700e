"""Tables with fixed widths, heads that are repeated, and rows that stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from smartplan.document.tree import Blocks, Cell, CellKind, Row, Table
from smartplan.document.widths.columns import PADDING, widths_in
from smartplan.document.widths.whole_numbers import with_whole_numbers
from smartplan.printing.word.captions import caption
from smartplan.printing.word.lengths import mm
from smartplan.printing.word.markup import layout, paragraph, run, text
from smartplan.printing.word.places import Places
from smartplan.printing.word.styles import CELL

HEAD_SHADE, ROW_SHADE = "E6E6E6", "F2F2F2"

TALL = 25
"""From how many estimated lines on a row may run over to the next page; others stay whole."""

WHOLE, LOW = 12, 5
"""Up to how many estimated lines a table stays whole, and a row at its edge with the next one."""

TWIPS_A_CHARACTER = CELL * 20

_ALIGNED = {CellKind.NUMBER: "right", CellKind.CENTER: "center"}

CellContent = Callable[[Blocks, str, str, int], str]
"""The paragraphs of a cell: its blocks, their style, their layout, the width of the cell."""


def table_xml(table: Table, content: CellContent, places: Places, total: int) -> Iterator[str]:
    """A table or a sheet with its caption above and its note below."""
    widths = widths_in(table, total, TWIPS_A_CHARACTER)
    if table.caption:
        yield caption(table.number, table.caption, table.anchor, places, keep_next=True)
    head = "" if table.sheet else _head(table, widths)
    kept = _kept_with_next(table, widths)
    rows = "".join(
        _row(row, widths, content, keep_next=keep)
        for row, keep in zip(table.rows, kept, strict=True)
    )
    words = f"{table.number}　{table.caption}".strip("　")
    yield table_frame(widths, head + rows, words, first_row=not table.sheet)
    yield after_table(table.note)


def table_frame(
    widths: Sequence[int], rows: str, words: str, *, first_row: bool, first_column: bool = True
) -> str:
    """The table around its rows; `words` say what it holds to those who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    title = f'<w:tblCaption w:val="{text(words)}"/>' if words else ""
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0000" w:firstRow="{first_row:d}" w:lastRow="0" '
        f'w:firstColumn="{first_column:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{title}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def after_table(note: str) -> str:
    """The note under a table, or what keeps the next table apart."""
    return paragraph("Note", run(note)) if note else paragraph("AfterTable")


def row_xml(cells: str, *, head: bool = False, whole: bool = True) -> str:
    kept = "<w:cantSplit/>" if whole else ""
    repeated = "<w:tblHeader/>" if head else ""
    kind = f"<w:trPr>{kept}{repeated}</w:trPr>" if kept or repeated else ""
    return f"<w:tr>{kind}{cells}</w:tr>"


def cell_xml(
    content: str,
    width: int,
    *,
    span: int = 1,
    shade: str = "",
    middle: bool = False,
) -> str:
    parts = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "",
        '<w:vAlign w:val="center"/>' if middle else "",
    )
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{content}</w:tc>"


def _kept_with_next(table: Table, widths: list[int]) -> list[bool]:
    """Which rows stay with the next one: all of a low table, a few at the edges of a long one.

    The last row stays with the note under the table.
    """
    heights = [_height(row, widths) for row in table.rows]
    last = len(heights) - 1
    whole = sum(heights) + len(heights) / 2 <= WHOLE
    edges = {0, 1, last - 2, last - 1}
    kept = [whole or (place in edges and heights[place] <= LOW) for place in range(last)]
    return [*kept, bool(table.note)] if heights else []


def _head(table: Table, widths: list[int]) -> str:
    cells = (
        cell_xml(paragraph("TableHead", run(column.heading)), width, shade=HEAD_SHADE, middle=True)
        for column, width in zip(table.columns, widths, strict=True)
    )
    return row_xml("".join(cells), head=True)


def _row(row: Row, widths: list[int], content: CellContent, *, keep_next: bool) -> str:
    if row.group:
        inside = content(row.cells[0].blocks, "TableRowHead", layout(keep_next=True), sum(widths))
        return row_xml(cell_xml(inside, sum(widths), span=len(widths), shade=ROW_SHADE))
    cells = "".join(
        _cell(cell, width, content, keep_next=keep_next)
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return row_xml(cells, whole=_height(row, widths) <= TALL)


def _cell(cell: Cell, width: int, content: CellContent, *, keep_next: bool) -> str:
    look = layout(
        keep_next=keep_next,
        indent=mm(4 + 3 * (cell.depth - 1)) if cell.depth else 0,
        align=_ALIGNED.get(cell.kind, ""),
    )
    style = "TableRowHead" if cell.header else "TableText"
    blocks = with_whole_numbers(cell.blocks, width / TWIPS_A_CHARACTER - PADDING - cell.depth)
    inside = content(blocks, style, look, width)
    return cell_xml(inside, width, shade=ROW_SHADE if cell.header else "")


def _height(row: Row, widths: list[int]) -> float:
    """About how many lines the row will take."""
    if row.group:
        return 1.0
    return max(
        sum(max(1.0, len(line) * CELL * 20 / width) for line in cell.plain.split("\n"))
        for cell, width in zip(row.cells, widths, strict=True)
    )
