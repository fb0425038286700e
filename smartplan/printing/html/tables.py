"""Tables as HTML with heads that a screen reader can name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from smartplan.document.figures.text_width import em_width
from smartplan.document.tree import Blocks, Cell, CellKind, Paragraph, Row, Table, Text
from smartplan.document.widths.columns import CHARACTERS_A_LINE, PADDING, widths_in
from smartplan.document.widths.whole_numbers import with_whole_numbers
from smartplan.printing.html.texts import fits_by_phrases, phrased, text

TALL = 25
"""From how many estimated lines on a row may run over to the next page; others stay whole."""

HIGHEST_HEAD = 8
"""A head of more lines (an address as a heading) stands once and not on every page."""

LONGEST_NAME = 60
"""A longer text in a cell is broken like running text."""

CAPTION_ROOM = 42.0

WHOLE, WHOLE_SHEET = 12, 36
"""Up to how many estimated lines a table or a sheet stays on one page as a whole."""

TOGETHER = 3
TOGETHER_LINES = 16
"""How many rows stay together at a table's head and foot, and how high they may be for that."""

NO_WORDS = "表"
"""What a screen reader calls a pasted table, which has no caption."""

Content = Callable[[Blocks], str]


def table_html(table: Table, *, content: Content) -> str:
    """A table or a sheet with its caption and its note."""
    widths = widths_in(table, 100, 100 / CHARACTERS_A_LINE)
    caption, label = _caption_of(table)
    note = f'<p class="paragraph--note">{text(table.note)}</p>' if table.note else ""
    lines = tuple(_Line(row, _height(row, widths)) for row in table.rows)
    rows = "".join(_rows(lines, widths, content))
    whole = _lines_in(lines) <= (WHOLE_SHEET if table.sheet else WHOLE)
    if table.sheet:
        kind = "sheet whole" if whole else "sheet"
        start = f'<table class="{kind}"{_ident_of(table)}>'
        return f"{start}{caption}{columns_html(widths)}{rows}</table>{note}"
    kind = ' class="whole"' if whole else ""
    heads = "".join(
        f'<th scope="col"{_class(column.kind)}>{phrased(column.heading, _room(width))}</th>'
        for column, width in zip(table.columns, widths, strict=True)
    )
    once = ' class="once"' if _head_lines(table, widths) > HIGHEST_HEAD else ""
    return (
        f'<div class="wide"{_ident_of(table)} role="region" tabindex="0" aria-label="{label}">'
        f"<table{kind}>{caption}{columns_html(widths)}<thead{once}><tr>{heads}</tr></thead>"
        f"{rows}</table></div>{note}"
    )


def columns_html(widths: list[int]) -> str:
    columns = "".join(f'<col class="w{width}">' for width in widths)
    return f"<colgroup>{columns}</colgroup>"


def _caption_of(block: Table) -> tuple[str, str]:
    """The caption element, and its words for the region around the table."""
    words = f"{block.number}　{block.caption}".strip("　")
    caption = f"<caption>{phrased(words, CAPTION_ROOM)}</caption>" if words else ""
    return caption, text(words) or NO_WORDS


def _head_lines(table: Table, widths: list[int]) -> float:
    """About how many lines the column heads take."""
    return max(
        em_width(column.heading) / _room(width)
        for column, width in zip(table.columns, widths, strict=True)
    )


def _ident_of(block: Table) -> str:
    return f' id="{block.anchor}"' if block.anchor else ""


def _room(width: int) -> float:
    """How many characters of a head stand side by side in a column of so many per cent."""
    return max(1.0, CHARACTERS_A_LINE * width / 100 - PADDING)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row, and about how many lines it will take."""

    row: Row
    height: float


_Lines = tuple[_Line, ...]


def _rows(lines: _Lines, widths: list[int], content: Content) -> Iterator[str]:
    bodies = list(_bodies(lines))
    for place, body in enumerate(bodies):
        low = _is_low(body)
        # Trap: WeasyPrint 70 takes a page for empty when the first body must stay together, and
        # then tears it anyway; there each row holds on to the next one.
        held = len(body) if low and not place else 0
        if body[0].row.group and not low:
            held = 1 + _together(body[1:])
        edge = place and (body[0].row.group or body is bodies[-1])
        yield '<tbody class="together">' if low and edge else "<tbody>"
        for number, line in enumerate(body, start=1):
            if line.row.group:
                yield _group(line.row, widths, content)
            else:
                yield _row(line, widths, content, hold=number < held)
        yield "</tbody>"


def _bodies(lines: _Lines) -> Iterator[_Lines]:
    """The rows by the groups they stand in; a table without groups by where it may be torn.

    Of a table that runs over to the next page a few rows stand on either side.
    """
    starts = [place for place, line in enumerate(lines) if line.row.group and place]
    first, last = _together(lines), _together(lines[::-1])
    if not starts:
        whole = first + last >= len(lines)
        starts = [-(-len(lines) // 2)] if whole else [first, len(lines) - last]
    for start, end in pairwise((0, *starts, len(lines))):
        if start < end:
            yield lines[start:end]


def _is_low(lines: _Lines) -> bool:
    return _lines_in(lines) <= TOGETHER_LINES


def _together(lines: _Lines) -> int:
    """How many rows at the edge of a table stay together: three, or fewer high ones."""
    count = 1
    while count < min(TOGETHER, len(lines)):
        if not _is_low(lines[: count + 1]):
            break
        count += 1
    return count


def _group(row: Row, widths: list[int], content: Content) -> str:
    return (
        f'<tr class="group"><th scope="rowgroup" colspan="{len(widths)}">'
        f"{content(row.cells[0].blocks)}</th></tr>"
    )


def _row(line: _Line, widths: list[int], content: Content, *, hold: bool) -> str:
    cells = "".join(
        _cell(cell, width, content) for cell, width in zip(line.row.cells, widths, strict=True)
    )
    kind = ' class="tall"' if line.height > TALL else ' class="hold"' if hold else ""
    return f"<tr{kind}>{cells}</tr>"


def _height(row: Row, widths: list[int]) -> float:
    """About how many lines the row will take."""
    if row.group:
        return 1.0
    return max(
        sum(
            max(1, len(line) * 100 / (CHARACTERS_A_LINE * width)) for line in cell.plain.split("\n")
        )
        for cell, width in zip(row.cells, widths, strict=True)
    )


def _lines_in(lines: _Lines) -> float:
    """About how many lines the rows will take together."""
    return sum(line.height + 0.5 for line in lines)


def _cell(cell: Cell, width: int, content: Content) -> str:
    room = _room(width) - cell.depth
    blocks = with_whole_numbers(cell.blocks, room)
    if cell.header:
        return f'<th scope="row">{content(blocks)}</th>'
    words = _name_in(cell, room)
    inner = phrased(words, room) if words else content(blocks)
    return f"<td{_class(cell.kind, cell.depth)}>{inner}</td>"


def _name_in(cell: Cell, room: float) -> str:
    """The words of a cell with a name in it whose lines can end between phrases for nothing."""
    if cell.kind is not CellKind.TEXT or len(cell.blocks) != 1:
        return ""
    match cell.blocks[0]:
        case Paragraph((Text(words),)) if len(words) <= LONGEST_NAME:
            return words if fits_by_phrases(words, room) else ""
    return ""


def _class(kind: CellKind, depth: int = 0) -> str:
    names = []
    if kind in (CellKind.NUMBER, CellKind.CENTER):
        names.append(str(kind))
    if depth:
        names.append(f"depth-{depth}")
    return f' class="{" ".join(names)}"' if names else ""
