"""The plan as somebody is typing it, for drawing a figure before it is saved."""

from __future__ import annotations

from copy import copy
from typing import Any

from smartplan.plans.models import IndicatorValue, Row
from smartplan.plans.reading import PlanContents, join_rows
from smartplan.plans.sections.tables import TableInPlan
from smartplan.structure.keys import SectionKey
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.row.page import RowPage
from smartplan.wizard.sections.policy import IndicatorForm


def as_typed(page: ChapterPage) -> PlanContents:
    """The plan as it would be if the chapter's page were saved now; nothing is written."""
    page.text_form.is_valid()
    text: Any = copy(page.text)
    for name, value in page.text_form.cleaned_data.items():
        setattr(text, name, value)
    changed = {table.kind: _rows(page, table) for table in page.tables}
    return _with(page.contents, changed, text if page.chapter.section else None)


def row_as_typed(page: RowPage) -> PlanContents:
    """The plan as it would be if the page of one row were saved now."""
    contents, form = page.contents, page.form
    form.is_valid()
    row: Any = copy(page.row)
    for name, value in form.cleaned_data.items():
        if name in form.references:
            setattr(row, f"{name}_id", int(value) if value else None)
        elif name not in form.links and name not in form.years:
            setattr(row, name, value)
    kind = type(page.row)
    changed: dict[type[Row], list[Any]] = {
        kind: [row if each.pk == row.pk else each for each in contents.rows(kind)]
    }
    if isinstance(form, IndicatorForm):
        others = [each for each in contents.rows(IndicatorValue) if each.indicator_id != row.pk]
        values = [
            IndicatorValue(plan=row.plan, indicator=row, year=year, value=value)
            for year, value in form.values().items()
        ]
        changed[IndicatorValue] = [*others, *_numbered(values)]
    return _with(contents, changed)


def _with(contents: PlanContents, changed: dict[type[Row], list[Any]], text: Any = None) -> Any:
    found = contents.with_rows(changed)
    if text is not None:
        found.texts = {**found.texts, SectionKey(text.chapter.section): text}
    join_rows(found)
    return found


def _rows(page: ChapterPage, table: TableInPlan) -> list[Row]:
    """The rows of the table with those of the page as they are typed, where its first one stood."""
    sent = page.rows.get(table.rows_name, [])
    typed = [table.filled(each) for each in sent if not each.removed]
    gone = {each.row.pk for each in sent if each.row is not None}
    places = [place for place, row in enumerate(table.rows) if row.pk in gone]
    first = places[0] if places else len(table.rows)
    before = [row for row in table.rows[:first] if row.pk not in gone]
    after = [row for row in table.rows[first:] if row.pk not in gone]
    return _numbered([*before, *typed, *after])


def _numbered(rows: list[Any]) -> list[Any]:
    """New rows with a number of their own below zero, so that they can be told apart."""
    for place, row in enumerate(rows, start=1):
        if row.pk is None:
            row.pk = -place
    return rows
