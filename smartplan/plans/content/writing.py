"""From a plan to its canonical JSON."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models.fields import Field as ModelField

from smartplan.plans import references
from smartplan.plans.content import pictures
from smartplan.plans.content.columns import SCHEMA, VERSION, columns_of
from smartplan.plans.models import (
    ROWS,
    Chapter,
    Citation,
    Field,
    Measure,
    Picture,
    Plan,
    Row,
)
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.structure.keys import SectionKey


def plan_content(
    plan: Plan, contents: PlanContents | None = None, *, whole: bool = True
) -> dict[str, Any]:
    """The plan as one JSON object: the same plan always gives the same object.

    Not `whole`, it names the files of pictures by their hashes: enough to tell plans apart.
    """
    contents = contents or read_plan(plan)
    ids = LocalIds(contents)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "municipality": plan.municipality.code,
        "plan": {field.name: field.value_from_object(plan) for field in columns_of(Plan)},
        "chapters": [_chapter(chapter, contents, ids) for chapter in contents.chapters],
        "rows": {
            kind.rows_name(): [_row(row, contents, ids, whole) for row in contents.rows(kind)]
            for kind in ROWS
        },
    }


def plan_json(plan: Plan, contents: PlanContents | None = None) -> str:
    """The canonical JSON as text, for a file: indented, in Japanese characters."""
    return json.dumps(plan_content(plan, contents), ensure_ascii=False, indent=2) + "\n"


def digest(plan: Plan, contents: PlanContents | None = None) -> str:
    """A fingerprint of everything the plan holds."""
    content = plan_content(plan, contents, whole=False)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class LocalIds:
    """The ids that rows and chapters have in the JSON: kind and place."""

    def __init__(self, contents: PlanContents) -> None:
        listed: list[tuple[str, list[Any]]] = [("chapters", contents.chapters)]
        listed += [(kind.rows_name(), contents.rows(kind)) for kind in ROWS]
        self._ids = {
            (type(row), row.pk): f"{name}-{place}"
            for name, rows in listed
            for place, row in enumerate(rows, start=1)
        }

    @property
    def rows(self) -> dict[str, int]:
        """Which chapter or row each local id is: {"measures-3": 17}."""
        return {local: pk for (_, pk), local in self._ids.items()}

    def local(self, kind: type[models.Model], pk: int) -> str | None:
        """The local id of a row or chapter; None when this plan has none such."""
        return self._ids.get((kind, pk))

    def of(self, instance: models.Model | None) -> str | None:
        return self._ids[type(instance), instance.pk] if instance is not None else None


def _value(field: ModelField[Any, Any], instance: models.Model, ids: LocalIds) -> Any:
    """What a column holds; what a text refers to by id goes by local id."""
    value = field.value_from_object(instance)
    if isinstance(value, str) and references.BEGINNING in value:
        return references.with_local_ids(value, ids.local, field.max_length)
    return value


def _chapter(chapter: Chapter, contents: PlanContents, ids: LocalIds) -> dict[str, Any]:
    values = {field.name: _value(field, chapter, ids) for field in columns_of(Chapter)}
    if chapter.person and not chapter.person_name:
        values["person_name"] = str(chapter.person)
    if chapter.division and not chapter.division_name:
        values["division_name"] = str(chapter.division)
    text = contents.text_of(SectionKey(chapter.section)) if chapter.section else None
    texts = {f.name: _value(f, text, ids) for f in columns_of(type(text))} if text else {}
    return {"id": ids.of(chapter), **values, "texts": texts}


def _row(row: Row, contents: PlanContents, ids: LocalIds, whole: bool) -> dict[str, Any]:
    values: dict[str, Any] = {"id": ids.of(row)}
    for field in columns_of(type(row)):
        if isinstance(field, models.ForeignKey):
            values[field.name] = ids.of(getattr(row, field.name)) if field.name != "case" else None
        elif not field.many_to_many:
            values[field.name] = _value(field, row, ids)
    if isinstance(row, Picture):
        values |= pictures.written(row, whole=whole)
    if isinstance(row, Citation):
        values["case"] = row.case.number if row.case else None
    if isinstance(row, Field):
        values["policy_fields"] = sorted(contents.policy_fields_of(row))
    if isinstance(row, Measure):
        values["issues"] = [ids.of(issue) for issue in contents.issues_of(row)]
        values["indicators"] = [ids.of(each) for each in contents.indicators_of(row)]
    return values
