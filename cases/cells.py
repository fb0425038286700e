"""How one cell of the library's CSV is read and written."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from unicodedata import normalize

from django.db import models
from import_export.widgets import ManyToManyWidget, Widget

from cases.rules import has_control_characters
from smartplan.japanese.text import clean_text


class Text(Widget):
    """A text as the admin form would keep it; control characters stay for the rules to find."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = str(value or "")
        return text if has_control_characters(text) else clean_text(text).strip()


class Number(Text):
    """A case number: full-width letters and digits are accepted."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return case_number(super().clean(value))


def case_number(text: str) -> str:
    """The number as it is stored, however wide it was typed."""
    return normalize("NFKC", clean_text(text)).strip().upper()


class Choice(Widget):
    """One of a fixed list, by its Japanese name."""

    def __init__(self, choices: type[models.TextChoices], heading: str, *, blank: bool) -> None:
        super().__init__()
        self.codes = {choice.label: choice.value for choice in choices}
        self.labels = {choice.value: choice.label for choice in choices}
        self.heading = heading
        self.blank = blank

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        name = str(value or "").strip()
        if not name and self.blank:
            return ""
        if name not in self.codes:
            raise ValueError(_not_known(self.heading, name, list(self.codes)))
        return self.codes[name]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.labels.get(value, "")


class ByName(Widget):
    """One row of another table, by the text that people know it by."""

    def __init__(self, model: type[models.Model], field: str, heading: str, *, blank: bool) -> None:
        super().__init__()
        self.model = model
        self.field = field
        self.heading = heading
        self.blank = blank

    @cached_property
    def known(self) -> dict[str, models.Model]:
        return {getattr(row, self.field): row for row in self.model._default_manager.all()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> models.Model | None:
        name = str(value or "").strip()
        if not name and self.blank:
            return None
        found = self.known.get(name) or self.known.get(name.zfill(6) if name.isdecimal() else "")
        if found is None:
            raise ValueError(_not_known(self.heading, name, list(self.known)))
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else getattr(value, self.field)


class Names(ManyToManyWidget):
    """Several rows of another table, by name, divided by 「；」."""

    def __init__(self, model: type[models.Model], heading: str) -> None:
        super().__init__(model, separator="；", field="name")
        self.heading = heading

    @cached_property
    def known(self) -> dict[str, models.Model]:
        return {row.name: row for row in self.model._default_manager.all()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[models.Model]:
        text = str(value or "").replace(";", "；").replace("\n", "；")
        names = dict.fromkeys(name.strip() for name in text.split("；"))
        names.pop("", None)
        if unknown := [name for name in names if name not in self.known]:
            raise ValueError(_not_known(self.heading, "」「".join(unknown), list(self.known)))
        return [self.known[name] for name in names]


def _not_known(heading: str, name: str, known: list[str]) -> str:
    if not name:
        return f"{heading}を入力してください。"
    offered = f"使えるのは、{'、'.join(known)}です。" if len(known) <= 20 else ""
    place = "先に管理サイトの「出典」に登録してください。" if heading == "出典" else offered
    return f"{heading}「{name[:100]}」は登録されていません。{place}"
