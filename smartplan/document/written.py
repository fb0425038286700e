"""The rows in which something was written: the others would print a number and empty cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import TypeVar

from django.db.models import CharField, Model, TextField

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import ROWS, Row

RowT = TypeVar("RowT", bound=Row)

NUMBERS = ("number",)
"""Cells that only number a row."""


def written(contents: PlanContents, kind: type[RowT]) -> list[RowT]:
    """The rows of a kind in which something was typed; a choice from a list does not count."""
    return [row for row in contents.rows(kind) if has_words(row)]


def has_words(row: Row) -> bool:
    return any(getattr(row, name).strip() for name in _wordy(type(row)))


def typed_texts(contents: PlanContents) -> Iterator[str]:
    """Everything that was typed anywhere in the plan, printed or not."""
    rows = (row for kind in ROWS for row in contents.rows(kind))
    units = (contents.plan, contents.plan.municipality, *contents.chapters)
    for unit in (*units, *contents.texts.values(), *rows):
        yield from map(partial(getattr, unit), typed_fields(type(unit)))


@cache
def typed_fields(kind: type[Model]) -> tuple[str, ...]:
    """The names of the cells in which people write."""
    return tuple(
        field.name
        for field in kind._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
    )


@cache
def _wordy(kind: type[Row]) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in kind._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not field.choices
        and field.name not in NUMBERS
    )
