"""The figures beside the rows from which they are drawn, as saved or as somebody is typing."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from smartplan.document.figures.everything import EVERY_FIGURE, KindOfFigure, figures_of
from smartplan.plans.models import IndicatorValue, Row
from smartplan.plans.reading import PlanContents, join_rows
from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.printing.html.document import figure_html
from smartplan.structure.keys import SectionKey
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.ordering import merged
from smartplan.wizard.row.saving import RowPage
from smartplan.wizard.sections.policy import IndicatorForm


@dataclass(frozen=True)
class FigurePanel:
    """A figure on the page of its chapter: how it is printed, and the drawing on demand."""

    key: str
    label: str
    choice: BoundField | None = None
    own: str = ""
    """What it is called on the page of a row that shows only its own part of the figure."""


def panels_of(page: ChapterPage, rows_name: str) -> tuple[FigurePanel, ...]:
    """The figures that belong beside the rows of one kind."""
    if page.chapter.section is None:
        return ()
    return tuple(
        FigurePanel(kind.key, kind.label, page.text_form[kind.field])
        for kind in figures_of(SectionKey(page.chapter.section))
        if kind.rows.rows_name() == rows_name
    )


def panels_of_kind(kind: type[Row]) -> tuple[FigurePanel, ...]:
    """The figures in which a row of this kind appears, for the row's own page."""
    own = f"この{kind._meta.verbose_name}の図"
    return tuple(
        FigurePanel(each.key, each.label, own=own if each.own else "")
        for each in EVERY_FIGURE
        if each.rows is kind
    )


def drawn(kind: KindOfFigure, contents: PlanContents, row: Row | None = None) -> SafeString:
    """The figure as HTML, of one row what it shows by itself; empty while nothing can be drawn."""
    figures = kind.own(contents, row) if kind.own and row else kind.figures(contents)
    parts = (
        figure_html(replace(figure, anchor=f"figure-{kind.key}-{place}"), screen=True)
        for place, figure in enumerate(figures, start=1)
    )
    return mark_safe("".join(parts))  # noqa: S308 - html.py escapes every word of it


# What is typed and not saved yet -----------------------------------------------------------------


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
    contents, form = page.form.contents, page.form
    form.is_valid()
    row: Any = copy(page.row)
    for name, value in form.cleaned_data.items():
        if name in form.references:
            setattr(row, f"{name}_id", int(value) if value else None)
        elif name not in form.links and not name.startswith("year_2"):
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
    sent = page.rows.get(table.rows_name, [])
    if not sent:
        return list(table.rows)
    whole = merged(table.rows, sent)
    return _numbered(
        [_filled(table, each) if isinstance(each, PostedRow) else each for each in whole]
    )


def _filled(table: TableInPlan, sent: PostedRow) -> Row:
    """The row as typed; a cell that cannot be read leaves what was stored."""
    row = copy(sent.row) if sent.row else table.new_row()
    for column in table.table.columns:
        if column.name in sent.values:
            column.write(row, sent.values[column.name])
    return row


def _numbered(rows: list[Any]) -> list[Any]:
    """New rows with a number of their own below zero, so that they can be told apart."""
    for place, row in enumerate(rows, start=1):
        if row.pk is None:
            row.pk = -place
    return rows
