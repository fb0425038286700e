"""What a chapter's page shows of its rows: editable tables, lists, rows shared with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from smartplan.plans.models import Chapter, Field, Indicator, Measure, OrganizationUnit, Row
from smartplan.plans.reading import PlanContents
from smartplan.web.rows import Column, RowView, render_table
from smartplan.wizard.chapter_page import ChapterPage, page_number
from smartplan.wizard.columns import name_of
from smartplan.wizard.tables import ROWS_A_PAGE, PostedRow, RowTable, TableInPlan


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
    return tuple(table.words_of(name, cell) for name, cell in table.cells_of(row).items())


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


# Rows with a page of their own -------------------------------------------------------------------


@dataclass(frozen=True)
class ListedRow:
    row: Row
    code: str
    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class ListView:
    """The rows of a section that have a page each."""

    kind: type[Row]
    rows_name: str
    title: str
    code_heading: str
    headings: tuple[str, ...]
    rows: list[ListedRow]
    is_list: ClassVar[bool] = True

    @property
    def anchor(self) -> str:
        return self.rows_name

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def keeps_words(self) -> bool:
        """Values with their years are not broken within."""
        return self.kind is Indicator


def parts_of(
    page: ChapterPage, query: Mapping[str, str], *, editable: bool = True
) -> list[TableView | ListView]:
    """The tables and lists of the page, from top to bottom."""
    tables = table_views(page, query, editable=editable)
    lists = [list_view(kind, page.contents) for kind in page.step.lists]
    at = len(tables) if page.step.lists_at is None else page.step.lists_at
    return [*tables[:at], *lists, *tables[at:]]


def list_view(kind: type[Row], contents: PlanContents) -> ListView:
    code, *headings = {
        Measure: ("番号", "分野", "担当課", "KPI", "課題"),
        Indicator: ("番号", "区分", "基準値", "目標値", "単位"),
        OrganizationUnit: ("", "上位の組織", "庁内・庁外", "設置の状況"),
    }[kind]
    return ListView(
        kind,
        kind.rows_name(),
        str(kind._meta.verbose_name),
        code,
        tuple(headings),
        [listed_row(row, contents) for row in listed(kind, contents)],
    )


def listed(kind: type[Row], contents: PlanContents) -> list[Row]:
    """The rows in the order in which they are read: measures by field, units below their parent."""
    rows: list[Row] = list(contents.rows(kind))
    if kind is Measure:
        places = {field.pk: place for place, field in enumerate(contents.rows(Field))}
        rows.sort(key=lambda row: places.get(row.field_id, len(places)))  # type: ignore[attr-defined]
    if kind is OrganizationUnit:
        return _tree(rows, None)
    return rows


def _tree(units: list[Row], parent: int | None) -> list[Row]:
    """Each unit followed by those below it; a ring of parents is listed from its first."""
    children: dict[int | None, list[Row]] = {}
    for unit in units:
        children.setdefault(unit.parent_id, []).append(unit)  # type: ignore[attr-defined]
    found: list[Row] = []
    waiting = [*units[::-1], *children.get(parent, [])[::-1]]
    seen: set[int] = set()
    while waiting:
        unit = waiting.pop()
        if unit.pk not in seen:
            seen.add(unit.pk)
            found.append(unit)
            waiting += children.get(unit.pk, [])[::-1]
    return found


def listed_row(row: Row, contents: PlanContents) -> ListedRow:
    code = ""
    facts: tuple[str, ...] = ()
    if isinstance(row, Measure):
        field = row.field.name if row.field else "（分野なし）"
        counts = (len(contents.indicators_of(row)), len(contents.issues_of(row)))
        code = contents.measure_code(row)
        facts = (field, row.division, f"{counts[0]}件", f"{counts[1]}件")
    elif isinstance(row, Indicator):
        code = contents.indicator_number(row)
        kind = row.get_kind_display().split("（")[0]
        facts = (
            kind,
            _with_year(row.baseline_value, row.baseline_year),
            _with_year(row.target_value, row.target_year),
            row.unit,
        )
    elif isinstance(row, OrganizationUnit):
        parent = row.parent.name if row.parent else ""
        facts = (parent, row.get_side_display(), row.get_status_display())
    return ListedRow(row, code, str(row) or name_of(row, contents), facts)


def _with_year(value: str, year: str) -> str:
    return f"{value}\n（{year}）" if value and year else value or year


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
