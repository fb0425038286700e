"""Everything a plan holds, read in five queries whatever its size.

The rows of all kinds come by one UNION ALL of JSON objects and are made into model instances that
know each other, so that `measure.field.name` costs no query.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import F, QuerySet, Value
from django.db.models.base import ModelState
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from cases.models import Case
from smartplan.plans.contents import Links, PlanContents, Rows
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    ChapterText,
    Citation,
    Field,
    Indicator,
    IndicatorValue,
    Measure,
    OrganizationUnit,
    Picture,
    PictureFile,
    Plan,
    Row,
)
from smartplan.structure.keys import SectionKey
from smartplan.web.prepared import PreparedQuery

__all__ = ["PlanContents", "join_rows", "read_plan"]

M = TypeVar("M", bound=models.Model)


def read_plan(plan: Plan) -> PlanContents:
    """Read the plan's chapters, texts, rows and links in at most five queries.

    Of pictures, where the plan has some, a sixth one reads all but the bytes.
    """
    chapters = list(plan.chapters.select_related("saved_by"))
    for chapter in chapters:
        chapter.plan = plan
    rows = _rows(plan)
    _join(rows, plan, chapters)
    return PlanContents(plan, chapters, _texts(plan, chapters), rows, _links(plan))


def join_rows(contents: PlanContents) -> None:
    """Let the rows of a plan that were changed in memory know each other again."""
    _join(contents.all_rows(), contents.plan, contents.chapters)


def _rows(plan: Plan) -> Rows:
    rows: Rows = {kind: [] for kind in ROWS}
    named = {kind.rows_name(): kind for kind in ROWS}
    for name, values in _objects(ROWS_OF_PLAN.fetch(plan.pk)):
        kind = named[name]
        rows[kind].append(_instance(kind, values))
    for found in rows.values():
        found.sort(key=lambda row: (row.position, row.pk))
    return rows


def _texts(plan: Plan, chapters: Sequence[Chapter]) -> dict[SectionKey, ChapterText]:
    """The texts by section; an empty one, not saved yet, where none is stored."""
    stored: dict[int, ChapterText] = {}
    for section, values in _objects(TEXTS_OF_PLAN.fetch(plan.pk)):
        found = _instance(TEXTS[SectionKey(section)], values)
        stored[found.pk] = found
    texts = {}
    for chapter in chapters:
        if chapter.section is not None:
            section = SectionKey(chapter.section)
            texts[section] = stored.get(chapter.pk) or TEXTS[section]()
            texts[section].chapter = chapter
    return texts


def _links(plan: Plan) -> Links:
    links = Links()
    for name, left, right, place, label in LINKS_OF_PLAN.fetch(plan.pk):
        links.add(name, left, right, place, label)
    return links


def _join(rows: Rows, plan: Plan, chapters: Sequence[Chapter]) -> None:
    """Let each row know its plan and the rows that it refers to.

    A reference that leads out of the plan is taken as none, whatever the database says.
    """
    known: dict[type[models.Model], dict[Any, models.Model]] = {
        kind: {row.pk: row for row in found} for kind, found in rows.items()
    }
    known[Chapter] = {chapter.pk: chapter for chapter in chapters}
    cited = {row.case_id for row in rows[Citation] if isinstance(row, Citation)} - {None}
    known[Case] = Case.objects.select_related("source").in_bulk(cited) if cited else {}  # type: ignore[assignment]
    shown = {row.file_id for row in rows[Picture] if isinstance(row, Picture)}
    files = PictureFile.objects.defer("content")
    known[PictureFile] = files.in_bulk(shown) if shown else {}  # type: ignore[assignment]
    for kind, found in rows.items():
        for field in _references(kind):
            targets = known.get(field.related_model, {})
            for row in found:
                field.set_cached_value(row, targets.get(getattr(row, field.attname)))
            if not field.null:
                found[:] = [row for row in found if field.get_cached_value(row)]
        for row in found:
            row._state.fields_cache["plan"] = plan
    _cut_circles(rows[OrganizationUnit])
    places = {row.pk: place for place, row in enumerate(rows[Indicator])}
    rows[IndicatorValue].sort(key=lambda row: (places[row.indicator_id], row.year))  # type: ignore[attr-defined]


def _cut_circles(units: list[Row]) -> None:
    """Forms forbid a unit below itself; two people at once can still bring it about."""
    for unit in units:
        if isinstance(unit, OrganizationUnit) and unit.is_under(unit):
            OrganizationUnit._meta.get_field("parent").set_cached_value(unit, None)


@cache
def _references(kind: type[Row]) -> tuple[models.ForeignKey[Any, Any], ...]:
    """The row's foreign keys to chapters, cases, files and other rows of the plan."""
    known = (*ROWS, Chapter, Case, PictureFile)
    return tuple(
        field
        for field in kind._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in known
    )


