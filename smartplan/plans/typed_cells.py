"""Which cells of a plan people type words into: the one list of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter

from django.db.models import CharField, Model, TextField

from smartplan.plans.models import Row

NUMBERS = ("number",)
"""Cells that only number a row."""

LONGEST_CODE = 100
"""Cells of at most so many characters hold codes, years and numbers as typed, not words."""


@cache
def typed_cells(kind: type[Model]) -> tuple[str, ...]:
    """The names of the cells that are typed; a choice from a list is none."""
    return tuple(field.name for field in _typed(kind))


def typed_into(unit: Model) -> tuple[str, ...]:
    """Everything that was typed into a row, a text, a chapter or the settings of a plan."""
    return _reader(typed_cells(type(unit)))(unit)


def words_typed_into(unit: Model) -> tuple[str, ...]:
    """Of what was typed the cells that hold words, and not a code, a year or a number."""
    return _reader(_wordy_cells(type(unit)))(unit)


def has_words(row: Row) -> bool:
    """Was anything typed into the row? What only numbers it does not count."""
    return any(map(str.strip, _reader(_telling_cells(type(row)))(row)))


@cache
def _wordy_cells(kind: type[Model]) -> tuple[str, ...]:
    long = (each for each in _typed(kind) if not each.max_length or each.max_length > LONGEST_CODE)
    return tuple(field.name for field in long)


@cache
def _telling_cells(kind: type[Model]) -> tuple[str, ...]:
    return tuple(name for name in typed_cells(kind) if name not in NUMBERS)


@cache
def _reader(names: tuple[str, ...]) -> Callable[[Model], tuple[str, ...]]:
    """Reads these cells at once: thousands of rows are read for every page."""
    if len(names) < 2:
        return lambda unit: tuple(getattr(unit, name) for name in names)
    return attrgetter(*names)


def _typed(kind: type[Model]) -> list[CharField[str, str] | TextField[str, str]]:
    return [
        field
        for field in kind._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
    ]
