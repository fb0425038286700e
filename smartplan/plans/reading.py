"""Everything a plan holds, read in two queries, whatever its size.

The rows of all kinds come by one UNION ALL of JSON objects and are made into model instances that
know each other, so that `measure.field.name` costs no query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet

from cases.models import Case, Source
from smartplan.plans.contents import Links, PlanContents, Rows
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    ChapterText,
    Citation,
    Indicator,
    IndicatorValue,
    OrganizationUnit,
    Picture,
    PictureFile,
    Plan,
    Row,
)
from smartplan.plans.reading_query import (
    KINDS,
    LINK,
    OUTSIDE,
    PARTS_OF_PLAN,
    TEXT_KINDS,
    instance_of,
    objects,
)
from smartplan.structure.keys import SectionKey

__all__ = ["PlanContents", "join_rows", "read_chapters", "read_plan"]

M = TypeVar("M", bound=models.Model)
NEVER = -1
"""No plan was ever saved so often."""

Outside = dict[type[models.Model], dict[Any, models.Model]]


def read_plan(plan: Plan) -> PlanContents:
    """Read the plan's chapters, and in one query its rows, texts and links.

    That query also brings the cases that the plan quotes, and of its pictures all but the bytes.
    """
    chapters = _chapters_of(plan)
    rows: Rows = {kind: [] for kind in ROWS}
    texts: dict[int, ChapterText] = {}
    links = Links()
    outside: Outside = {kind: {} for kind in OUTSIDE.values()}
    for name, values in objects(PARTS_OF_PLAN.fetch(plan.pk)):
        if name in KINDS:
            rows[KINDS[name]].append(instance_of(KINDS[name], values))
        elif name in TEXT_KINDS:
            texts[values["chapter_id"]] = instance_of(TEXT_KINDS[name], values)
        elif name in OUTSIDE:
            found_outside = instance_of(OUTSIDE[name], values)
            outside[OUTSIDE[name]][found_outside.pk] = found_outside
        else:
            link = name.removesuffix(LINK)
            links.add(link, values["left"], values["right"], values["place"], values["name"])
    for found in rows.values():
        found.sort(key=lambda row: (row.position, row.pk))
    _join_sources(outside)
    _join(rows, plan, chapters, outside)
    return PlanContents(plan, chapters, _by_section(texts, chapters), rows, links)


def read_chapters(plan: Plan) -> PlanContents:
    """The plan with its chapters alone, for a page that shows no more.

    Given to a save it counts as out of date: the save reads the plan whole.
    """
    contents = PlanContents(plan, _chapters_of(plan), {}, {kind: [] for kind in ROWS}, Links())
    contents.saves = NEVER
    return contents


def _chapters_of(plan: Plan) -> list[Chapter]:
    chapters = list(plan.chapters.select_related("saved_by"))
    for chapter in chapters:
        chapter.plan = plan
    return chapters


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
