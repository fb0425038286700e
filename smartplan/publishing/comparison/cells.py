"""A cell of a plan in words: choices by their labels, links by what the other row is called."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models
from django.db.models import Model
from django.db.models.fields import Field as ModelField

from smartplan.document.values import shown_fiscal_year
from smartplan.japanese.quoting import in_quotes
from smartplan.japanese.years import fiscal_year_label
from smartplan.plans.content.columns import columns_of
from smartplan.plans.contents import PlanContents, letters
from smartplan.plans.models import (
    Chapter,
    Citation,
    Field,
    IndicatorValue,
    Measure,
    OrganizationUnit,
    Picture,
    Plan,
    Row,
)

NOT_COMPARED: dict[type[Model], set[str]] = {
    # The columns of the table tell the edition.
    Plan: {"edition"},
    # How far the work is and who does it is not in the document.
    Chapter: {"section", "state", "person_name", "division_name"},
    Citation: {"chapter", "case", "case_number"},
    IndicatorValue: {"indicator"},
}

FISCAL_YEARS = {"start_year", "end_year", "year"}
"""Whole numbers that are fiscal years."""


@cache
def compared_fields(kind: type[Model]) -> tuple[ModelField[Any, Any], ...]:
    """The cells of a table that people fill and that the document or its settings show."""
    hidden = NOT_COMPARED.get(kind, set())
    return tuple(field for field in columns_of(kind) if field.name not in hidden)


def key_of(field: ModelField[Any, Any], unit: Model, contents: PlanContents) -> Any:
    """What decides whether a cell is the same: a link by the row it leads to, not by its name."""
    if field.many_to_many:
        return sorted(_linked(field, unit, contents))
    if isinstance(field, models.ForeignKey):
        target = getattr(unit, field.name)
        return target.pk if target is not None else None
    return field.value_from_object(unit)


def words_of_cell(field: ModelField[Any, Any], unit: Model, contents: PlanContents) -> str:
    """A cell as people read it."""
    if field.many_to_many:
        return "\n".join(_linked(field, unit, contents).values())
    value = getattr(unit, field.name)
    if isinstance(field, models.ForeignKey):
        return called(value, contents) if value is not None else ""
    if isinstance(field, models.BooleanField):
        return "はい" if value else "いいえ"
    if field.name == "sdgs":
        return "、".join(f"目標{number}" for number in value)
    if isinstance(field, models.IntegerField) and not field.choices:
        return _number(field.name, value, contents.plan)
    return str(dict(field.flatchoices).get(value, value) or "")


def _number(name: str, value: int | None, plan: Plan) -> str:
    if value is None:
        return ""
    if name in FISCAL_YEARS:
        return shown_fiscal_year(value, plan.year_style) or fiscal_year_label(value)
    return f"{value}年" if name == "years" else str(value)


def _linked(field: ModelField[Any, Any], unit: Model, contents: PlanContents) -> dict[Any, str]:
    """The rows (or the library's fields, by name) to which a cell leads."""
    if isinstance(unit, Field):
        return {name: name for name in contents.policy_fields_of(unit)}
    if not isinstance(unit, Measure):
        return {}
    issues, indicators = contents.issues_of(unit), contents.indicators_of(unit)
    rows: list[Any] = [*issues] if field.name == "issues" else [*indicators]
    return {row.pk: called(row, contents) for row in rows}


# What rows are called --------------------------------------------------------------------------


def number_of(row: Row, contents: PlanContents) -> str:
    """The number that the document computes for a row: A-2, K3, or the letter of a field."""
    if isinstance(row, Field):
        return letters(contents.place_of(row))
    return contents.number_of(row)


def called(row: Any, contents: PlanContents) -> str:
    """「A-2　デマンド交通」: a row's number and name, as another row's cell has it."""
    title = _title(row) or f"（名称なし：{contents.place_of(row)}行目）"
    return "　".join(filter(None, (number_of(row, contents), title)))


def place_of(row: Row, contents: PlanContents) -> str:
    """「施策A-2「デマンド交通」」: the row as the first column of the table has it."""
    if isinstance(row, OrganizationUnit | Picture):
        return f"{row._meta.verbose_name}{in_quotes(_title(row))}"
    title = _title(row)
    number = number_of(row, contents)
    named = in_quotes(title) if title else f"（{contents.place_of(row)}行目）"
    return f"{row._meta.verbose_name}{number}{named}"


LONGEST_TITLE = 40


def _title(row: Row) -> str:
    """What the row is called: its first cell that holds something."""
    if isinstance(row, Picture):
        return row.get_place_display()
    for field in compared_fields(type(row)):
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            text = str(field.value_from_object(row)).strip()
            if text and field.name != "number":
                first = text.splitlines()[0]
                return first if len(first) <= LONGEST_TITLE else f"{first[:LONGEST_TITLE]}…"
    return ""
