"""The value of one field as it is stored, and what may be stored in it."""

from __future__ import annotations

from typing import Any

from django.db import models

from smartplan.japanese.text import clean_text
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    TEXTS,
    Chapter,
    Field,
    Indicator,
    IndicatorValue,
    Measure,
    Plan,
    Row,
)
from smartplan.plans.saving.changes import Kind
from smartplan.structure.keys import SectionKey

LONGEST_TEXT = 20_000
"""How many characters of a text a form takes."""
LONGEST_STORED = 100_000
"""How many a text holds at most: a note to which others are added may grow beyond a form."""

VALUES = "values"
"""The field of an indicator that holds its yearly values; each is written with its year."""

ModelField = models.Field[Any, Any]


class CannotBeStoredError(Exception):
    """The value cannot be stored; the message says what to do."""


def field_of(kind: Kind, name: str, section: str | None = None) -> ModelField:
    """The column or link that a change names; of a chapter also one of its section's texts.

    Raises FieldDoesNotExist for a name that is none: a slip of the program.
    """
    if kind is Indicator and name == VALUES:
        return IndicatorValue._meta.get_field("value")
    if kind is Chapter and section and is_text(section, name):
        return next(each for each in texts_of(section) if each.name == name)
    found: ModelField = kind._meta.get_field(name)  # type: ignore[assignment]
    return found


def is_text(section: str | None, name: str) -> bool:
    """Does the name belong to the section's own texts rather than to the frame of its chapter?"""
    if not section:
        return False
    return any(column.name == name for column in texts_of(section))


def texts_of(section: str) -> list[ModelField]:
    """The columns of the section's own texts."""
    columns = TEXTS[SectionKey(section)]._meta.concrete_fields
    return [column for column in columns if not column.primary_key]


def stored_value(
    instance: Plan | Chapter | Row, name: str, contents: PlanContents, year: int | None = None
) -> Any:
    """What the plan, as it was read, holds in the field: an id for a key, ids for links."""
    if isinstance(instance, Indicator) and name == VALUES:
        return contents.values_of(instance).get(year or 0, "")
    if isinstance(instance, Measure) and name in ("issues", "indicators"):
        return [row.pk for row in contents.linked_to(instance, name)] if instance.pk else []
    if isinstance(instance, Field) and name == "policy_fields":
        return [pk for pk, _ in contents.policy_fields_with_ids(instance)]
    if isinstance(instance, Chapter) and is_text(instance.section, name):
        return getattr(contents.text_of(SectionKey(str(instance.section))), name)
    field = instance._meta.get_field(name)
    return getattr(instance, field.attname)  # type: ignore[union-attr]


def storable(field: ModelField, value: Any, contents: PlanContents) -> Any:
    """The value as the field stores it. Raises CannotBeStoredError."""
    if field.many_to_many:
        return [pk for pk in value if _is_here(field, pk, contents)]
    if isinstance(field, models.ForeignKey):
        if value is not None and not _is_here(field, value, contents):
            raise CannotBeStoredError("選んだ行は、ほかの人が削除しています。選び直してください。")
        return value
    if field.choices:
        return _choice(field, value)
    if isinstance(field, models.CharField | models.TextField):
        return _text(field, str(value))
    return value


def _choice(field: ModelField, value: Any) -> Any:
    known = {choice for choice, _ in field.flatchoices}
    if value in known or (field.blank and value in ("", None)):
        return value
    raise CannotBeStoredError("一覧にない値です。選び直してください。")


def _text(field: ModelField, value: str) -> str:
    text = clean_text(value)
    if not isinstance(field, models.TextField):
        text = " ".join(text.split("\n"))
    limit = field.max_length or LONGEST_STORED
    if len(text) > limit:
        raise CannotBeStoredError(
            f"{limit:,}文字までで入力してください（現在{len(text):,}文字です）。"
        )
    return text


def _is_here(field: ModelField, pk: Any, contents: PlanContents) -> bool:
    """Is the row, or chapter, to which a value points part of this plan?

    People, divisions, cases and files of pictures lie outside of plans; forms offer the right ones.
    """
    target: Any = field.related_model
    if issubclass(target, Row):
        return contents.row(target, pk) is not None
    if target is Chapter:
        return any(chapter.pk == pk for chapter in contents.chapters)
    return True
