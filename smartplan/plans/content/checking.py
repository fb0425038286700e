"""Is the content what a plan may hold? Every problem is named with its path."""

from __future__ import annotations

from typing import Any

from django.db import models

from smartplan.plans.content import pictures
from smartplan.plans.content.checking_objects import Object, ObjectChecker, short
from smartplan.plans.content.columns import SCHEMA, VERSION, columns_of
from smartplan.plans.content.problems import Problem
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    IndicatorValue,
    OrganizationUnit,
    Picture,
    Plan,
)
from smartplan.structure.keys import SectionKey

MAX_ROWS = 5_000

ALSO_REQUIRED = {IndicatorValue: ("year",), Picture: ("place",)}
"""What a row cannot be without, beside what it refers to."""


class Checker(ObjectChecker):
    """Reads the content once and collects every problem."""

    def check(self, content: Any) -> list[Problem]:
        if not self.is_object(content, ""):
            return self.problems
        if content.get("schema") != SCHEMA:
            self.add("schema", f"「{SCHEMA}」ではありません。計画を書き出したファイルですか。")
        elif content.get("version") != VERSION or isinstance(content.get("version"), bool):
            self.add("version", f"この版のファイルは読めません。読める版は{VERSION}です。")
        if self.problems:
            return self.problems
        known = ("schema", "version", "municipality", "plan", "chapters", "rows")
        self.check_keys(content, known, "")
        self.check_text(content.get("municipality", ""), 6, "municipality")
        self.check_fields(Plan, content.get("plan"), "plan", required=("title",))
        self._gather_ids(content)
        self._chapters(content.get("chapters"))
        self._rows(content.get("rows", {}))
        return self.problems

    # The parts of the file -------------------------------------------------------------------

    def _chapters(self, chapters: Any) -> None:
        if not self.is_list(chapters, "chapters"):
            return
        seen: set[SectionKey] = set()
        for place, chapter in enumerate(chapters):
            path = f"chapters[{place}]"
            if not self.is_object(chapter, path):
                continue
            self.check_fields(Chapter, chapter, path, required=("title",), besides=("id", "texts"))
            section = _section(chapter.get("section"))
            if section in seen:
                self.add(f"{path}.section", f"「{section.label}」の章が2つあります。")
            if section:
                seen.add(section)
                self.check_fields(TEXTS[section], chapter.get("texts", {}), f"{path}.texts")
            elif chapter.get("texts"):
                self.add(f"{path}.texts", "自由に追加した章の文章は body に入れてください。")
        for section in SectionKey:
            if section not in seen:
                self.add("chapters", f"「{section.label}」（{section.value}）の章がありません。")

    def _rows(self, rows: Any) -> None:
        if not self.is_object(rows, "rows"):
            return
        self.check_keys(rows, [kind.rows_name() for kind in ROWS], "rows")
        for kind in ROWS:
            name = kind.rows_name()
            for place, row in enumerate(_list(rows.get(name))):
                path = f"rows.{name}[{place}]"
                if isinstance(row, dict):
                    required = [
                        field.name
                        for field in columns_of(kind)
                        if not field.null and isinstance(field, models.ForeignKey)
                    ]
                    required += ALSO_REQUIRED.get(kind, ())
                    besides = ("id", *(pictures.KEYS if kind is Picture else ()))
                    self.check_fields(kind, row, path, required=required, besides=besides)
        self._no_circles(_list(rows.get("organization_units")))
        self._one_value_a_year(_list(rows.get("indicator_values")))
        for path, message in pictures.problems(_list(rows.get("pictures"))):
            self.add(f"rows.{path}", message)

    def _gather_ids(self, content: Object) -> None:
        rows = content.get("rows")
        listed = rows if isinstance(rows, dict) else {}
        for name, label, path, found in (
            ("chapters", "章", "chapters", content.get("chapters")),
            *(
                (name, kind._meta.verbose_name, f"rows.{name}", listed.get(name, []))
                for kind in ROWS
                if (name := kind.rows_name())
            ),
        ):
            self.ids[name] = set()
            if name != "chapters" and not self.is_list(found, path):
                continue
            if len(_list(found)) > MAX_ROWS:
                self.add(path, f"{label}が多すぎます。{MAX_ROWS:,}行までにしてください。")
            for place, row in enumerate(_list(found)):
                self._gather_id(name, f"{path}[{place}]", row)

    def _gather_id(self, name: str, path: str, row: Any) -> None:
        if not isinstance(row, dict):
            if name != "chapters":
                self.is_object(row, path)
            return
        local = row.get("id")
        if not isinstance(local, str) or not local:
            self.add(f"{path}.id", "行を区別する id を文字列で入れてください。")
        elif local in self.ids[name]:
            self.add(f"{path}.id", f"「{short(local)}」が2回使われています。")
        else:
            self.ids[name].add(local)

    def _no_circles(self, units: list[Any]) -> None:
        above = {
            unit["id"]: unit.get("parent")
            for unit in units
            if isinstance(unit, dict) and isinstance(unit.get("id"), str)
        }
        done: set[Any] = set()
        for place, start in enumerate(above):
            walked: set[Any] = set()
            step: Any = start
            while isinstance(step, str) and step in above and step not in done | walked:
                walked.add(step)
                step = above[step]
            if isinstance(step, str) and step in walked:
                label = OrganizationUnit._meta.get_field("parent").verbose_name
                path = f"rows.organization_units[{place}].parent"
                self.add(path, f"{label}が輪になっています。たどると自分に戻ります。")
            done |= walked

    def _one_value_a_year(self, values: list[Any]) -> None:
        seen: set[tuple[str, int]] = set()
        for place, value in enumerate(values):
            if not isinstance(value, dict):
                continue
            key = (str(value.get("indicator")), str(value.get("year")))
            if key in seen:
                path = f"rows.indicator_values[{place}].year"
                self.add(path, f"同じ指標の{short(key[1])}年度の値が2つあります。")
            seen.add(key)  # type: ignore[arg-type]


def _section(value: Any) -> SectionKey | None:
    return SectionKey(value) if isinstance(value, str) and value in SectionKey.values else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
