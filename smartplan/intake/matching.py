"""Which of the plan's rows the rows of a pasted table are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from smartplan.japanese.folding import fold
from smartplan.plans.models import Row
from smartplan.plans.sections.tables import PostedRow, TableInPlan

Cells = dict[str, str]


@dataclass
class PastedRow(PostedRow):
    """One line of a pasted table."""

    typed: dict[str, str] = field(default_factory=dict)
    """What its cells say, by column, before they are read."""


def match_rows(pasted: list[PastedRow], table: TableInPlan) -> list[Row]:
    """Give each pasted row the stored row that it changes; returns the rows that none changes.

    A row is the stored one when all given columns that tell rows apart say the same, in whatever
    width. Of several the one with the most cells alike is taken, and each only once. A row whose
    main cell is empty is a new one.
    """
    main = table.table.identifying[0]
    stored: dict[str, list[tuple[Row, Cells]]] = defaultdict(list)
    for row in table.rows:
        cells = {name: fold(cell) for name, cell in table.cells_of(row).items()}
        stored[cells[main]].append((row, cells))
    by_name: dict[str, list[PastedRow]] = defaultdict(list)
    for sent in pasted:
        if main in sent.given and sent.cells[main]:
            by_name[fold(sent.cells[main])].append(sent)
    for name, group in by_name.items():
        _pair(group, stored[name], table)
    changed = {sent.row.pk for sent in pasted if sent.row}
    return [row for row in table.rows if row.pk not in changed]


def _pair(group: list[PastedRow], stored: list[tuple[Row, Cells]], table: TableInPlan) -> None:
    """Match rows of one name, those most alike first."""
    possible = []
    for sent in group:
        given = {name: fold(sent.cells[name]) for name in sent.given}
        for place, (row, cells) in enumerate(stored):
            same = {name for name, cell in given.items() if cells[name] == cell}
            if same >= sent.given.intersection(table.table.identifying):
                possible.append((-len(same), sent.place, place, sent, row))
    taken: set[int] = set()
    for *_, sent, row in sorted(possible, key=lambda each: each[:3]):
        if sent.row is None and row.pk not in taken:
            sent.row = row
            taken.add(row.pk)
