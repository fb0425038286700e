"""`PlanContents`: a plan read whole into model instances, as checks, document and pages use it.

Not to be confused with `Content`, the plan as JSON (plans/content)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from smartplan.plans.models import (
    Chapter,
    ChapterText,
    Citation,
    Field,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    Plan,
    Row,
)
from smartplan.structure.keys import SectionKey

UNNAMED = "（名称なし）"
"""What stands where the name of a row would."""

RowT = TypeVar("RowT", bound=Row)
Rows = dict[type[Row], list[Row]]


@dataclass
class Links:
    """Which rows are linked many to many, by their ids."""

    issues: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Measure to issues."""
    indicators: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Measure to indicators."""
    policy_fields: dict[int, list[tuple[int, int, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Field to the library's policy fields: place, id, name."""

    def add(self, link: str, left: int, right: int, place: int, name: str) -> None:
        if link == "issues":
            self.issues[left].add(right)
        elif link == "indicators":
            self.indicators[left].add(right)
        else:
            self.policy_fields[left].append((place, right, name))


class PlanContents:
    """A plan with everything in it; rows know each other, and nothing here costs a query."""

    def __init__(
        self,
        plan: Plan,
        chapters: list[Chapter],
        texts: dict[SectionKey, ChapterText],
        rows: Rows,
        links: Links,
    ) -> None:
        self.plan = plan
        self.chapters = chapters
        """In the plan's order, main matter first; those left out of the plan too."""
        self.texts = texts
        self._rows = rows
        self._links = links
        self.saves = plan.saves
        """How often the plan had been saved when it was read (plans/saving)."""

    def with_rows(self, changed: Mapping[type[Row], list[Any]]) -> PlanContents:
        """The same plan with other rows of these kinds; `join_rows` (reading.py) joins them."""
        rows = {kind: [*changed.get(kind, self._rows[kind])] for kind in self._rows}
        changed_plan = PlanContents(self.plan, self.chapters, self.texts, rows, self._links)
        changed_plan.saves = self.saves
        return changed_plan

    def link(self, measure: Measure, name: str, ids: set[int]) -> None:
        """Let a measure be linked to these rows; `name` is issues or indicators."""
        known = {"issues": self._links.issues, "indicators": self._links.indicators}
        known[name][measure.pk] = ids

    def link_policy_fields(self, field: Field, linked: list[tuple[int, int, str]]) -> None:
        """Let a field belong to these of the library's policy fields (place, id, name)."""
        self._links.policy_fields[field.pk] = linked

    # Chapters ------------------------------------------------------------------------------

    def chapter_of(self, section: SectionKey) -> Chapter:
        """The chapter of a section; each plan has all eight."""
        return self._chapters[section]

    def text_of(self, section: SectionKey) -> ChapterText:
        return self.texts[section]

    def citations_of(self, chapter: Chapter) -> list[Citation]:
        return [row for row in self.rows(Citation) if row.chapter_id == chapter.pk]

    @cached_property
    def _chapters(self) -> dict[SectionKey, Chapter]:
        return {SectionKey(each.section): each for each in self.chapters if each.section}

    # Rows ------------------------------------------------------------------------------------

    def all_rows(self) -> Rows:
        """The rows of every kind."""
        return self._rows

    def rows(self, kind: type[RowT]) -> list[RowT]:
        """The rows of one kind in the plan's order."""
        return cast(list[RowT], self._rows[kind])

    def row(self, kind: type[RowT], pk: int) -> RowT | None:
        """The row with this id, if it is in this plan."""
        return cast(RowT | None, self._rows_by_id[kind].get(pk))

    @cached_property
    def _rows_by_id(self) -> dict[type[Row], dict[int, Row]]:
        return {kind: {row.pk: row for row in rows} for kind, rows in self._rows.items()}

    def measures_in(self, field: Field | None) -> list[Measure]:
        """The measures of a field in their order, or (None) those without one."""
        return list(self._measures_by_field.get(field.pk if field else None, ()))

    @cached_property
    def _measures_by_field(self) -> dict[int | None, list[Measure]]:
        found: dict[int | None, list[Measure]] = defaultdict(list)
        for row in self.rows(Measure):
            found[row.field.pk if row.field else None].append(row)
        return found

    def measures_in_order(self) -> list[Measure]:
        """The measures in the order of their codes."""
        groups: list[Field | None] = [*self.rows(Field), None]
        return [measure for field in groups for measure in self.measures_in(field)]

    def measure_code(self, measure: Measure) -> str:
        """「A-1」: the letter of its field, its number in it; 「他-1」 without a field.

        A plan without any field numbers its measures 1, 2, 3.
        """
        return self._measure_codes[measure.pk]

    @cached_property
    def _measure_codes(self) -> dict[int, str]:
        groups: list[tuple[str, Field | None]] = [
            (f"{letters(place)}-", each) for place, each in enumerate(self.rows(Field), start=1)
        ]
        return {
            measure.pk: f"{before}{number}"
            for before, each in [*groups, ("他-" if groups else "", None)]
            for number, measure in enumerate(self.measures_in(each), start=1)
        }

    def indicator_number(self, indicator: Indicator) -> str:
        """Its own number, else 「K3」 by its place."""
        return indicator.number or f"K{self.place_of(indicator)}"

    def number_of(self, row: Row) -> str:
        """The code of a measure, the number of an indicator; other rows have none."""
        if isinstance(row, Measure):
            return self.measure_code(row)
        return self.indicator_number(row) if isinstance(row, Indicator) else ""

    def place_of(self, row: Row) -> int:
        """Which row of its kind it is, counted from 1."""
        return self._places[type(row)][row.pk]

    def values_of(self, indicator: Indicator) -> dict[int, str]:
        """The yearly values of an indicator as typed, by fiscal year."""
        return dict(self._values.get(indicator.pk, {}))

    @cached_property
    def _values(self) -> dict[int, dict[int, str]]:
        values: dict[int, dict[int, str]] = defaultdict(dict)
        for row in self.rows(IndicatorValue):
            values[row.indicator_id][row.year] = row.value
        return values

    # Links -------------------------------------------------------------------------------------

    def linked_to(self, measure: Measure, field: str) -> list[Issue] | list[Indicator]:
        """The rows to which a measure is linked by one of its two fields of links."""
        return self.issues_of(measure) if field == "issues" else self.indicators_of(measure)

    def issues_of(self, measure: Measure) -> list[Issue]:
        return self._among(Issue, self._links.issues.get(measure.pk, ()))

    def indicators_of(self, measure: Measure) -> list[Indicator]:
        return self._among(Indicator, self._links.indicators.get(measure.pk, ()))

    def _among(self, kind: type[RowT], ids: Iterable[int]) -> list[RowT]:
        """The rows with these ids, in the plan's order."""
        places = self._places[kind]
        known = sorted((places[pk], pk) for pk in ids if pk in places)
        return [cast(RowT, self._rows_by_id[kind][pk]) for _, pk in known]

    @cached_property
    def _places(self) -> dict[type[Row], dict[int, int]]:
        return {
            kind: {row.pk: place for place, row in enumerate(rows, start=1)}
            for kind, rows in self._rows.items()
        }

    def measures_of(self, indicator: Indicator) -> list[Measure]:
        """The measures that have this KPI."""
        return self._among(Measure, self._measures_by_indicator.get(indicator.pk, ()))

    @cached_property
    def _measures_by_indicator(self) -> dict[int, list[int]]:
        return _reversed(self._links.indicators)

    def measures_answering(self, issue: Issue) -> list[Measure]:
        """The measures that answer this issue."""
        return self._among(Measure, self._measures_by_issue.get(issue.pk, ()))

    @cached_property
    def _measures_by_issue(self) -> dict[int, list[int]]:
        return _reversed(self._links.issues)

    def policy_fields_of(self, field: Field) -> list[str]:
        """The names of the library's policy fields that belong to a field, in their order."""
        return [name for _, name in self.policy_fields_with_ids(field)]

    def policy_fields_with_ids(self, field: Field) -> list[tuple[int, str]]:
        """The library's policy fields that belong to a field: id and name, in their order."""
        linked = sorted(self._links.policy_fields.get(field.pk, ()))
        return [(pk, name) for _, pk, name in linked]


def _reversed(links: Mapping[int, Iterable[int]]) -> dict[int, list[int]]:
    """From the right ends of links to their left ones."""
    found: dict[int, list[int]] = defaultdict(list)
    for left, ends in links.items():
        for right in ends:
            found[right].append(left)
    return found


def letters(place: int) -> str:
    """A, B … Z, AA, AB … for 1, 2 …"""
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
