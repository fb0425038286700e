"""Taking over what a filled Excel sheet changes, cell by cell, over nobody's newer words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import transaction

from smartplan.intake.sheets.differences import Differences
from smartplan.intake.sheets.indicators import YEAR_FIELD, indicators
from smartplan.intake.sheets.measures import measures
from smartplan.intake.sheets.sheet import Sheet
from smartplan.municipalities.models import User
from smartplan.plans import actions, revisions
from smartplan.plans.models import Field, Indicator, IndicatorValue, Measure, Plan, Revision
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.sections.columns import TEXT_LIMIT

SheetRow = Measure | Indicator

SHEETS: dict[str, tuple[type[SheetRow], Any]] = {
    "indicators": (Indicator, indicators),
    "measures": (Measure, measures),
}
"""The sheets that can be taken back: their rows, and what makes the sheet of a plan."""

SALT = "smartplan.sheet"

Change = dict[str, Any]
"""{"pk": 7 or None, "name": …, "cells": [[field, shown before, value], …]}"""


@dataclass
class Taken:
    """What became of the changes."""

    changed: int = 0
    added: int = 0
    newer: list[str] = field(default_factory=list)
    """Rows and headings that somebody changed after the preview; they were left alone."""


def limits_of(kind: type[SheetRow], sheet: Sheet) -> dict[str, int]:
    """How many characters each field of the sheet takes."""
    limits = {}
    for column in sheet.columns:
        name = "value" if column.field.startswith(YEAR_FIELD) else column.field
        if name:
            model = IndicatorValue if name == "value" else kind
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


def opened(plan: Plan, text: str) -> tuple[str, list[Change]] | None:
    """The changes of this plan from their text; None when they are not ours."""
    try:
        pk, rows, changes = signing.loads(text, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    return (rows, changes) if pk == plan.pk and rows in SHEETS else None


@transaction.atomic
def take_back(plan: Plan, rows: str, changes: list[Change], *, by: User, at: datetime) -> Taken:
    """Store the changes where the plan still says what it said at the preview.

    Raises StaleSaveError when somebody saves one of the rows in the same moment.
    """
    return _TakingBack(plan, rows, by).all(changes, at)


class _TakingBack:
    def __init__(self, plan: Plan, rows: str, by: User) -> None:
        self.kind, make = SHEETS[rows]
        self.plan = plan
        self.by = by
        self.contents: PlanContents = read_plan(plan)
        self.columns = {each.field: each for each in make(self.contents).columns if each.field}
        self.fields = {str(field.pk) for field in self.contents.rows(Field)}
        self.taken = Taken()

    def all(self, changes: list[Change], at: datetime) -> Taken:
        saved = [(row, change) for change in changes if (row := self._row(change))]
        if saved:
            chapter = self.contents.chapter_of(self.kind.section)
            actions.touch_chapter(chapter=chapter, by=self.by, at=at)
            contents = read_plan(self.plan)
            for row, change in saved:
                new = change["pk"] is None
                action = Revision.Action.CREATED if new else Revision.Action.SAVED
                revisions.record(row, by=self.by, action=action, chapter=chapter, contents=contents)
        return self.taken

    def _row(self, change: Change) -> SheetRow | None:
        if change["pk"] is None:
            return self._new_row(change)
        found = self.contents.row(self.kind, change["pk"])
        if found is None:
            self.taken.newer.append(f"「{change['name']}」（削除されています）")
            return None
        cells = {}
        for name, before, value in change["cells"]:
            column = self.columns.get(name)
            stale = column is None or column.shown(found) != before
            if stale or not self._can_be_stored(name, value):
                heading = column.heading if column else name
                self.taken.newer.append(f"「{change['name']}」の{heading}")
            else:
                cells[name] = value
        if not cells:
            return None
        self._write(found, cells)
        self.taken.changed += 1
        return found

    def _new_row(self, change: Change) -> SheetRow | None:
        """A row to add; sent twice, it is added once."""
        cells = {name: value for name, _, value in change["cells"]}
        if not all(self._can_be_stored(name, value) for name, value in cells.items()):
            self.taken.newer.append(f"「{change['name']}」（選んだ分野が削除されています）")
            return None
        for row in self.contents.rows(self.kind):
            if all(self._stored(row, name) == value for name, value in cells.items()):
                self.taken.newer.append(f"「{change['name']}」（同じ内容の行がすでにあります）")
                return None
        row = self.kind(plan=self.plan)
        self._write(row, cells)
        self.taken.added += 1
        return row

    def _can_be_stored(self, name: str, value: str) -> bool:
        """Is the field that was chosen still there?"""
        return name != "field" or not value or value in self.fields

    def _stored(self, row: SheetRow, name: str) -> str:
        if name.startswith(YEAR_FIELD):
            year = int(name.removeprefix(YEAR_FIELD))
            return self.contents.values_of(row).get(year, "")  # type: ignore[arg-type]
        if name == "field":
            return str(row.field_id or "")  # type: ignore[union-attr]
        return str(getattr(row, name))

    def _write(self, row: SheetRow, cells: dict[str, str]) -> None:
        yearly = {name: value for name, value in cells.items() if name.startswith(YEAR_FIELD)}
        for name, value in cells.items():
            if name == "field":
                row.field_id = int(value) if value else None  # type: ignore[union-attr]
            elif name not in yearly:
                setattr(row, name, value)
        if row.pk is None:
            row.put_last().save()
        else:
            row.claim(row.version)
            row.save()
        if isinstance(row, Indicator):
            self._write_values(row, yearly)

    def _write_values(self, row: Indicator, yearly: dict[str, str]) -> None:
        for name, value in yearly.items():
            year = int(name.removeprefix(YEAR_FIELD))
            if value:
                IndicatorValue.objects.update_or_create(
                    indicator=row, year=year, defaults={"value": value, "plan": self.plan}
                )
            else:
                row.values.filter(year=year).delete()
