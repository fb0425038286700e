"""Bringing back what a revision holds.

Only rows of the revision's own plan are written; an id that meanwhile belongs to another plan is
never taken. What the unit held before is kept as a revision first, so nothing is lost.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F, Model
from django.utils import timezone

from smartplan.municipalities.models import Division, User
from smartplan.plans.models import (
    Chapter,
    Indicator,
    IndicatorValue,
    OrganizationUnit,
    Picture,
    PictureFile,
    Plan,
    Revision,
    Row,
    Versioned,
)
from smartplan.plans.reading import read_plan
from smartplan.plans.revisions.recording import record, remove_row
from smartplan.plans.revisions.snapshots import (
    KINDS,
    Content,
    Unit,
    inline_kinds,
    inline_rows,
    row_values,
    written_fields,
)
from smartplan.structure.keys import SectionKey

U = TypeVar("U", bound=Plan | Chapter | Row)


@transaction.atomic
def restore(revision: Revision, *, by: User) -> Unit:
    """Bring the unit back to what the revision holds, and leave a revision that says so.

    Rows keep their ids. Links to other rows come back where those still exist; links from other
    rows come back to a removed row where those still exist and have not been given another.
    """
    unit = _unit_of(revision)
    if unit is not None:
        record(unit, by=by, action=Revision.Action.SAVED)
    bringing = Restoration(revision.plan, by)
    restored: Unit
    if revision.unit == "plan":
        restored = bringing.plan_settings(revision.content)
    elif isinstance(unit, Chapter):
        restored = bringing.chapter(unit, revision.content)
    else:
        restored = bringing.row(KINDS[revision.unit], revision.content)
    chapter = revision.plan.chapters.filter(pk=revision.chapter_id or 0).first()
    record(restored, by=by, action=Revision.Action.RESTORED, chapter=chapter)
    now = timezone.now()
    Plan.objects.filter(pk=revision.plan.pk).update(updated_at=now)
    if chapter:
        revision.plan.chapters.filter(pk=chapter.pk).update(saved_by=by, saved_at=now)
    return restored


def _unit_of(revision: Revision) -> Unit | None:
    """The unit as it is now; None while it is removed."""
    plan = revision.plan
    if revision.unit == "plan":
        return plan
    if revision.unit == "chapter":
        found: Unit | None = plan.chapters.filter(pk=revision.unit_id).first()
    else:
        found = KINDS[revision.unit].of_plan(plan).filter(pk=revision.unit_id).first()
    if found is not None:
        found.plan = plan  # type: ignore[union-attr]
    return found


class Restoration:
    """One act of bringing back, within one plan."""

    def __init__(self, plan: Plan, by: User) -> None:
        self.plan = plan
        self.by = by
        self.before = read_plan(plan)
        self._known: dict[type[Model], set[int | str]] = {}

    def plan_settings(self, content: Content) -> Plan:
        self._fill(self.plan, content["fields"])
        return self._saved(self.plan)

    def chapter(self, chapter: Chapter, content: Content) -> Chapter:
        self._fill(chapter, content["fields"])
        self._saved(chapter)
        if chapter.section:
            text = self.before.text_of(SectionKey(chapter.section))
            text.chapter = chapter
            self._fill(text, content["texts"])
            text.save()
        for kind in inline_kinds(chapter):
            self._inline_rows(kind, chapter, content["rows"].get(kind.rows_name(), []))
        return chapter

    def row(self, kind: type[Row], content: Content) -> Row:
        existing = kind.of_plan(self.plan).filter(pk=content["fields"]["id"]).first()
        if kind is Picture:
            self._make_room(content["fields"])
        row = self._written(kind, existing, content["fields"])
        if isinstance(row, Indicator) and "values" in content:
            self._yearly_values(row, content["values"])
        return row

    def _make_room(self, values: Content) -> None:
        """Remove the picture that has taken the place since."""
        others = Picture.of_plan(self.plan).filter(place=values["place"]).exclude(pk=values["id"])
        for other in others:
            remove_row(other, by=self.by, contents=self.before)

    def _inline_rows(self, kind: type[Row], chapter: Chapter, wanted: list[Content]) -> None:
        current = {row.pk: row for row in inline_rows(kind, chapter, self.before)}
        kept = {values["id"] for values in wanted}
        for pk in [pk for pk in current if pk not in kept]:
            added_since = current.pop(pk)
            remove_row(added_since, by=self.by, chapter=chapter, contents=self.before)
        for values in wanted:
            existing = current.get(values["id"])
            if existing is None or row_values(existing, self.before) != values:
                self._written(kind, existing, values)

    def _yearly_values(self, indicator: Indicator, wanted: list[Content]) -> None:
        indicator.values.all().delete()
        for values in wanted:
            self._written(IndicatorValue, None, {**values, "indicator_id": indicator.pk})

    # One row ---------------------------------------------------------------------------------

    def _written(self, kind: type[Row], existing: Row | None, values: Content) -> Row:
        row = existing or kind()
        row.plan = self.plan
        self._fill(row, values)
        if isinstance(row, OrganizationUnit) and existing and row.is_under(row):
            row.parent = None
        if existing is None and not kind._default_manager.filter(pk=values["id"]).exists():
            row.pk = values["id"]
        self._saved(row)
        for link in kind._meta.many_to_many:
            ids = values.get(link.name, ())
            getattr(row, link.name).set([pk for pk in ids if self._is_here(link, pk)])
        if existing is None:
            self._known.get(kind, set()).add(row.pk)
            self._links_back(row, values["id"])
        return row

    def _fill(self, instance: Model, values: Content) -> None:
        for field in written_fields(type(instance)):
            if field.attname in values:
                value = field.to_python(values[field.attname])
                if field.is_relation and not self._is_here(field, value):
                    value = None
                setattr(instance, field.attname, value)

    def _saved(self, instance: U) -> U:
        """Save as a new version: whoever has the page open is told of it."""
        if isinstance(instance, Versioned) and not instance._state.adding:
            instance.version += 1
        instance.save()
        return instance

    def _links_back(self, row: Row, old_pk: int) -> None:
        """Let the rows that referred to a removed row refer to it again, if they are free."""
        removed = Revision.objects.filter(
            plan=self.plan,
            unit=row.rows_name(),
            unit_id=old_pk,
            action=Revision.Action.REMOVED,
        ).first()
        for key, ids in removed.content.get("incoming", {}).items() if removed else ():
            rows_name, _, name = key.partition(".")
            kind = KINDS[rows_name]
            field = kind._meta.get_field(name)
            free = kind.of_plan(self.plan).filter(pk__in=ids)
            if isinstance(row, OrganizationUnit):
                above = [
                    unit.pk for unit in OrganizationUnit.of_plan(self.plan) if row.is_under(unit)
                ]
                free = free.exclude(pk__in=above)
            changes: dict[str, Any] = {"version": F("version") + 1}
            if not issubclass(kind, Versioned):
                changes = {}
            if field.many_to_many:
                for other in free:
                    getattr(other, name).add(row)
            else:
                free = free.filter(**{f"{name}__isnull": True})
                changes[name] = row
            if changes:
                free.update(**changes)

    # What is there to refer to -----------------------------------------------------------------

    def _is_here(self, field: models.Field[Any, Any], pk: int | str | None) -> bool:
        return pk is not None and pk in self._ids_of(field.related_model, pk)  # type: ignore[arg-type]

    def _ids_of(self, kind: type[Model], pk: int | str) -> set[int | str]:
        """The ids to which a row of this plan may refer."""
        if kind in (User, PictureFile):
            return set(kind._default_manager.filter(pk=pk).values_list("pk", flat=True))
        if kind not in self._known:
            found = kind._default_manager.all()
            if issubclass(kind, Row | Chapter):
                found = found.filter(plan=self.plan)
            elif kind is Division:
                found = found.filter(municipality_id=self.plan.municipality_id)
            self._known[kind] = set(found.values_list("pk", flat=True))
        return self._known[kind]
