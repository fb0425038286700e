"""What the preview of a pasted table says: what comes, what changes, what would be lost."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

from smartplan.intake.matching import PastedRow
from smartplan.intake.pasted_table import Pasted
from smartplan.japanese.folding import fold
from smartplan.plans.models import Row, Versioned
from smartplan.plans.revisions.snapshots import rows_referring_to
from smartplan.plans.saving import Change, Order, Removal, Saved
from smartplan.plans.sections.columns import name_of
from smartplan.plans.sections.tables import TableInPlan

NEW, CHANGED, SAME = "新しい行", "変わる行", "変わらない行"
MOST_NAMED = 10
LONGEST_NAME = 40


@dataclass(frozen=True)
class PreviewCell:
    """One cell in words; `before` is what a stored row says now."""

    words: str
    before: str
    is_kept: bool
    """Was it not given, so that a stored row keeps it?"""

    @property
    def is_changed(self) -> bool:
        return self.words != self.before


@dataclass(frozen=True)
class PreviewRow:
    state: str
    """NEW, CHANGED or SAME."""
    is_new: bool
    cells: list[PreviewCell]


@dataclass(frozen=True)
class Named:
    """Something counted, with the names of the first of them."""

    number: int
    names: list[str]

    @property
    def more(self) -> int:
        return self.number - len(self.names)


class Preview:
    """A pasted table beside the plan's rows, in words."""

    def __init__(self, table: TableInPlan, pasted: Pasted) -> None:
        self.table, self.pasted = table, pasted
        self.rows = [self._row(sent) for sent in pasted.rows]
        states = Counter(row.state for row in self.rows)
        self.counts = [(state, states[state]) for state in (NEW, CHANGED, SAME)]
        emptied = self._emptied()
        self.emptied = Named(len(emptied), emptied[:MOST_NAMED])
        self.missing = Named(len(pasted.missing), self._missing(pasted.missing[:MOST_NAMED]))
        self.repeated = 0 if pasted.update else self._repeated()

    @property
    def is_moved(self) -> bool:
        """Do stored rows change places, also when none is removed?"""
        rows = [each.row for each in self.pasted.rows if each.row]
        return not self.pasted.missing and self.pasted.update and rows != self.table.rows

    @property
    def mark(self) -> str:
        """Tells this preview from any other: of another text, or of rows that somebody changed."""
        shown = [
            [(_stored(self.table, sent.row), sent.cells) for sent in self.pasted.rows],
            [_stored(self.table, row) for row in self.pasted.missing],
            [row.pk for row in self.table.rows],
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]

    def _row(self, sent: PastedRow) -> PreviewRow:
        before = self.table.cells_of(sent.row) if sent.row else {}
        state = NEW if sent.row is None else CHANGED if before != sent.cells else SAME
        words = self.table.words_of
        cells = [
            PreviewCell(
                words(name, cell),
                words(name, before.get(name, "")),
                sent.row is not None and name not in sent.given,
            )
            for name, cell in sent.cells.items()
        ]
        return PreviewRow(state, sent.row is None, cells)

    def _emptied(self) -> list[str]:
        """The inputs that would lose what they hold: 「予約バス」の「目的」."""
        return [
            f"「{self._name(sent.row)}」の「{label}」"
            for sent, row in zip(self.pasted.rows, self.rows, strict=True)
            for label, cell in zip(self.table.labels.values(), row.cells, strict=True)
            if sent.row and cell.before and not cell.words
        ]

    def _missing(self, rows: list[Row]) -> list[str]:
        """Rows with what hangs on them: A-1 予約バス（つながり：工程2件）."""
        if not rows:
            return []
        referring = rows_referring_to(self.table.kind, self.table.contents)
        found = []
        for row in rows:
            kinds = Counter(str(other._meta.verbose_name) for other in referring.get(row.pk, ()))
            links = "、".join(f"{kind}{number}件" for kind, number in kinds.items())
            found.append(f"{self._name(row)}{f'（つながり：{links}）' if links else ''}")
        return found

    def _repeated(self) -> int:
        """How many of the rows to add are called as one that is there."""
        main = self.table.table.identifying[0]
        stored = {fold(self.table.cells_of(row)[main]) for row in self.table.rows} - {""}
        return sum(fold(sent.cells[main]) in stored for sent in self.pasted.rows)

    def _name(self, row: Row) -> str:
        return _short_name(row, self.table)


def names_of_hindrances(table: TableInPlan, saved: Saved) -> list[str]:
    """What could not be taken over, because somebody saved in the meantime; the first of them."""
    changes = [each.change for each in saved.conflicts]
    changes += [each.change for each in saved.refusals]
    return list(dict.fromkeys(_hindrance(table, change) for change in changes))[:MOST_NAMED]


def _hindrance(table: TableInPlan, change: Change) -> str:
    """「予約バス」の「目的」."""
    if isinstance(change, Order):
        return "並び順"
    row = table.contents.row(table.kind, change.key) if isinstance(change.key, int) else None
    name = f"「{_short_name(row, table)}」" if row else "新しい行"
    if isinstance(change, Removal):
        return name
    columns = (each for each in table.table.columns if change.field in each.fields)
    column = next(columns, None)
    return f"{name}の「{table.labels[column.name] if column else '事例の分野'}」"


def _short_name(row: Row, table: TableInPlan) -> str:
    name = name_of(row, table.contents)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _stored(table: TableInPlan, row: Row | None) -> list[object]:
    """What tells that a stored row is as it was."""
    if row is None:
        return []
    return [row.pk, row.version if isinstance(row, Versioned) else 0, table.cells_of(row)]