# From JSON to instances ----------------------------------------------------------------------


def _objects(fetched: list[tuple[Any, ...]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each row's kind with its values; read at once, which halves the time."""
    values = json.loads(f"[{','.join(text for _, text in fetched)}]")
    return zip((name for name, _ in fetched), values, strict=True)


def _instance(kind: type[M], values: dict[str, Any]) -> M:
    """The model instance of a row as it is stored.

    Made as unpickling makes one: `Model.__init__` looks at every column of every row, which for a
    plan of 300 rows takes longer than all queries together.
    """
    for name, convert in _conversions(kind).items():
        values[name] = convert(values[name])
    row = kind.__new__(kind)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    row.__dict__.update(values)
    return row


@cache
def _columns(kind: type[models.Model]) -> list[str]:
    return [field.attname for field in kind._meta.concrete_fields]


@cache
def _conversions(kind: type[models.Model]) -> dict[str, Callable[[Any], Any]]:
    """What JSON does not carry: times are text, and on SQLite so is JSON within JSON."""
    found: dict[str, Callable[[Any], Any]] = {}
    for field in kind._meta.concrete_fields:
        if isinstance(field, models.DateTimeField):
            found[field.attname] = _time
        elif isinstance(field, models.JSONField) and connection.vendor == "sqlite":
            found[field.attname] = json.loads
        elif isinstance(field, models.BooleanField):
            found[field.attname] = bool
    return found


def _time(value: str | None) -> datetime | None:
    time = parse_datetime(value) if value else None
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time


# The queries ---------------------------------------------------------------------------------


def _values(kind: type[models.Model]) -> JSONObject:
    return JSONObject(**{name: name for name in _columns(kind)})


def _union(queries: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    return queries[0].union(*queries[1:], all=True)


def _rows_query(plan_id: int) -> QuerySet[Any, Any]:
    return _union(
        [
            kind._default_manager.filter(plan_id=plan_id)  # type: ignore[misc]
            .order_by()
            .values_list(Value(kind.rows_name()), _values(kind))
            for kind in ROWS
        ]
    )


def _texts_query(plan_id: int) -> QuerySet[Any, Any]:
    return _union(
        [
            kind._default_manager.filter(chapter__plan_id=plan_id)
            .order_by()
            .values_list(Value(section.value), _values(kind))
            for section, kind in TEXTS.items()
        ]
    )


def _links_query(plan_id: int) -> QuerySet[Any, Any]:
    """Which rows are linked many to many: kind of link, from, to, place, name."""
    none, nameless = Value(0), Value("")
    return _union(
        [
            Field.policy_fields.through._default_manager.filter(field__plan_id=plan_id)
            .order_by()
            .values_list(
                Value("policy_fields"),
                "field_id",
                "policyfield_id",
                F("policyfield__position"),
                F("policyfield__name"),
            ),
            Measure.issues.through._default_manager.filter(measure__plan_id=plan_id)
            .order_by()
            .values_list(Value("issues"), "measure_id", "issue_id", none, nameless),
            Measure.indicators.through._default_manager.filter(measure__plan_id=plan_id)
            .order_by()
            .values_list(Value("indicators"), "measure_id", "indicator_id", none, nameless),
        ]
    )


ROWS_OF_PLAN = PreparedQuery(_rows_query)
TEXTS_OF_PLAN = PreparedQuery(_texts_query)
LINKS_OF_PLAN = PreparedQuery(_links_query)
