"""Bringing back what a revision holds, as changes that go through the door like all others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from smartplan.municipalities.models import User
from smartplan.plans import revisions
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import TEXTS, Chapter, Picture, Plan, Revision, Row
from smartplan.plans.reading import read_plan
from smartplan.plans.revisions.returning import Returning
from smartplan.plans.revisions.snapshots import (
    KINDS,
    Content,
    Unit,
    inline_kinds,
    inline_rows,
    written_fields,
)
from smartplan.plans.saving.bases import WHATEVER
from smartplan.plans.saving.changes import Change, Kind, Removal, Write
from smartplan.plans.saving.door import save
from smartplan.plans.saving.values import VALUES
from smartplan.structure.keys import SectionKey


@transaction.atomic
def restore(revision: Revision, *, by: User, at: datetime) -> Unit:
    """Bring the unit back to what the revision holds, and leave a revision that says so.

    Rows keep their ids. Links to other rows come back where those still exist; links from other
    rows come back to a removed row where those still exist and have not been given another. What
    the unit held before is kept as a revision first, so nothing is lost.
    """
    contents, origin = read_plan(revision.plan), Revision.Origin.RESTORE
    unit = unit_of(revision, contents)
    if unit is not None:
        revisions.record(
            unit, by=by, action=Revision.Action.SAVED, origin=origin, contents=contents
        )
    bringing = _Bringing(revision, contents)
    if room := list(bringing.room()):
        made = save(room, plan=revision.plan, by=by, at=at, contents=contents, origin=origin)
        contents = made.contents or contents
    saved = save(
        bringing.changes(unit),
        plan=revision.plan,
        by=by,
        at=at,
        contents=contents,
        action=Revision.Action.RESTORED,
        origin=origin,
    )
    restored = unit_of(revision, saved.contents or contents)
    return restored or next(iter(saved.returned))


def unit_of(revision: Revision, contents: PlanContents) -> Unit | None:
    """What the revision is of, as it stands now; None while it is removed."""
    if revision.unit == "plan":
        return contents.plan
    if revision.unit == "chapter":
        return next((each for each in contents.chapters if each.pk == revision.unit_id), None)
    kind = KINDS.get(revision.unit)
    return contents.row(kind, revision.unit_id) if kind else None


class _Bringing:
    """From what a revision holds to the changes that bring it back."""

    def __init__(self, revision: Revision, contents: PlanContents) -> None:
        self.revision = revision
        self.contents = contents
        self.here = Returning(contents.plan)

    def changes(self, unit: Unit | None) -> Iterator[Change]:
        content = self.revision.content
        if self.revision.unit == "plan":
            yield from self._writes(Plan, self.contents.plan.pk, Plan, content["fields"])
        elif isinstance(unit, Chapter):
            yield from self._chapter(unit, content)
        else:
            kind = KINDS[self.revision.unit]
            yield from self._row(kind, content["fields"])
            yield from self._yearly(kind, content)

    def _writes(self, kind: Kind, key: int, table: type[Model], values: Content) -> Iterator[Write]:
        for field in written_fields(table):
            if field.attname in values:
                value = self.here.value_here(field, values[field.attname])
                yield Write(kind, key, field.name, value, WHATEVER)
        for link in table._meta.many_to_many:
            ids = self.here.ids_here(link, values.get(link.name, []))
            yield Write(kind, key, link.name, ids, WHATEVER)

    def _chapter(self, chapter: Chapter, content: Content) -> Iterator[Change]:
        yield from self._writes(Chapter, chapter.pk, Chapter, content["fields"])
        if chapter.section:
            text = TEXTS[SectionKey(chapter.section)]
            yield from self._writes(Chapter, chapter.pk, text, content["texts"])
        for kind in inline_kinds(chapter):
            wanted = content["rows"].get(kind.rows_name(), [])
            kept = {values["id"] for values in wanted}
            for row in inline_rows(kind, chapter, self.contents):
                if row.pk not in kept:
                    yield Removal(kind, row.pk)
            for values in wanted:
                yield from self._row(kind, values)

    def _row(self, kind: type[Row], values: Content) -> Iterator[Write]:
        yield from self._writes(kind, values["id"], kind, values)

    def room(self) -> Iterator[Removal]:
        """Pictures that have taken the place of those to bring back are removed first."""
        content = self.revision.content
        if self.revision.unit == Picture.rows_name():
            wanted = [content["fields"]]
        else:
            wanted = content.get("rows", {}).get(Picture.rows_name(), [])
        places = {values["place"]: values["id"] for values in wanted}
        for other in self.contents.rows(Picture):
            if places.get(other.place, other.pk) != other.pk:
                yield Removal(Picture, other.pk)

    def _yearly(self, kind: type[Row], content: Content) -> Iterator[Write]:
        if "values" not in content:
            return
        wanted = {each["year"]: each["value"] for each in content["values"]}
        for year in sorted({*wanted, *self._years_there(kind)}):
            value = wanted.get(year, "")
            yield Write(kind, self.revision.unit_id, VALUES, value, WHATEVER, year=year)

    def _years_there(self, kind: type[Row]) -> set[int]:
        """The years that have values, of a removed row those with which it comes back first."""
        row: Any = self.contents.row(kind, self.revision.unit_id)
        if row is not None:
            return set(self.contents.values_of(row))
        removal = Revision.objects.filter(
            plan=self.revision.plan_id,
            unit=self.revision.unit,
            unit_id=self.revision.unit_id,
            action=Revision.Action.REMOVED,
        ).first()
        return {each["year"] for each in removal.content.get("values", ())} if removal else set()
