"""Which heads a cell of a table has, for a screen reader that stands in it.

The document needs this (PDF/UA): WeasyPrint names neither the scope of a head nor the heads of a
cell as the table's markup says them. It buys no time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import TableBox, TableRowBox

SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}

Keys = dict[int, list[Any]]


@dataclass
class Heads:
    """The heads of one table by the row or the column that they stand over."""

    rows: Keys = field(default_factory=lambda: defaultdict(list))
    columns: Keys = field(default_factory=lambda: defaultdict(list))


def name_heads(page: Any) -> None:
    """Name the scope of each head on the page, and the heads of each cell."""
    for box in page._page_box.descendants():
        if isinstance(box, TableBox):
            rows = list(_rows(box))
            heads = _heads(rows, box)
            for place, row in enumerate(rows):
                for cell in row.children:
                    if _is(cell, "td"):
                        cell.mark["A"]["Headers"] = pydyf.Array(_of(cell, place, heads))


def _rows(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, TableRowBox):
            yield child
        elif hasattr(child, "children"):
            yield from _rows(child)


def _heads(rows: list[Any], table: Any) -> Heads:
    heads = Heads()
    group = None
    for place, row in enumerate(rows):
        if len(row.children) == 1 and _is(row.children[0], "th"):
            group = row.children[0].mark.get("ID")
        elif group is not None:
            heads.rows[place].append(group)
        for cell in row.children:
            if _is(cell, "th"):
                _note(cell, place, heads)
    return heads


def _note(head: Any, place: int, heads: Heads) -> None:
    scope = SCOPES.get(head.element.get("scope", "col"), "/Column")
    head.mark["A"]["Scope"] = scope
    key = head.mark.get("ID")
    if scope == "/Row":
        for row in range(place, place + head.rowspan):
            heads.rows[row].append(key)
    else:
        for column in range(head.grid_x, head.grid_x + head.colspan):
            heads.columns[column].append(key)


def _of(cell: Any, place: int, heads: Heads) -> list[Any]:
    found = [key for row in range(place, place + cell.rowspan) for key in heads.rows[row]]
    for column in range(cell.grid_x, cell.grid_x + cell.colspan):
        found += heads.columns[column]
    return list(dict.fromkeys(found))


def _is(cell: Any, tag: str) -> bool:
    return cell.element is not None and cell.element_tag == tag and hasattr(cell, "mark")
