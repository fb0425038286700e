"""Putting a removed row in again: with its id, its cells, and the links from and to it.

Only rows of the revision's own plan are written; an id that meanwhile belongs to another plan is
never taken.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Model

from smartplan.municipalities.models import Division, User
from smartplan.plans.models import (
    Chapter,
    Indicator,
    IndicatorValue,
    OrganizationUnit,
    PictureFile,
    Plan,
    Revision,
    Row,
    Versioned,
)
from smartplan.plans.revisions.snapshots import KINDS, Content, written_fields


class Returning:
    """One act of bringing back, within one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._known: dict[type[Model], set[int | str]] = {}

    def row(self, removed: Revision) -> Row:
        """Put in again the row that the revision of its removal holds."""
        kind, content = KINDS[removed.unit], removed.content
        row = self._made(kind, content["fields"])
        if isinstance(row, Indicator):
            for values in content.get("values", ()):
                self._made(IndicatorValue, {**values, "indicator_id": row.pk})
        self._known.get(kind, set()).add(row.pk)
        self._links_back(row, removed)
        return row

    def _made(self, kind: type[Row], values: Content) -> Row:
        row = kind()
        row.plan = self.plan
        for field in written_fields(kind):
            if field.attname in values:
                setattr(row, field.attname, self.value_here(field, values[field.attname]))
        if not kind._default_manager.filter(pk=values["id"]).exists():
            row.pk = values["id"]
        row.save(force_insert=True)
        for link in kind._meta.many_to_many:
            ids = values.get(link.name, ())
            getattr(row, link.name).set(self.ids_here(link, ids))
        return row

    def _links_back(self, row: Row, removed: Revision) -> None:
        """Let the rows that referred to the row refer to it again, if they are free."""
        for key, ids in removed.content.get("incoming", {}).items():
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

    def value_here(self, field: models.Field[Any, Any], value: Any) -> Any:
        """A value from a revision as the field takes it; None for what is not there any more."""
        found = field.to_python(value)
        return None if field.is_relation and not self._is_here(field, found) else found

    def ids_here(self, link: models.Field[Any, Any], ids: list[int]) -> list[int]:
        """The ids of links that are still there."""
        return [pk for pk in ids if self._is_here(link, pk)]

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
