"""Which columns are in the JSON: all but what the system keeps and those named here."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.fields import Field as ModelField

from smartplan.plans.models import KEPT_BY_THE_SYSTEM, Chapter, Citation, Picture, Plan

SCHEMA = "smartplan-plan"
VERSION = 1

LEFT_OUT: dict[type[Model], set[str]] = {
    # Their names are in the JSON; on loading they are looked up by name. Order gives the position.
    Chapter: {"position", "person", "division"},
    Citation: {"case_updated_at", "quoted_by", "quoted_at"},
    # The JSON holds the picture itself (content/pictures.py).
    Picture: {"file"},
}


@cache
def columns_of(kind: type[Model]) -> tuple[ModelField[Any, Any], ...]:
    """The columns and links of a table that its JSON object has, in the order of the table."""
    hidden = KEPT_BY_THE_SYSTEM | LEFT_OUT.get(kind, set())
    if kind is not Plan:
        hidden |= {"position"}
    columns = [
        field
        for field in kind._meta.concrete_fields
        if not field.primary_key and field.name not in hidden
    ]
    return (*columns, *kind._meta.many_to_many)
