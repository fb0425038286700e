"""What an input of a posted form is called in Japanese, as far as the tables tell."""

from __future__ import annotations

import re
from functools import cache

from django.apps import apps
from django.db.models import CharField, ForeignKey, Model, TextField

CELL = re.compile(r"(?P<rows>\w+)-(?P<index>\d+)-(?P<field>\w+)")
TECHNICAL = re.compile(
    r"(.*-)?(id|position|version|do|once|next|seen|whole|INITIAL_FORMS|TOTAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)"
)


def is_technical(name: str) -> bool:
    """Is this an input that the page needs and nobody types into?"""
    return TECHNICAL.fullmatch(name) is not None


def label_of(name: str) -> str:
    """「課題 3行目 説明」 for a cell, 「将来像」 for a text; the name itself if nobody knows it."""
    if cell := CELL.fullmatch(name):
        model = _rows().get(cell["rows"])
        if model is not None:
            rows = str(model._meta.verbose_name)
            column = _labels(model).get(cell["field"], cell["field"])
            return f"{rows} {int(cell['index']) + 1}行目 {column}"
    labels = _all_labels().get(name.rpartition("-")[2], ())
    return "・".join(labels) if 0 < len(labels) <= 2 else name


@cache
def _rows() -> dict[str, type[Model]]:
    """The tables by the name under which another table reaches them."""
    return {
        field.remote_field.related_name: model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.remote_field.related_name
    }


@cache
def _labels(model: type[Model]) -> dict[str, str]:
    return {field.name: str(field.verbose_name) for field in model._meta.fields}


@cache
def _all_labels() -> dict[str, tuple[str, ...]]:
    """The labels of the texts of every table, each once."""
    found: dict[str, dict[str, None]] = {}
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, CharField | TextField):
                found.setdefault(field.name, {})[str(field.verbose_name)] = None
    return {name: tuple(labels) for name, labels in found.items()}
