"""Splitting a table that was copied from Excel or Word into its cells."""

from __future__ import annotations

import csv
import io

from smartplan.japanese.text import clean_text


def rows_of_cells(text: str, *, most: int) -> list[list[str]]:
    """The lines that have content, each as its cells; no more than `most` of them.

    Cells stand between tabs; one with a tab or a line break in it stands between quotation marks.
    Raises csv.Error for what is no such table.
    """
    found: list[list[str]] = []
    # Cleaned cell by cell: the tabs at the end of a line say that its last cells are empty.
    for line in csv.reader(io.StringIO(text, newline=""), "excel-tab"):
        cells = [clean_text(cell) for cell in line]
        if any(cell.strip() for cell in cells):
            found.append(cells)
        if len(found) == most:
            break
    return found
