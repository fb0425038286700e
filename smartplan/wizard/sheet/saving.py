"""Taking over what a filled Excel sheet changes, cell by cell, over nobody's newer words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing

from smartplan.intake.sheets.differences import Differences
from smartplan.intake.sheets.indicators import indicators
from smartplan.intake.sheets.measures import measures
from smartplan.intake.sheets.sheet import Sheet, SheetColumn
from smartplan.municipalities.models import User
from smartplan.plans.models import Field, Indicator, IndicatorValue, Measure, Plan, Revision
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import UNKNOWN, Write, save
from smartplan.plans.saving.changes import Key
from smartplan.plans.saving.values import VALUES, stored_value
from smartplan.plans.sections.columns import TEXT_LIMIT

SheetRow = Measure | Indicator

SHEETS: dict[str, tuple[type[SheetRow], Any]] = {
    "indicators": (Indicator, indicators),
    "measures": (Measure, measures),
}
"""The sheets that can be taken back: their rows, and what makes the sheet of a plan."""

SALT = "smartplan.sheet"

SheetChange = dict[str, Any]
"""{"pk": 7 or None, "name": …, "cells": [[field, shown before, value], …]}"""


@dataclass
class Taken:
    """What became of the changes."""

    changed: int = 0
    added: int = 0
    newer: list[str] = field(default_factory=list)
    """Rows and headings that were left alone: somebody changed them after the preview."""


def limits_of(kind: type[SheetRow], sheet: Sheet) -> dict[str, int]:
    """How many characters each field of the sheet takes."""
    limits = {}
    for column in sheet.columns:
        name = column.field if column.year is None else "value"
        if name:
            model = kind if column.year is None else IndicatorValue
            limit = getattr(model._meta.get_field(name), "max_length", None)
            limits[column.field] = limit or TEXT_LIMIT
    return limits


def sealed(plan: Plan, rows: str, found: Differences) -> str:
    """The changes as text that only we can have written, for the page that asks."""
    changes = [
        {
            "pk": line.pk,
            "name": line.name,
            "cells": [[cell.field, cell.before, cell.value] for cell in line.cells],
        }
        for line in found.lines
    ]
    return signing.dumps([plan.pk, rows, changes], salt=SALT, compress=True)


def opened(plan: Plan, text: str) -> tuple[str, list[SheetChange]] | None:
    """The changes of this plan from their text; None when they are not ours."""
    try:
        pk, rows, changes = signing.loads(text, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    return (rows, changes) if pk == plan.pk and rows in SHEETS else None


def take_back(
    plan: Plan, rows: str, changes: dict[int, SheetChange], *, mark: str, by: User, at: datetime
) -> Taken:
    """Store the changes where the plan still says what it said at the preview.

    `changes` are the chosen ones by their place on the preview, which with the mark of its form
    tells one row that is added from another.
    """
    return _TakingBack(plan, rows, mark).all(changes, by, at)


class _TakingBack:
    def __init__(self, plan: Plan, rows: str, mark: str) -> None:
        self.kind, make = SHEETS[rows]
        self.mark = mark
        self.contents: PlanContents = read_plan(plan)
        self.columns = {each.field: each for each in make(self.contents).columns if each.field}
        self.fields = {str(field.pk) for field in self.contents.rows(Field)}
        self.names: dict[Key, str] = {}
        """What the preview called the rows."""
        self.taken = Taken()

    def all(self, changes: dict[int, SheetChange], by: User, at: datetime) -> Taken:
        writes = [
            write
            for place, change in changes.items()
            for write in (
                self._added(change, place) if change["pk"] is None else self._changed(change)
            )
        ]
        plan = self.contents.plan
        origin = Revision.Origin.SHEET
        before = {row.pk for row in self.contents.rows(self.kind)}
        saved = save(writes, plan=plan, by=by, at=at, contents=self.contents, origin=origin)
        self.taken.added = len({*saved.ids.values()} - before)
        self.taken.changed = len({pk for _, pk in saved.versions} & before)
        hindered = [each.change for each in saved.conflicts]
        hindered += [each.change for each in saved.refusals]
        self.taken.newer += [self._name_of(each) for each in hindered if isinstance(each, Write)]
        return self.taken

    def _name_of(self, write: Write) -> str:
        """「予約バス」の目的."""
        heading = next(
            column.heading
            for column in self.columns.values()
            if column.year == write.year and (write.year or column.field == write.field)
        )
        return f"「{self.names[write.key]}」の{heading}"

    def _changed(self, change: SheetChange) -> list[Write]:
        found = self.contents.row(self.kind, change["pk"])
        if found is None:
            self.taken.newer.append(f"「{change['name']}」（削除されています）")
            return []
        self.names[found.pk] = change["name"]
        writes = []
        for name, before, value in change["cells"]:
            column = self.columns.get(name)
            if column is None or column.shown(found) != before or not self._is_there(name, value):
                heading = column.heading if column else name
                self.taken.newer.append(f"「{change['name']}」の{heading}")
            else:
                base = self._stored(found, column)
                writes.append(self._write(found.pk, column, value, base))
        return writes

    def _added(self, change: SheetChange, place: int) -> list[Write]:
        """A row to add; sent twice, it is added once."""
        cells = {name: value for name, _, value in change["cells"] if name in self.columns}
        if not all(self._is_there(name, value) for name, value in cells.items()):
            self.taken.newer.append(f"「{change['name']}」（選んだ分野が削除されています）")
            return []
        for row in self.contents.rows(self.kind):
            if all(self._holds(row, name, value) for name, value in cells.items()):
                self.taken.newer.append(f"「{change['name']}」（同じ内容の行がすでにあります）")
                return []
        key = f"{self.mark}-{place}"
        self.names[key] = change["name"]
        return [self._write(key, self.columns[name], value) for name, value in cells.items()]

    def _is_there(self, name: str, value: str) -> bool:
        """Is the field that was chosen still there?"""
        return name != "field" or not value or value in self.fields

    def _holds(self, row: SheetRow, name: str, value: str) -> bool:
        return str(self._stored(row, self.columns[name]) or "") == value

    def _stored(self, row: SheetRow, column: SheetColumn) -> Any:
        name = column.field if column.year is None else VALUES
        return stored_value(row, name, self.contents, column.year)

    def _write(self, key: Key, column: SheetColumn, value: str, base: Any = UNKNOWN) -> Write:
        if column.year is not None:
            return Write(self.kind, key, VALUES, value, base, year=column.year)
        stored = (int(value) if value else None) if column.field == "field" else value
        return Write(self.kind, key, column.field, stored, base)
