"""What changed between two revisions of a unit, in a few words for the list of the history."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from smartplan.plans.models import TEXTS, Chapter, Plan
from smartplan.plans.revisions.snapshots import KINDS, Content, written_fields
from smartplan.structure.keys import SectionKey

SUMMARY_LENGTH = 200
BESIDES = {"person", "division"}
"""Fields whose change the name beside them tells."""


def summary(before: Content, after: Content) -> str:
    """The labels of the changed texts, cells and tables: 「策定の背景、上位・関連計画」."""
    labels = list(dict.fromkeys(_labels(before, after)))
    text = "、".join(labels)
    while len(text) > SUMMARY_LENGTH:
        labels.pop()
        text = f"{'、'.join(labels)}ほか"
    return text


def _labels(before: Content, after: Content) -> Iterator[str]:
    unit = str(after.get("unit", ""))
    if unit == "plan":
        yield from _changed(Plan, before.get("fields", {}), after["fields"])
    elif unit == "chapter":
        yield from _chapter_labels(before, after)
    elif unit in KINDS:
        yield from _changed(KINDS[unit], before.get("fields", {}), after["fields"])
        if before.get("values", []) != after.get("values", []):
            yield "年度別の値"


def _chapter_labels(before: Content, after: Content) -> Iterator[str]:
    if after.get("section"):
        kind = TEXTS[SectionKey(after["section"])]
        yield from _changed(kind, before.get("texts", {}), after["texts"])
    old = before.get("rows", {})
    for name, rows in after["rows"].items():
        if rows != old.get(name, []):
            yield str(KINDS[name]._meta.verbose_name)
    # A chapter has its frame before its first revision; only a free chapter's text is new then.
    frame = before.get("fields") or {**after["fields"], "body": ""}
    yield from _changed(Chapter, frame, after["fields"])


def _changed(kind: type[Model], before: Content, after: Content) -> Iterator[str]:
    """The labels of the fields that differ; of a unit's first revision, of those filled in."""
    blank = kind()
    for field in (*written_fields(kind), *kind._meta.many_to_many):
        name = field.name if field.many_to_many else field.attname
        if (field.is_relation and field.name in BESIDES) or field.name == "position":
            continue
        default = [] if field.many_to_many else field.value_from_object(blank)
        old, new = before.get(name, default), after.get(name, default)
        if field.many_to_many:  # in the order of the linked rows, which is not this row's matter
            old, new = sorted(old), sorted(new)
        if old != new:
            yield str(field.verbose_name)
