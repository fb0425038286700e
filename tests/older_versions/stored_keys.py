"""The keys that stand in databases, in JSON files and in the texts of plans."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field

from smartplan.document.figures.everything import EVERY_FIGURE
from smartplan.document.references.named_tables import TABLES
from smartplan.plans.content.columns import columns_of
from smartplan.plans.models import ROWS, TEXTS, Chapter, Plan
from smartplan.plans.references import KEYS, NAMES
from smartplan.publishing.exports.tasks import make

Keys = dict[str, list[str]]

OURS = ("plans", "publishing", "municipalities", "structure", "cases", "web")


def stored_keys() -> dict[str, Keys]:
    """What this version stores: each kind of key with its places and, of each place, the keys."""
    return {
        "marks in texts": {
            "kinds": [*NAMES, *KEYS],
            "図": [kind.key for kind in EVERY_FIGURE],
            "表": [table.key for table in TABLES],
        },
        "choices of figures": {
            section: [kind.field for kind in EVERY_FIGURE if kind.section == section]
            for section in TEXTS
        },
        "rows": {kind.rows_name(): _columns(kind) for kind in ROWS},
        "texts": {section.value: _columns(kind) for section, kind in TEXTS.items()},
        "frames": {"plan": _columns(Plan), "chapters": _columns(Chapter)},
        "choices": {
            f"{field.model._meta.label}.{field.name}": values for field, values in _choices()
        },
        "tables": {app: [kind._meta.db_table for kind in _models(app)] for app in OURS},
        "tasks": {"queue": [make.module_path]},
    }


def _columns(kind: type) -> list[str]:
    return [field.name for field in columns_of(kind)]


def _models(app: str) -> list[type]:
    return list(apps.get_app_config(app).get_models())


def _choices() -> Iterator[tuple[Field, list[str]]]:
    """The values that a column of ours may hold."""
    for app in OURS:
        for kind in _models(app):
            for field in kind._meta.concrete_fields:
                if field.choices:
                    yield field, [str(value) for value, _ in field.choices if value != ""]
