"""From canonical JSON to what a plan holds, in memory: nothing is looked up, nothing is saved.

So that a closed edition is printed and compared from what was frozen, not from the plan of today.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from django.db import models

from cases.models import Case
from smartplan.municipalities.models import Municipality
from smartplan.plans.content.columns import columns_of
from smartplan.plans.contents import Links, PlanContents, Rows
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    ChapterText,
    OrganizationUnit,
    Picture,
    PictureFile,
    Plan,
    Row,
)
from smartplan.plans.pictures.images import prepared_before
from smartplan.plans.references import BEGINNING, with_own_ids
from smartplan.structure.keys import SectionKey

Content = dict[str, Any]


def contents_from(
    content: Content, municipality: Municipality, ids: Mapping[str, int] | None = None
) -> PlanContents:
    """What the content holds, as `read_plan` gives it for a stored plan.

    The content must be known to be right: written by us, or checked. `ids` says which row each
    local id was ({"measures-3": 17}); without it a row's place stands in. Quoted cases are not
    looked up: what was copied from them is in the content.
    """
    unfolding = Unfolding(municipality, content, ids or {})
    for kind in ROWS:
        unfolding.unfold_rows(kind)
    unfolding.join_rows()
    unfolding.name_references()
    return PlanContents(
        unfolding.plan,
        unfolding.chapters,
        unfolding.texts,
        unfolding.found,
        unfolding.links,
    )


class Unfolding:
    """One plan's contents being made from its JSON."""

    def __init__(
        self, municipality: Municipality, content: Content, ids: Mapping[str, int]
    ) -> None:
        self.content: dict[str, list[Content]] = content.get("rows", {})
        self.ids = ids
        self.plan = Plan(municipality=municipality, **_plain(Plan, content["plan"]))
        self.made: dict[str, dict[str, Any]] = {"chapters": {}}
        """What was made, by kind and local id."""
        self.found: Rows = {}
        self.links = Links()
        self.chapters = [
            self._chapter(place, values)
            for place, values in enumerate(content["chapters"], start=1)
        ]
        self.texts = {
            SectionKey(values["section"]): self._text(chapter, values.get("texts", {}))
            for chapter, values in zip(self.chapters, content["chapters"], strict=True)
            if values.get("section")
        }

    def _chapter(self, place: int, values: Content) -> Chapter:
        chapter = Chapter(pk=self._pk(values, place), **_plain(Chapter, values))
        chapter.plan, chapter.position = self.plan, place
        self.made["chapters"][values["id"]] = chapter
        return chapter

    def _text(self, chapter: Chapter, values: Content) -> ChapterText:
        text = TEXTS[SectionKey(str(chapter.section))]
        return text(chapter=chapter, **_plain(text, values))

    def unfold_rows(self, kind: Any) -> None:
        """The rows of one kind with their own cells."""
        made: dict[str, Any] = {}
        for place, values in enumerate(self.content.get(kind.rows_name(), ()), start=1):
            row = kind(pk=self._pk(values, place), position=place, **_plain(kind, values))
            row._state.fields_cache["plan"] = self.plan
            if isinstance(row, Picture):
                row.file = _file(values)
            made[values["id"]] = row
        self.made[kind.rows_name()] = made
        self.found[kind] = list(made.values())

    def join_rows(self) -> None:
        """Let the rows know the rows that they refer to."""
        for kind, rows in self.found.items():
            for row, values in zip(rows, self.content.get(kind.rows_name(), ()), strict=True):
                self._join(row, values)
        for unit in self.found[OrganizationUnit]:
            if isinstance(unit, OrganizationUnit) and unit.is_under(unit):
                unit.parent = None

    def name_references(self) -> None:
        """Let the marks in the texts name the rows and chapters by the ids that these have here."""
        units = (*self.chapters, *self.texts.values(), *(r for k in self.found.values() for r in k))
        for unit in units:
            for field in columns_of(type(unit)):
                value = getattr(unit, field.attname, None) if not field.many_to_many else None
                if isinstance(value, str) and BEGINNING in value:
                    setattr(unit, field.attname, with_own_ids(value, self.made))

    def _join(self, row: Row, values: Content) -> None:
        for field in columns_of(type(row)):
            target: Any = field.related_model
            if field.name == "policy_fields":
                for place, name in enumerate(values.get(field.name, ()), start=1):
                    self.links.add(field.name, row.pk, place, place, name)
            elif field.many_to_many:
                for local in values.get(field.name, ()):
                    to = self.made[target.rows_name()][local]
                    self.links.add(field.name, row.pk, to.pk, 0, "")
            elif target is Case:
                setattr(row, field.name, None)
            elif target in (*ROWS, Chapter):
                name = "chapters" if target is Chapter else target.rows_name()
                setattr(row, field.name, self.made[name].get(values.get(field.name, "")))

    def _pk(self, values: Content, place: int) -> int:
        return self.ids.get(values["id"], place)


def _plain(kind: type[models.Model], values: Content) -> Content:
    """The plain columns; one that the content does not know yet has its default."""
    return {
        field.name: values[field.name]
        for field in columns_of(kind)
        if not field.is_relation and field.name in values
    }


def _file(values: Content) -> PictureFile:
    """The file of a picture as it was stored."""
    kept = prepared_before(b64decode(values["content"]))
    return PictureFile(
        sha256=kept.sha256,
        media_type=kept.media_type,
        width=kept.width,
        height=kept.height,
        content=kept.content,
    )
