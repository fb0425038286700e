"""What differs between two revisions of a unit, in the words of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Model

from smartplan.plans.contents import UNNAMED
from smartplan.plans.models import TEXTS, Chapter, PictureFile, Plan, Row
from smartplan.plans.revisions.snapshots import KINDS, NAMED, Content, written_fields
from smartplan.structure.keys import SectionKey

PLACE = "（並び順の変更）"
SHOWN_OF_HASH = 8


@dataclass(frozen=True)
class Difference:
    """One thing that changed: what it is called, what it was, what it is."""

    label: str
    before: str
    after: str


def differences(
    before: Content, after: Content, adapted: Callable[[str], str] = str
) -> list[Difference]:
    """What changed from one revision's content to another's of the same unit, in page order.

    An empty dict stands for the time before the unit existed; `adapted` puts our own labels into
    the words of the municipality (municipalities/town_words.py).
    """
    unit = str((after or before).get("unit", ""))
    names: dict[str, dict[str, str]] = {}
    for content in (before, after):
        for kind, known in content.get("names", {}).items():
            names[kind] = {**names.get(kind, {}), **known}
    words = Words(names, adapted)
    if unit == "plan":
        return list(words.changes(Plan, before.get("fields", {}), after.get("fields", {})))
    if unit == "chapter":
        return list(_chapter_differences(words, before, after))
    if unit not in KINDS:
        return []
    found = list(words.changes(KINDS[unit], before.get("fields", {}), after.get("fields", {})))
    return found + list(_value_differences(before, after))


def _chapter_differences(words: Words, before: Content, after: Content) -> Iterator[Difference]:
    yield from words.changes(Chapter, before.get("fields", {}), after.get("fields", {}))
    section = (after or before).get("section")
    if section:
        text = TEXTS[SectionKey(section)]
        yield from words.changes(text, before.get("texts", {}), after.get("texts", {}))
    rows_before, rows_after = before.get("rows", {}), after.get("rows", {})
    for name in {**rows_before, **rows_after}:
        yield from words.row_changes(
            KINDS[name], rows_before.get(name, []), rows_after.get(name, [])
        )


def _value_differences(before: Content, after: Content) -> Iterator[Difference]:
    """The yearly values of an indicator."""
    old = {values["year"]: values["value"] for values in before.get("values", ())}
    new = {values["year"]: values["value"] for values in after.get("values", ())}
    for year in sorted({*old, *new}):
        if old.get(year) != new.get(year):
            yield Difference(f"{year}年度の値", old.get(year, ""), new.get(year, ""))


class Words:
    """The words for what a revision holds in codes and ids."""

    def __init__(
        self, names: dict[str, dict[str, str]], adapted: Callable[[str], str] = str
    ) -> None:
        self.names = names
        self.adapted = adapted

    def changes(self, kind: type[Model], before: Content, after: Content) -> Iterator[Difference]:
        for field in _shown_fields(kind):
            key = field.attname if isinstance(field, models.ForeignKey) else field.name
            old, new = self._shown(field, before.get(key)), self._shown(field, after.get(key))
            if old != new:
                yield Difference(self.adapted(str(field.verbose_name)), old, new)

    def row_changes(
        self, kind: type[Row], before: list[Content], after: list[Content]
    ) -> Iterator[Difference]:
        label = str(kind._meta.verbose_name)
        old = {values["id"]: values for values in before}
        new = {values["id"]: values for values in after}
        for pk, values in old.items():
            if pk not in new:
                yield Difference(f"{label}（削除）", self._whole(kind, values), "")
        for pk, values in new.items():
            if pk not in old:
                yield Difference(f"{label}（追加）", "", self._whole(kind, values))
                continue
            named = f"{label}「{_title(kind, values) or _title(kind, old[pk])}」"
            for change in self.changes(kind, old[pk], values):
                yield Difference(f"{named}の{change.label}", change.before, change.after)
        both = [pk for pk in old if pk in new]
        if both != [pk for pk in new if pk in old]:
            yield Difference(f"{label}{PLACE}", _list(kind, before), _list(kind, after))

    def _whole(self, kind: type[Row], values: Content) -> str:
        """All cells of a row, as 「見出し：内容」 lines."""
        cells = self.changes(kind, {}, values)
        return "\n".join(f"{cell.label}：{cell.after}" for cell in cells if cell.after)

    def _shown(self, field: models.Field[Any, Any], value: Any) -> str:
        if value is None or value == "" or value == []:
            return ""
        if field.related_model is PictureFile:
            return f"画像（識別番号 {value[:SHOWN_OF_HASH]}）"
        if field.many_to_many or isinstance(field, models.ForeignKey):
            kind: Any = field.related_model
            known = self.names.get(kind.rows_name() if kind in NAMED else field.name, {})
            ids = value if isinstance(value, list) else [value]
            return "、".join(known.get(str(pk)) or UNNAMED for pk in ids)
        if isinstance(field, models.BooleanField):
            return "はい" if value else "いいえ"
        if isinstance(value, list):
            return "、".join(str(each) for each in value)
        return str(dict(field.flatchoices).get(value, value))


def _shown_fields(kind: type[Model]) -> list[models.Field[Any, Any]]:
    """Cells and links to other rows; people, divisions and cases stand there by name already."""
    plain = [
        field
        for field in written_fields(kind)
        if field.name != "position"
        and not isinstance(field, models.DateTimeField)
        and (not field.is_relation or field.related_model in (*NAMED, PictureFile))
    ]
    return [*plain, *kind._meta.many_to_many]


def _title(kind: type[Row], values: Content) -> str:
    """What the row is called: its first cell that holds something."""
    cells = [field for field in _shown_fields(kind) if not field.is_relation]
    for field in cells:
        if not field.choices and (text := str(values.get(field.attname) or "").strip()):
            return text.splitlines()[0][:40]
    return ""


def _list(kind: type[Row], rows: list[Content]) -> str:
    return "\n".join(_title(kind, values) or "（空の行）" for values in rows)
