"""Bringing the fixture of the structure into the database, without treading on a curator's work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import IntegrityError, transaction

from smartplan.structure.guidance import clear_guidance
from smartplan.structure.models import ModelItem, Wording
from smartplan.structure.reading import KINDS, LINKS, Row, read_rows

Entry = dict[str, Any]
_KIND_OF = {kind._meta.label_lower: kind for kind in KINDS}


class FixtureError(Exception):
    """The file is not a fixture of the structure; the message says why, in Japanese."""


@dataclass(frozen=True)
class Change:
    """One field whose wording differs between the database and the fixture."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """A row of the fixture that the database lacks, or has in other words."""

    entry: Entry
    name: str
    title: str
    changes: tuple[Change, ...] = field(default=())

    @property
    def is_new(self) -> bool:
        return not self.changes


def read_fixture(path: Path) -> list[Entry]:
    """The rows of a fixture file, parents first."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FixtureError(f"ファイル「{path}」を読めません。場所を確かめてください。") from error
    except ValueError as error:
        raise FixtureError(f"ファイル「{path}」はUTF-8のJSONではありません。") from error
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise FixtureError(f"ファイル「{path}」は計画の構成の初期データではありません。")
    for entry in entries:
        _complete(entry)
    order = list(_KIND_OF)
    return sorted(entries, key=lambda entry: order.index(entry["model"]))


def differences(entries: list[Entry]) -> Iterator[Difference]:
    """The rows that are absent, and those whose wording is another, in the fixture's order."""
    present = _present()
    for entry in entries:
        kind, name = _KIND_OF[entry["model"]], _name(entry)
        row = present.get(name)
        changes = () if row is None else tuple(_changes(kind, row, entry["fields"]))
        if row is None or changes:
            yield Difference(entry, name, f"{kind._meta.verbose_name}「{_title(entry)}」", changes)


def write(found: list[Difference]) -> None:
    """Insert the rows that are absent and give the others the wording of the fixture."""
    if not found:
        return
    with transaction.atomic():
        for difference in found:
            try:
                for row in serializers.deserialize("python", [difference.entry]):
                    _save(row)
            except (DeserializationError, ValidationError, IntegrityError) as error:
                message = f"{difference.title}［{difference.name}］を登録できません：{error}"
                raise FixtureError(message) from error
    clear_guidance()


def _save(row: DeserializedObject) -> None:
    fields = row.object._meta.concrete_fields
    row.object.clean_fields(exclude={field.name for field in fields if field.is_relation})
    row.save()


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("model") in _KIND_OF
        and isinstance(entry.get("fields"), dict)
    )


def _complete(entry: Entry) -> None:
    """Give the optional fields that the file leaves out their empty value; refuse unknown ones."""
    options, fields = _KIND_OF[entry["model"]]._meta, entry["fields"]
    known = {one.name for one in (*options.concrete_fields, *options.many_to_many)}
    if unknown := sorted(set(fields) - known):
        raise FixtureError(
            f"{options.verbose_name}に「{'、'.join(unknown)}」という欄はありません。"
        )
    for one in options.concrete_fields:
        if one.blank and not one.primary_key:
            fields.setdefault(one.name, one.get_default())


def _present() -> dict[str, Row]:
    """What the database holds, in the shape of the fixture, by the name of the row."""
    rows = read_rows()
    sections: dict[str, list[str]] = {}
    for link in rows.pop(LINKS, ()):
        sections.setdefault(link["item"], []).append(link["section"])
    present = {}
    for kind in KINDS:
        for row in rows.get(kind._meta.model_name or "", ()):
            if kind is ModelItem:
                row["sections"] = sorted(sections.get(row["key"], ()))
            present[_name_of(kind, row)] = row
    return present


def _name(entry: Entry) -> str:
    kind = _KIND_OF[entry["model"]]
    try:
        return _name_of(kind, {name: _plain(value) for name, value in entry["fields"].items()})
    except KeyError as error:
        message = f"{kind._meta.verbose_name}の行に「{error.args[0]}」がありません。"
        raise FixtureError(message) from error


def _name_of(kind: type[Wording], row: Row) -> str:
    """A row's name for people and commands: `guidingquestion:purpose:why-now`."""
    parts = [str(row[name.removesuffix("__key")]) for name in kind.natural_fields]
    return ":".join([kind._meta.model_name or "", *parts])


def _title(entry: Entry) -> str:
    fields = entry["fields"]
    shown = next(
        (fields[name] for name in ("name", "title", "city", "label") if name in fields), ""
    )
    return shown or str(fields.get("text", ""))[:30].replace("\n", " ")


def _changes(kind: type[Wording], row: Row, fields: Row) -> Iterator[Change]:
    for name, value in fields.items():
        after, before = _plain(value), row.get(name)
        if after != before:
            label = str(getattr(kind._meta.get_field(name), "verbose_name", name))
            yield Change(label, _shown(before), _shown(after))


def _plain(value: Any) -> Any:
    """A reference as its code: `["purpose"]` is "purpose", `[["a"], ["b"]]` is ["a", "b"]."""
    if isinstance(value, list):
        codes = [_plain(part) for part in value]
        return codes[0] if len(value) == 1 and not isinstance(value[0], list) else sorted(codes)
    return value


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)
