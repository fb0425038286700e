"""The one query that reads everything of a plan, and its rows made into model instances."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import F, QuerySet, Value
from django.db.models.base import ModelState
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from cases.models import Case, Source
from smartplan.plans.models import ROWS, TEXTS, Citation, Field, Measure, Picture, PictureFile
from smartplan.web.prepared import PreparedQuery

M = TypeVar("M", bound=models.Model)


def objects(fetched: list[tuple[Any, ...]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each row's kind with its values; read at once, which halves the time."""
    values = json.loads(f"[{','.join(text for _, text in fetched)}]")
    return zip((name for name, _ in fetched), values, strict=True)


def instance_of(kind: type[M], values: dict[str, Any]) -> M:
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
