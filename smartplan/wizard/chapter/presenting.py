"""What a chapter's page shows of its rows: editable tables, rows shared with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from django.utils.safestring import SafeString

from smartplan.document.references.referables import readable
from smartplan.plans.models import Chapter, Row
from smartplan.plans.sections.columns import name_of
from smartplan.plans.sections.tables import ROWS_A_PAGE, PostedRow, RowTable, TableInPlan
from smartplan.web.rows import Column, RowView, render_table
from smartplan.wizard.chapter.again import rows_sent
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.figure_panels import FigurePanel, panels_of
from smartplan.wizard.listing import ListView, list_view, listed
from smartplan.wizard.posted import page_number


@dataclass(frozen=True)
class TableView:
    """One page of a row table."""

    table: RowTable
    total: int
    number: int
    pages: int
    support: str = ""
    html: SafeString | None = None
    """The editable table; without it, `headings` and `rows` are shown as they are."""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    figures: tuple[FigurePanel, ...] = ()
    is_list: ClassVar[bool] = False

    @property
    def title(self) -> str:
        return self.table.title

    @property
    def rows_name(self) -> str:
        return self.table.rows_name

    @property
    def anchor(self) -> str:
        return f"{self.rows_name}-part"

    @property
    def first(self) -> int:
        return (self.number - 1) * ROWS_A_PAGE + 1

    @property
    def last(self) -> int:
        return min(self.number * ROWS_A_PAGE, self.total)

    @property
    def numbers(self) -> range:
        return range(1, self.pages + 1)


def table_views(
    page: ChapterPage, query: Mapping[str, str], *, editable: bool = True
) -> list[TableView]:
    """The page's tables: as they were sent when something was sent, else as stored."""
    return [_table_view(page, table, query, editable=editable) for table in page.tables]


def rows_shown(page: ChapterPage, query: Mapping[str, str]) -> dict[str, list[Row]]:
    """The stored rows that stand in the page's tables, by table, in their stored order."""
    if page.posted is not None:
        return rows_sent(page)
    found = {}
    for table in page.tables:
        pages = max(1, -(-len(table.rows) // ROWS_A_PAGE))
        start = (page_number(query, table.rows_name, pages) - 1) * ROWS_A_PAGE
        found[table.rows_name] = table.rows[start : start + ROWS_A_PAGE]
    return found


def _table_view(
    page: ChapterPage, table: TableInPlan, query: Mapping[str, str], *, editable: bool
) -> TableView:
    total = len(table.rows)
    pages = max(1, -(-total // ROWS_A_PAGE))
    number = page_number(query, table.rows_name, pages)
    start = (number - 1) * ROWS_A_PAGE
    rows = table.rows[start : start + ROWS_A_PAGE]
    if not editable:
        return TableView(
            table.table,
            total,
            number,
            pages,
            table.support,
            headings=tuple(table.labels.values()),
            rows=tuple(_words(table, row) for row in rows),
        )
    if page.posted is not None:
        views = [_sent_view(table, sent) for sent in page.rows[table.rows_name]]
    else:
        views = [_stored_view(table, row, place) for place, row in enumerate(rows, start=start)]
    adds = query.get("add") == table.rows_name and number == pages
    if not views or (adds and page.posted is None):
        views.append(_blank_view(table, start + len(views)))
    return TableView(table.table, total, number, pages, table.support, html=_html(table, views))


def _html(table: TableInPlan, views: list[RowView]) -> SafeString:
    columns = [
        Column(
            each.name,
            table.labels[each.name],
            each.kind,  # type: ignore[arg-type]
            each.width,
            table.choices[each.name],
        )
        for each in table.table.columns
    ]
    return render_table(
        columns,
        views,
        table_id=table.rows_name,
        caption=table.table.title,
        empty_row_prefix=f"{table.rows_name}-__prefix__",
    )


def _words(table: TableInPlan, row: Row) -> tuple[str, ...]:
    return tuple(
        readable(table.words_of(name, cell), table.contents)
        for name, cell in table.cells_of(row).items()
    )


def _stored_view(table: TableInPlan, row: Row, place: int) -> RowView:
    return RowView(place, f"{table.rows_name}-{place}", row.pk, table.cells_of(row), label=str(row))


def _sent_view(table: TableInPlan, sent: PostedRow) -> RowView:
    return RowView(
        sent.place,
        f"{table.rows_name}-{sent.place}",
        sent.key,
        sent.cells,
        {name: [message] for name, message in sent.errors.items()},
        removed=sent.removed,
    )


def _blank_view(table: TableInPlan, place: int) -> RowView:
    return RowView(place, f"{table.rows_name}-{place}", values=table.blank_cells())


# The page as a whole --------------------------------------------------------------------------


def parts_of(
    page: ChapterPage, query: Mapping[str, str], *, editable: bool = True
) -> list[TableView | ListView]:
    """The tables and lists of the page, from top to bottom."""
    tables = table_views(page, query, editable=editable)
    lists = [list_view(kind, page.contents) for kind in page.step.lists]
    at = len(tables) if page.step.lists_at is None else page.step.lists_at
    parts: list[TableView | ListView] = [*tables[:at], *lists, *tables[at:]]
    return [
        replace(part, figures=panels_of(page.chapter, page.text_form, part.rows_name))
        for part in parts
    ]


# Rows that other sections share ------------------------------------------------------------------


@dataclass(frozen=True)
class SharedView:
    """Rows of another chapter, by their names, with the chapter in which they are edited."""

    title: str
    names: list[str]
    chapter: Chapter


def shared_views(page: ChapterPage) -> list[SharedView]:
    contents = page.contents
    return [
        SharedView(
            str(kind._meta.verbose_name),
            [name_of(row, contents) for row in listed(kind, contents)],
            contents.chapter_of(kind.section),
        )
        for kind in page.step.shared
    ]
