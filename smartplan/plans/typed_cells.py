"""Which cells of a plan people type words into: the one list of them."""

from __future__ import annotations

from functools import cache

from django.db.models import CharField, Model, TextField

from smartplan.plans.models import Row

NUMBERS = ("number",)
"""Cells that only number a row."""

SHORTEST = 100
"""Cells shorter than this hold codes, years and numbers as typed, not words."""


@cache
def typed_cells(kind: type[Model]) -> tuple[str, ...]:
    """The names of the cells that are typed; a choice from a list is none."""
    return tuple(field.name for field in _typed(kind))


@cache
def wordy_cells(kind: type[Model]) -> tuple[str, ...]:
    """Those of the typed cells that hold words, and not a code, a year or a number."""
    long = (each for each in _typed(kind) if not each.max_length or each.max_length > SHORTEST)
    return tuple(field.name for field in long)


def has_words(row: Row) -> bool:
    """Was anything typed into the row? What only numbers it does not count."""
    return any(getattr(row, name).strip() for name in _naming_cells(type(row)))


@cache
def _naming_cells(kind: type[Row]) -> tuple[str, ...]:
    return tuple(name for name in typed_cells(kind) if name not in NUMBERS)


def _typed(kind: type[Model]) -> list[CharField[str, str] | TextField[str, str]]:
    return [
        field
        for field in kind._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
    ]
