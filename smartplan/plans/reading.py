"""Everything a plan holds, read in two queries, whatever its size.

The rows of all kinds come by one UNION ALL of JSON objects and are made into model instances that
know each other, so that `measure.field.name` costs no query.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import F, QuerySet, Value
from django.db.models.base import ModelState
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from cases.models import Case, Source
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
Outside = dict[type[models.Model], dict[Any, models.Model]]


def read_plan(plan: Plan) -> PlanContents:
    """Read the plan's chapters, and in one query its rows, texts and links.

    That query also brings the cases that the plan quotes, and of its pictures all but the bytes.
    """
    chapters = list(plan.chapters.select_related("saved_by"))
    for chapter in chapters:
        chapter.plan = plan
    rows: Rows = {kind: [] for kind in ROWS}
    texts: dict[int, ChapterText] = {}
    links = Links()
    outside: Outside = {kind: {} for kind in OUTSIDE.values()}
    for name, values in _objects(PARTS_OF_PLAN.fetch(plan.pk)):
        if name in KINDS:
            rows[KINDS[name]].append(_instance(KINDS[name], values))
        elif name in TEXT_KINDS:
            texts[values["chapter_id"]] = _instance(TEXT_KINDS[name], values)
        elif name in OUTSIDE:
            found_outside = _instance(OUTSIDE[name], values)
            outside[OUTSIDE[name]][found_outside.pk] = found_outside
        else:
            link = name.removesuffix(LINK)
            links.add(link, values["left"], values["right"], values["place"], values["name"])
    for found in rows.values():
        found.sort(key=lambda row: (row.position, row.pk))
    _join_sources(outside)
    _join(rows, plan, chapters, outside)
    return PlanContents(plan, chapters, _by_section(texts, chapters), rows, links)


def join_rows(contents: PlanContents) -> None:
    """Let the rows of a plan that were changed in memory know each other again."""
    rows = contents.all_rows()
    outside: Outside = {
        Case: _outside_of(rows[Citation], "case", Case.objects.select_related("source")),
        PictureFile: _outside_of(rows[Picture], "file", PictureFile.objects.defer("content")),
    }
    _join(rows, contents.plan, contents.chapters, outside)


def _outside_of(rows: Sequence[Row], name: str, missing: QuerySet[Any]) -> dict[Any, models.Model]:
    """What the rows refer to outside of the plan: as they know it already, else read."""
    field = rows[0]._meta.get_field(name) if rows else None
    found = {}
    for row in rows:
        known = row._state.fields_cache.get(name)
        if known is not None:
            found[known.pk] = known
    wanted = {getattr(row, field.attname) for row in rows} if field is not None else set()  # type: ignore[union-attr]
    if unread := wanted - found.keys() - {None}:
        found |= missing.in_bulk(unread)
    return found


def _join_sources(outside: Outside) -> None:
    """Let the cases know their sources."""
    for case in outside[Case].values():
        Case._meta.get_field("source").set_cached_value(
            case,
            outside[Source].get(case.source_id),  # type: ignore[attr-defined]
        )


def _by_section(
    stored: Mapping[int, ChapterText], chapters: Sequence[Chapter]
) -> dict[SectionKey, ChapterText]:
    """The texts by section; an empty one, not saved yet, where none is stored."""
    texts = {}
    for chapter in chapters:
        if chapter.section is not None:
            section = SectionKey(chapter.section)
            texts[section] = stored.get(chapter.pk) or TEXTS[section]()
            texts[section].chapter = chapter
    return texts


def _join(rows: Rows, plan: Plan, chapters: Sequence[Chapter], outside: Outside) -> None:
    """Let each row know its plan and the rows that it refers to.

    A reference that leads out of the plan is taken as none, whatever the database says.
    """
    known: dict[type[models.Model], dict[Any, models.Model]] = {
        kind: {row.pk: row for row in found} for kind, found in rows.items()
    }
    known[Chapter] = {chapter.pk: chapter for chapter in chapters}
    known |= outside
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
    # The bytes of a picture are read where they are needed.
    return [
        field.attname
        for field in kind._meta.concrete_fields
        if not isinstance(field, models.BinaryField)
    ]


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


def _parts_query(plan_id: int) -> QuerySet[Any, Any]:
    """Rows, texts and links of a plan as JSON objects, each with the name of its kind."""
    rows = [
        kind._default_manager.filter(plan_id=plan_id)  # type: ignore[misc]
        .order_by()
        .values_list(Value(kind.rows_name()), _values(kind))
        for kind in ROWS
    ]
    texts = [
        kind._default_manager.filter(chapter__plan_id=plan_id)
        .order_by()
        .values_list(Value(name), _values(kind))
        for name, kind in TEXT_KINDS.items()
    ]
    return _union([*rows, *texts, *_links_queries(plan_id), *_outside_queries(plan_id)])


def _outside_queries(plan_id: int) -> list[QuerySet[Any, Any]]:
    """The cases that a plan quotes, with their sources, and the files of its pictures."""
    cited = Citation.objects.order_by().filter(plan_id=plan_id).values("case_id")
    cases = Case._base_manager.filter(pk__in=cited)
    shown = Picture.objects.order_by().filter(plan_id=plan_id).values("file_id")
    found = {
        "case": cases,
        "source": Source._base_manager.filter(pk__in=cases.values("source_id")),
        "picture_file": PictureFile.objects.filter(pk__in=shown),
    }
    return [
        each.order_by().values_list(Value(name), _values(each.model))
        for name, each in found.items()
    ]


def _links_queries(plan_id: int) -> list[QuerySet[Any, Any]]:
    """Which rows are linked many to many: from, to, place and name."""
    no_place = {"place": Value(0), "name": Value("")}
    named = {"place": F("policyfield__position"), "name": F("policyfield__name")}
    return [
        Field.policy_fields.through._default_manager.filter(field__plan_id=plan_id)
        .order_by()
        .values_list(
            Value(f"policy_fields{LINK}"),
            JSONObject(left="field_id", right="policyfield_id", **named),
        ),
        Measure.issues.through._default_manager.filter(measure__plan_id=plan_id)
        .order_by()
        .values_list(
            Value(f"issues{LINK}"), JSONObject(left="measure_id", right="issue_id", **no_place)
        ),
        Measure.indicators.through._default_manager.filter(measure__plan_id=plan_id)
        .order_by()
        .values_list(
            Value(f"indicators{LINK}"),
            JSONObject(left="measure_id", right="indicator_id", **no_place),
        ),
    ]


OUTSIDE: dict[str, type[models.Model]] = {
    "case": Case,
    "source": Source,
    "picture_file": PictureFile,
}
"""What rows refer to outside of their plan, and comes with it."""
LINK = "_of"
"""What tells the links of measures to issues from the issues themselves."""
KINDS = {kind.rows_name(): kind for kind in ROWS}
TEXT_KINDS = {f"{section.value}_text": kind for section, kind in TEXTS.items()}
PARTS_OF_PLAN = PreparedQuery(_parts_query)
