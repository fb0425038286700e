"""What a page held when it was opened, so that two savers are told apart from one.

A page names the newest revision of its unit at that time (`seen`). When somebody else has saved
since, that revision says which of the differences are this person's and which the other's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smartplan.japanese.text import clean_text
from smartplan.plans.models import Chapter, Plan, Revision, Row
from smartplan.plans.revisions.snapshots import Content, Unit, written_fields
from smartplan.plans.sections.columns import PolicyFieldColumn
from smartplan.plans.sections.tables import LARGEST_KEY, TableInPlan
from smartplan.wizard.chapter.frame import FrameForm
from smartplan.wizard.people import People
from smartplan.wizard.sections.row_form import RowForm

NONE_YET = 0
"""`seen` of a page whose unit had no revision yet."""


def newest_seen(unit: Unit) -> int:
    """The id of the unit's newest revision; access.py reads that of chapters and rows."""
    if isinstance(unit, Plan):
        return _of_unit(unit).values_list("pk", flat=True).first() or NONE_YET
    return getattr(unit, "seen", None) or NONE_YET


def newest_revision(unit: Unit) -> Revision | None:
    """Who saved last, and when; without the content."""
    return _of_unit(unit).defer("content").first()


def seen_by(posted: Mapping[str, str]) -> int | None:
    """The revision that the form was made from; None when the page does not say."""
    sent = posted.get("seen", "")
    if sent.isascii() and sent.isdecimal() and int(sent[:20]) <= LARGEST_KEY:
        return int(sent[:20])
    return None


def content_seen(unit: Unit, posted: Mapping[str, str]) -> Content | None:
    """What the unit held when the form was made; None when that is not known.

    A chapter without a revision was blank.
    """
    seen = seen_by(posted)
    if seen is None:
        return None
    if seen == NONE_YET:
        return {} if isinstance(unit, Chapter) else None
    found = _of_unit(unit).filter(pk=seen).first()
    return dict(found.content) if found else None


def _of_unit(unit: Unit) -> Any:
    if isinstance(unit, Plan):
        return Revision.objects.filter(plan=unit, unit="plan", unit_id=unit.pk)
    name = "chapter" if isinstance(unit, Chapter) else unit.rows_name()
    return Revision.objects.filter(plan=unit.plan, unit=name, unit_id=unit.pk)


def same(typed: Any, before: Any) -> bool:
    """Was this left as it was? A text comes back from a form with its line ends cleaned."""
    if isinstance(typed, list):
        return sorted(typed) == sorted(before or [])
    if typed in (None, "") and before in (None, ""):
        return True
    return bool(typed == before) or (isinstance(before, str) and typed == clean_text(before))


def row_base(content: Content, form: RowForm) -> dict[str, Any]:
    """The answers of the form of a row, as it was opened."""
    fields = content["fields"]
    values = {f"year_{each['year']}": each["value"] for each in content.get("values", ())}
    found: dict[str, Any] = {}
    for name in form.fields:
        if name in form.references:
            key = fields.get(f"{name}_id")
            found[name] = "" if key is None else str(key)
        elif name.startswith("year_2"):
            found[name] = values.get(name, "")
        elif name in fields:
            found[name] = fields[name]
    return found


@dataclass(frozen=True)
class ChapterBase:
    """A chapter's page as it was opened: texts, frame and the cells of the rows."""

    content: Content

    def texts(self, names: list[str], blank: Any) -> dict[str, Any]:
        texts = self.content.get("texts") or self.content.get("fields", {})
        return {name: texts.get(name, getattr(blank, name)) for name in names}

    def frame(self, people: People) -> dict[str, Any]:
        """The answers of the frame's form."""
        chapter = Chapter()
        for name, value in self.content.get("fields", {}).items():
            setattr(chapter, name, value)
        return dict(FrameForm(None, chapter=chapter, people=people).initial)

    def cells(self, table: TableInPlan) -> dict[int, dict[str, str]]:
        """The cells of each row, by its id, in the order of the rows."""
        rows = self.content.get("rows", {}).get(table.rows_name, [])
        return {values["id"]: self._cells_of(table, values) for values in rows}

    def _cells_of(self, table: TableInPlan, values: Content) -> dict[str, str]:
        row = _row_of(table.kind, values)
        known = self.content.get("names", {}).get("policy_fields", {})
        names = [known.get(str(pk), "") for pk in values.get("policy_fields", [])]
        return {
            column.name: (names[column.place] if column.place < len(names) else "")
            if isinstance(column, PolicyFieldColumn)
            else column.shown(row, table.contents)
            for column in table.table.columns
        }


def _row_of(kind: type[Row], values: Content) -> Row:
    row = kind()
    row.pk = values["id"]
    for field in written_fields(kind):
        if field.attname in values:
            setattr(row, field.attname, values[field.attname])
    return row
