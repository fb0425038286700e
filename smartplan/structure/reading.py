"""Reading the whole structure from the database in one query."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from typing import Any

from django.db import models
from django.db.models import CharField, Value
from django.db.models.functions import JSONObject

from smartplan.structure.models import (
    Activity,
    GuidingQuestion,
    ModelItem,
    PlanType,
    PlanTypeAttribute,
    Section,
    SectionExample,
    SectionStyle,
    SecurityCategory,
    Stage,
    StageTask,
    Tenet,
    Track,
    Wording,
)

Row = dict[str, Any]

# Every kind of row, in the order in which the loaders write them: a row's parents come first.
KINDS: tuple[type[Wording], ...] = (
    Section,
    GuidingQuestion,
    SectionStyle,
    SectionExample,
    Stage,
    StageTask,
    Track,
    Activity,
    PlanType,
    PlanTypeAttribute,
    ModelItem,
    Tenet,
    SecurityCategory,
)
LINKS = "model_item_sections"


def read_rows() -> dict[str, list[Row]]:
    """Every row of the structure by the name of its kind, each kind in its order.

    A reference to a parent is the parent's code.
    """
    queries = [_rows_of(kind) for kind in KINDS] + [_sections_of_model_items()]
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for name, row in reduce(lambda some, more: some.union(more, all=True), queries):
        rows[name].append(row)
    for found in rows.values():
        found.sort(key=lambda row: (row.get("position", 0), row.get("id", 0)))
    return rows


def _rows_of(kind: type[Wording]) -> models.QuerySet[Any, Any]:
    columns = {
        field.name: f"{field.name}__key" if field.is_relation else field.name
        for field in kind._meta.concrete_fields
    }
    return _named(kind.objects.all(), kind._meta.model_name or "", columns)


def _sections_of_model_items() -> models.QuerySet[Any, Any]:
    through = ModelItem.sections.through.objects.all()
    return _named(through, LINKS, {"item": "modelitem__key", "section": "section__key"})


def _named(
    rows: models.QuerySet[Any, Any], name: str, columns: dict[str, str]
) -> models.QuerySet[Any, Any]:
    return rows.order_by().values_list(Value(name, output_field=CharField()), JSONObject(**columns))
