"""What a filled sheet would change in the plan, line by line and cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from smartplan.intake.sheets import cells
from smartplan.intake.sheets.reading import SheetLine
from smartplan.intake.sheets.sheet import ID_HEADING, Sheet, SheetColumn
from smartplan.plans.models import Row


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One cell: its heading, its words in the plan and in the sheet, and what would be stored."""

    field: str
    heading: str
    before: str
    after: str
    value: str
    """A code for a choice, the id of a row for a reference, else the words."""
    newer: bool = False
    """Did the plan change as well, after the sheet was made?"""


@dataclass(frozen=True, slots=True)
class LineDifference:
    """One line: the row it belongs to (None: a row to add), and the cells that differ."""

    pk: int | None
    name: str
    cells: tuple[CellDifference, ...]

    @property
    def newer(self) -> bool:
        """Would taking it over undo what somebody wrote after the sheet was made?"""
        return any(cell.newer for cell in self.cells)


@dataclass(slots=True)
class Differences:
    lines: list[LineDifference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What is not taken over, and why."""
    opinions: list[tuple[str, str]] = field(default_factory=list)
    """What the divisions wrote into the last column: of which row, what."""
    untouched: int = 0
    """How many rows of the plan the sheet does not have; they stay as they are."""

    @property
    def emptied(self) -> list[str]:
        """Where an empty cell would take the place of something: 「予約バス」の「目的」."""
        return [
            f"「{line.name}」の「{cell.heading}」"
            for line in self.lines
            for cell in line.cells
            if cell.before and not cell.after
        ]


Kept = Mapping[str, Mapping[str, str]]


def differences(
    sheet: Sheet, lines: list[SheetLine], limits: dict[str, int], kept: Kept
) -> Differences:
    """Compare the lines with the plan's rows; `limits` says how many characters a field takes.

    `kept` is what the sheet said when it was made (read_kept): a cell that still says so was not
    filled in by anybody, whatever the plan says by now.
    """
    return _Comparison(sheet, limits, kept).of(lines)


class _Comparison:
    def __init__(self, sheet: Sheet, limits: dict[str, int], kept: Kept) -> None:
        self.sheet = sheet
        self.limits = limits
        self.kept = kept
        self.rows = {str(row.pk): row for row in sheet.rows}
        self.found = Differences()
        self.columns = [column for column in sheet.columns if column.field]
        self.references = [column for column in sheet.columns if not column.field]
        self.by_name = {str(row): row for row in sheet.rows if str(row)}

    def of(self, lines: list[SheetLine]) -> Differences:
        self._note_missing_headings(lines)
        seen: set[str] = set()
        for line in lines:
            if line.key in seen:
                self._note(
                    line, f"{ID_HEADING}「{line.key}」が2回あります。この行は取り込みません。"
                )
            elif line.key and line.key not in self.rows:
                self._note(
                    line,
                    f"{ID_HEADING}「{line.key}」の行はこの計画にありません。"
                    f"新しい行のときは{ID_HEADING}を空欄にしてください。",
                )
            else:
                row = self.rows.get(line.key) or self._same_name(line)
                seen |= {str(row.pk)} if row else set()
                self._line(line, row)
        self.found.untouched = len(self.rows.keys() - seen)
        return self.found

    def _same_name(self, line: SheetLine) -> Row | None:
        """A line without a number whose row was taken over before."""
        return self.by_name.get(line.cells.get(self._name_heading, ""))

    def _line(self, line: SheetLine, row: Row | None) -> None:
        self._note_shown_columns(line, row)
        cells_ = tuple(
            cell for column in self.columns if (cell := self._cell(line, row, column)) is not None
        )
        name = str(row) if row else line.cells.get(self._name_heading, "")
        if line.opinion:
            self.found.opinions.append((name or f"{line.place}行目", line.opinion))
        if cells_:
            self.found.lines.append(LineDifference(row.pk if row else None, name, cells_))

    @property
    def _name_heading(self) -> str:
        return next(column.heading for column in self.columns if column.field == "name")

    def _cell(self, line: SheetLine, row: Row | None, column: SheetColumn) -> CellDifference | None:
        if column.heading not in line.cells:
            return None
        before = column.shown(row) if row else ""
        after = line.cells[column.heading]
        kept = self.kept.get(line.key, {}).get(column.heading)
        untouched = kept is not None and cells.is_same_cell(kept, after)
        if untouched or cells.is_same_cell(before, after):
            return None
        if column.heading in line.unsaved:
            self._note(
                line,
                f"「{column.heading}」の計算式の結果がファイルにありません。"
                "Excelで開いて保存し直すか、値を入れてください。",
            )
            return None
        value = self._value(line, column, after)
        if value is None:
            return None
        newer = kept is not None and not cells.is_same_cell(kept, before)
        return CellDifference(column.field, column.heading, before, after, value, newer)

    def _value(self, line: SheetLine, column: SheetColumn, after: str) -> str | None:
        """What would be stored; None with a note when it cannot be."""
        if column.choices:
            codes = {label: code for code, label in column.choices}
            codes |= {"": ""} if column.optional else {}
            if after not in codes:
                words = "、".join(label for _, label in column.choices)
                self._note(
                    line,
                    f"「{column.heading}」の「{after[:40]}」は一覧にありません。"
                    f"次の中から選んでください：{words}",
                )
            return codes.get(after)
        limit = self.limits.get(column.field)
        if limit is not None and len(after) > limit:
            self._note(
                line,
                f"「{column.heading}」が長すぎます（{len(after):,}文字）。"
                f"{limit:,}文字以内にしてください。",
            )
            return None
        return after

    def _note_shown_columns(self, line: SheetLine, row: Row | None) -> None:
        """Say which columns were written in that are only shown."""
        written = [
            column.heading
            for column in self.references
            if column.heading in line.cells
            and not cells.is_same_cell(column.shown(row) if row else "", line.cells[column.heading])
            and (row is None or self._is_rewritten(line, column))
        ]
        if written:
            named = "」「".join(written)
            self._note(line, f"灰色の列「{named}」は参照用のため、取り込みません。")

    def _is_rewritten(self, line: SheetLine, column: SheetColumn) -> bool:
        """Was a shown cell written over, and not only the plan changed since?"""
        kept = self.kept.get(line.key, {}).get(column.heading)
        return kept is None or not cells.is_same_cell(kept, line.cells[column.heading])

    def _note_missing_headings(self, lines: list[SheetLine]) -> None:
        if not lines:
            return
        there = {heading for line in lines for heading in line.cells}
        missing = [each.heading for each in self.columns if each.heading not in there]
        if missing:
            self.found.notes.append(
                f"見出しのない列は変えません：{'、'.join(missing).replace(chr(10), '')}"
            )

    def _note(self, line: SheetLine, words: str) -> None:
        self.found.notes.append(f"{line.place}行目：{words}")
