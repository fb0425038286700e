"""Is one object of the content what its table may hold?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Model
from django.db.models.fields import Field as ModelField

from smartplan.plans.content.columns import columns_of
from smartplan.plans.content.problems import Problem
from smartplan.plans.models import Chapter
from smartplan.plans.references import slack

FIRST_YEAR, LAST_YEAR = 1900, 2200
RANGES = {
    "start_year": (FIRST_YEAR, LAST_YEAR),
    "end_year": (FIRST_YEAR, LAST_YEAR),
    "year": (FIRST_YEAR, LAST_YEAR),
    "years": (1, 50),
}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no database, PDF or Word file takes: control characters and halves of a character."""

Object = dict[str, Any]


class ObjectChecker:
    """Collects what is wrong with the objects that it is given."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.ids: dict[str, set[str]] = {}
        """The local ids of each kind of row, and of the chapters."""

    def check_fields(
        self,
        kind: type[Model],
        values: Any,
        path: str,
        *,
        required: Iterable[str] = (),
        besides: tuple[str, ...] = (),
    ) -> None:
        if not self.is_object(values, path):
            return
        fields = {field.name: field for field in columns_of(kind)}
        self.check_keys(values, (*fields, *besides), path)
        for name in required:
            if values.get(name) in (None, ""):
                label = fields[name].verbose_name
                self.add(f"{path}.{name}", f"{label}がありません。入れてください。")
        for name, field in fields.items():
            if name in values and not (values[name] is None and name in required):
                self._value(field, values[name], f"{path}.{name}")

    def _value(self, field: ModelField[Any, Any], value: Any, path: str) -> None:
        if field.many_to_many:
            self._many(field, value, path)
        elif value is None and field.null:
            return
        elif field.name == "case":
            self.check_text(value, 10, path)
        elif isinstance(field, models.ForeignKey):
            self._reference(field, value, path)
        elif isinstance(field, models.JSONField):
            self._sdgs(value, path)
        elif isinstance(field, models.BooleanField):
            if not isinstance(value, bool):
                self.add(path, f"true か false にしてください（今は{_kind_of(value)}）。")
        elif isinstance(field, models.IntegerField):
            self._number(field, value, path)
        elif isinstance(field, models.CharField | models.TextField):
            if self.check_text(value, field.max_length, path):
                self._choice(field, value, path)
        else:
            raise NotImplementedError(f"{field} is not taught to content/checking.py.")

    def check_text(self, value: Any, longest: int | None, path: str) -> bool:
        if not isinstance(value, str):
            self.add(path, f"文字列にしてください（今は{_kind_of(value)}）。")
            return False
        if longest is not None and len(value) - slack(value) > longest:
            self.add(path, f"{longest}文字以内にしてください（今は{len(value):,}文字）。")
            return False
        if found := FORBIDDEN.search(value):
            code = f"U+{ord(found[0]):04X}"
            self.add(path, f"{found.start() + 1}文字目に使えない文字（{code}）があります。")
            return False
        return True

    def _choice(self, field: ModelField[Any, Any], value: Any, path: str) -> None:
        if field.choices is None or (value == "" and field.blank):
            return
        codes = [code for code, _ in field.flatchoices]
        if value not in codes:
            shown = "、".join(str(code) for code in codes)
            missing = f"「{short(value)}」という選択肢はありません。"
            self.add(path, f"{missing}選べるのは {shown} です。")

    def _number(self, field: ModelField[Any, Any], value: Any, path: str) -> None:
        low, high = RANGES.get(field.name, (0, 32_767))
        if not isinstance(value, int) or isinstance(value, bool):
            self.add(path, f"整数にしてください（今は{_kind_of(value)}）。")
        elif field.choices:
            self._choice(field, value, path)
        elif not low <= value <= high:
            self.add(path, f"{low}から{high}までの整数にしてください。")

    def _sdgs(self, value: Any, path: str) -> None:
        numbers = value if isinstance(value, list) else [None]
        if any(type(each) is not int or not 1 <= each <= 17 for each in numbers):
            self.add(path, "1から17までの整数の一覧にしてください。")

    def _many(self, field: ModelField[Any, Any], value: Any, path: str) -> None:
        if not self.is_list(value, path):
            return
        if len({each for each in value if isinstance(each, str)}) < len(value):
            self.add(path, "同じものが2回あるか、文字列でないものがあります。")
            return
        for place, each in enumerate(value):
            if field.name == "policy_fields":
                self.check_text(each, 40, f"{path}[{place}]")
            else:
                self._reference(field, each, f"{path}[{place}]")

    def _reference(self, field: ModelField[Any, Any], value: Any, path: str) -> None:
        kind: Any = field.related_model
        name = "chapters" if kind is Chapter else kind.rows_name()
        if not isinstance(value, str):
            self.add(path, f"行の id を文字列で入れてください（今は{_kind_of(value)}）。")
        elif value not in self.ids[name]:
            thing = "章" if kind is Chapter else "行"
            self.add(path, f"「{short(value)}」という{thing}はありません。")

    # Shapes ------------------------------------------------------------------------------------

    def is_object(self, value: Any, path: str) -> bool:
        if not isinstance(value, dict):
            self.add(path, f"{{ }} で囲んだ項目の組にしてください（今は{_kind_of(value)}）。")
        return isinstance(value, dict)

    def is_list(self, value: Any, path: str) -> bool:
        if not isinstance(value, list):
            self.add(path, f"[ ] で囲んだ一覧にしてください（今は{_kind_of(value)}）。")
        return isinstance(value, list)

    def check_keys(self, values: Object, known: Iterable[str], path: str) -> None:
        for key in values.keys() - set(known):
            place = f"{path}.{short(key)}" if path else short(key)
            self.add(place, "この名前の項目はありません。つづりを確かめるか、消してください。")

    def add(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))


def short(value: Any) -> str:
    text = FORBIDDEN.sub("�", str(value))
    return text if len(text) <= 40 else f"{text[:40]}…"


def _kind_of(value: Any) -> str:
    names = {
        str: "文字列",
        bool: "真偽値",
        int: "数値",
        float: "数値",
        list: "一覧",
        dict: "項目の組",
    }
    return names.get(type(value), "空（null）")
