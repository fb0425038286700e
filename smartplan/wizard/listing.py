"""The lists of rows that have a page each: measures, indicators, units of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from smartplan.plans.models import Field, Indicator, Measure, OrganizationUnit, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving import Order
from smartplan.plans.sections.columns import name_of
from smartplan.wizard.figure_panels import FigurePanel


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
    figures: tuple[FigurePanel, ...] = ()
    is_list: ClassVar[bool] = True

    @property
    def anchor(self) -> str:
        return self.rows_name

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def keeps_words(self) -> bool:
        """Must a cell stay on one line? A value stands there with its year."""
        return self.kind is Indicator


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


# Their order ------------------------------------------------------------------------------------


def order_of_listed(contents: PlanContents, row: Row, verb: str) -> Order | None:
    """The row moved up or down among its siblings; None where it stands at their end.

    Rows move within their group: a measure in its field, a unit under its parent.
    """
    siblings = [each.pk for each in contents.rows(type(row)) if _group_of(each) == _group_of(row)]
    return order_with_moved(type(row), siblings, row.pk, verb)


def order_with_moved(kind: type[Row], keys: list[int], key: int, verb: str) -> Order | None:
    """These rows with one of them moved up or down; None where it stands at the end."""
    place = keys.index(key)
    other = place - 1 if verb == "up" else place + 1
    if not 0 <= other < len(keys):
        return None
    moved = list(keys)
    moved[place], moved[other] = moved[other], moved[place]
    return Order(kind, tuple(moved), base=tuple(keys), moved=key)


def _group_of(row: Row) -> int | None:
    if isinstance(row, Measure):
        return row.field_id
    if isinstance(row, OrganizationUnit):
        return row.parent_id
    return 0
