"""What a unit holds, as the JSON that a revision keeps.

    {"unit": "plan", "fields": {…}, "names": {}}
    {"unit": "chapter", "section": "situation", "fields": {…}, "texts": {…},
     "rows": {"issues": [{"id": 7, "title": …, "field_id": 3}]}, "names": {"fields": {"3": "移動"}}}
    {"unit": "measures", "fields": {"id": 9, …, "issues": [7]}, "values": [],
     "incoming": {"roadmap_items.measure": [4, 5]}, "names": {…}}

Ids are kept, so that what is brought back is the same row with the same links. `names` says what
the ids meant, for showing; `incoming` (of removed rows) which rows referred to this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Model

from smartplan.plans.models import (
    KEPT_BY_THE_SYSTEM,
    OWN_PAGE,
    ROWS,
    Chapter,
    Citation,
    Field,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    OrganizationUnit,
    Plan,
    Row,
)
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

Unit = Plan | Chapter | Row
Content = dict[str, Any]

NAMED: tuple[type[Row], ...] = (Field, Issue, Indicator, OrganizationUnit, Measure)
"""Rows that others refer to."""

KINDS: dict[str, type[Row]] = {kind.rows_name(): kind for kind in ROWS}


def content_of(unit: Unit, contents: PlanContents) -> Content:
    """What the unit holds, according to the plan as it was read."""
    if isinstance(unit, Plan):
        return {"unit": "plan", "fields": _values(contents.plan), "names": {}}
    if isinstance(unit, Chapter):
        return _chapter_content(unit, contents)
    row = contents.row(type(unit), unit.pk) or unit
    content: Content = {"unit": row.rows_name(), "fields": row_values(row, contents)}
    if isinstance(row, Indicator):
        values = [value for value in contents.rows(IndicatorValue) if value.indicator == row]
        content["values"] = [row_values(value, contents) for value in values]
    return {**content, "names": _names([(type(row), content["fields"])], contents)}


def is_same(one: Content, other: Content) -> bool:
    """Do both hold the same? What the ids are called does not count."""
    return {**one, "names": None} == {**other, "names": None}


def without_gone(content: Content, contents: PlanContents) -> Content:
    """The content of a row without its links to rows that have been removed since.

    Those links went with the removal, which has a revision of its own.
    """
    kind = KINDS.get(content["unit"])
    fields = dict(content.get("fields", {}))
    for link in kind._meta.many_to_many if kind else ():
        target: Any = link.related_model
        if target in NAMED and link.name in fields:
            fields[link.name] = [pk for pk in fields[link.name] if contents.row(target, pk)]
    return {**content, "fields": fields}


def inline_kinds(chapter: Chapter) -> tuple[type[Row], ...]:
    """The rows that are edited on the chapter's own page; its citations come last."""
    elsewhere = (*OWN_PAGE, IndicatorValue, Citation)
    kinds = [kind for kind in ROWS if kind not in elsewhere and kind.section == chapter.section]
    return (*kinds, Citation)


def inline_rows(kind: type[Row], chapter: Chapter, contents: PlanContents) -> list[Row]:
    """The rows of one kind on the chapter's page."""
    return list(contents.citations_of(chapter) if kind is Citation else contents.rows(kind))


def row_values(row: Row, contents: PlanContents) -> Content:
    """The row's cells and links; `id` first."""
    values = {"id": row.pk, **_values(row)}
    if isinstance(row, Measure):
        values["issues"] = [issue.pk for issue in contents.issues_of(row)]
        values["indicators"] = [indicator.pk for indicator in contents.indicators_of(row)]
    if isinstance(row, Field):
        values["policy_fields"] = [pk for pk, _ in contents.policy_fields_with_ids(row)]
    return values


@cache
def written_fields(kind: type[Model]) -> tuple[models.Field[Any, Any], ...]:
    """The columns that people fill, without the primary key."""
    # The chapters' order is the plan's: bringing back a text must not move its chapter.
    hidden = KEPT_BY_THE_SYSTEM | ({"position"} if kind is Chapter else set())
    return tuple(
        field
        for field in kind._meta.concrete_fields
        if not field.primary_key and field.name not in hidden
    )


def _values(instance: Model) -> Content:
    return {
        field.attname: _plain(field.value_from_object(instance))
        for field in written_fields(type(instance))
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _targets(values: Content, field: models.Field[Any, Any]) -> list[int]:
    """The ids to which a row's values point by this field."""
    if field.many_to_many:
        return list(values[field.name])
    return [values[field.attname]] if values[field.attname] is not None else []


def _chapter_content(unit: Chapter, contents: PlanContents) -> Content:
    chapter = next(each for each in contents.chapters if each.pk == unit.pk)
    rows = {
        kind.rows_name(): [
            row_values(row, contents) for row in inline_rows(kind, chapter, contents)
        ]
        for kind in inline_kinds(chapter)
    }
    texts = contents.texts.get(SectionKey(chapter.section)) if chapter.section else None
    listed = ((KINDS[name], values) for name, found in rows.items() for values in found)
    return {
        "unit": "chapter",
        "section": chapter.section,
        "fields": _values(chapter),
        "texts": _values(texts) if texts else {},
        "rows": rows,
        "names": _names(listed, contents),
    }


def _names(
    rows: Iterable[tuple[type[Row], Content]], contents: PlanContents
) -> dict[str, dict[str, str]]:
    """What the rows that these ones refer to are called, by kind and id."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, values in rows:
        for field in (*written_fields(kind), *kind._meta.many_to_many):
            target = field.related_model
            if target in NAMED:
                for pk in _targets(values, field):
                    if row := contents.row(target, pk):
                        names[row.rows_name()][str(pk)] = str(row)
        if kind is Field and (row := contents.row(Field, values["id"])):
            names["policy_fields"] |= {
                str(pk): name for pk, name in contents.policy_fields_with_ids(row)
            }
    return dict(names)


# Links that come in ----------------------------------------------------------------------------


def incoming_links(row: Row, contents: PlanContents) -> dict[str, list[int]]:
    """Which rows of the plan refer to this one: "roadmap_items.measure" to their ids."""
    incoming: dict[str, list[int]] = {}
    for kind, field in referring(type(row)):
        ids = [
            other.pk
            for other in contents.rows(kind)
            if row.pk in _targets(row_values(other, contents), field)
        ]
        if ids:
            incoming[f"{kind.rows_name()}.{field.name}"] = ids
    return incoming


def rows_referring_to(kind: type[Row], contents: PlanContents) -> dict[int, list[Row]]:
    """The rows of the plan that refer to each row of a kind, by its id, and would outlive it."""
    found: dict[int, list[Row]] = defaultdict(list)
    for other_kind, field in referring(kind):
        for other in contents.rows(other_kind):
            for pk in _targets(row_values(other, contents), field):
                found[pk].append(other)
    return found


@cache
def referring(kind: type[Row]) -> tuple[tuple[type[Row], models.Field[Any, Any]], ...]:
    """The kinds of rows that may refer to this kind and outlive it, and by which field."""
    return tuple(
        (other, field)
        for other in ROWS
        for field in (*other._meta.concrete_fields, *other._meta.many_to_many)
        if field.related_model is kind and (field.many_to_many or field.null)
    )
