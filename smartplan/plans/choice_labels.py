"""What was chosen in a row (実証, 増やす), as tables and figures print it by the hundred."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Model


def choice_label(row: Model, name: str) -> str:
    """The label of what was chosen in a cell; a value that is no choice stands for itself.

    The same as `get_…_display`, which makes the list of choices anew for each row.
    """
    value = getattr(row, name)
    return str(_labels(type(row), name).get(value, value))


@cache
def _labels(kind: type[Model], name: str) -> dict[Any, str]:
    field: Any = kind._meta.get_field(name)
    return {value: str(label) for value, label in field.flatchoices}
