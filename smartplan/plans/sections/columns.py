"""The columns of the row tables: what one cell shows, accepts and writes.

A cell is text on the way in and out; each kind of column knows how to read it. Only the impossible
is refused (a choice that is not on the list, a text beyond the limit): a draft accepts the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from smartplan.japanese.text import clean_text
from smartplan.japanese.years import fiscal_year_label
from smartplan.plans.models import Field, Issue, Measure, Plan, RoadmapItem, RoadmapText, Row
from smartplan.plans.models.row import TypedField
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving.values import LONGEST_TEXT
from smartplan.structure.keys import SectionKey

TEXT_LIMIT = LONGEST_TEXT

YEARS_BEFORE, YEARS_AFTER = 3, 6
"""How far the fiscal years to choose from reach beyond the plan's own."""

Choices = tuple[tuple[str, str], ...]
Library = tuple[str, ...]
"""The names of the library's policy fields."""

NOT_A_CHOICE = "一覧にない値です。選び直してください。"


class CellError(Exception):
    """The cell holds what cannot be stored; the message says what to do."""


@dataclass(frozen=True)
class TextColumn:
    """A cell that is kept as it was typed."""

    name: str
    heading: str
    width: str
    limit: int
    kind: str = "text"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the row's own table that the cell writes."""
        return (self.name,)

    def label(self, contents: PlanContents) -> str:
        return self.heading

    def choices(self, contents: PlanContents, library: Library = ()) -> Choices:
        return ()

    def shown(self, row: Row, contents: PlanContents) -> str:
        return str(getattr(row, self.name))

    def blank(self) -> str:
        """What the cell shows in a new row."""
        return ""

    def read(self, typed: str, choices: Choices) -> Any:
        value = clean_text(typed)
        if len(value) > self.limit:
            raise CellError(
                f"{self.limit:,}文字までで入力してください（現在{len(value):,}文字です）。"
            )
        return value if self.kind == "textarea" else " ".join(value.split("\n"))

    def written(self, value: Any) -> dict[str, Any]:
        """What a cell that was read puts into which of those fields."""
        return {self.name: value}

    def write(self, row: Row, value: Any) -> None:
        setattr(row, self.name, value)


@dataclass(frozen=True)
class StageColumn(TextColumn):
    """A column of the long-range roadmap; the planner edits its heading."""

    kind: str = "textarea"
    heading_field: str = ""
    """The field of the roadmap's texts that holds the planner's heading."""

    def label(self, contents: PlanContents) -> str:
        texts = contents.texts.get(SectionKey.ROADMAP)
        heading = getattr(texts, self.heading_field, "")
        return heading if isinstance(texts, RoadmapText) and heading else self.heading


@dataclass(frozen=True)
class ChoiceColumn(TextColumn):
    """A cell chosen from the choices of the model."""

    kind: str = "select"
    options: Choices = ()
    default: str = ""
    number: bool = False

    def choices(self, contents: PlanContents, library: Library = ()) -> Choices:
        return self.options if self.default else (("", "－"), *self.options)

    def blank(self) -> str:
        return self.default

    def read(self, typed: str, choices: Choices) -> Any:
        if typed not in dict(choices):
            raise CellError(NOT_A_CHOICE)
        return int(typed) if self.number else typed


@dataclass(frozen=True)
class HalfYearColumn(TextColumn):
    """A half of a fiscal year, chosen from a list: "2027-1" stands for 令和9年度上期."""

    kind: str = "select"
    default_half: int = RoadmapItem.Half.FIRST

    @property
    def fields(self) -> tuple[str, ...]:
        return (f"{self.name}_year", f"{self.name}_half")

    def choices(self, contents: PlanContents, library: Library = ()) -> Choices:
        found = {getattr(row, f"{self.name}_year") for row in contents.rows(RoadmapItem)} - {None}
        style = str(contents.plan.year_style).split("_")[0]
        halves = (
            (f"{year}-{half.value}", f"{fiscal_year_label(year, style)}{half.label}")
            for year in sorted(found | set(years_around(contents.plan)))
            for half in RoadmapItem.Half
        )
        return (("", "－"), *halves)

    def shown(self, row: Row, contents: PlanContents) -> str:
        year, half = (getattr(row, field) for field in self.fields)
        return "" if year is None else f"{year}-{half}"

    def read(self, typed: str, choices: Choices) -> Any:
        if typed not in dict(choices):
            raise CellError(NOT_A_CHOICE)
        return typed

    def written(self, value: Any) -> dict[str, Any]:
        """An empty cell says nothing of the half, which then stands for nothing."""
        year, _, half = str(value).partition("-")
        values = (int(year), int(half)) if year else (None,)
        return dict(zip(self.fields, values, strict=False))

    def write(self, row: Row, value: Any) -> None:
        for name, each in self.written(value).items():
            setattr(row, name, each)


@dataclass(frozen=True)
class RowColumn(TextColumn):
    """Another row of the same plan."""

    kind: str = "select"
    target: type[Row] = Issue

    def choices(self, contents: PlanContents, library: Library = ()) -> Choices:
        named = ((str(row.pk), name_of(row, contents)) for row in contents.rows(self.target))
        return (("", "－"), *named)

    def shown(self, row: Row, contents: PlanContents) -> str:
        key = getattr(row, f"{self.name}_id")
        return "" if key is None else str(key)

    def read(self, typed: str, choices: Choices) -> Any:
        if typed not in dict(choices):
            raise CellError(NOT_A_CHOICE)
        return int(typed) if typed else None

    def write(self, row: Row, value: Any) -> None:
        setattr(row, f"{self.name}_id", value)


@dataclass(frozen=True)
class PolicyFieldColumn(TextColumn):
    """One of the library's policy fields that a field of the plan belongs to."""

    kind: str = "select"
    place: int = 0

    @property
    def fields(self) -> tuple[str, ...]:
        return ()

    def choices(self, contents: PlanContents, library: Library = ()) -> Choices:
        return (("", "－"), *((name, name) for name in library))

    def shown(self, row: Row, contents: PlanContents) -> str:
        names = contents.policy_fields_of(row) if isinstance(row, Field) and row.pk else []
        return names[self.place] if self.place < len(names) else ""

    def read(self, typed: str, choices: Choices) -> Any:
        if typed not in dict(choices):
            raise CellError(NOT_A_CHOICE)
        return typed

    def written(self, value: Any) -> dict[str, Any]:
        """Nothing by itself: the columns of a row give one list of links together."""
        return {}

    def write(self, row: Row, value: Any) -> None:
        """Nothing: links are not a column of the field's table."""


def years_around(plan: Plan) -> Iterable[int]:
    """The fiscal years of the plan and a few before and after."""
    first = plan.start_year or plan.created_at.year
    return range(first - YEARS_BEFORE, first + plan.years + YEARS_AFTER)


def name_of(row: Row, contents: PlanContents) -> str:
    """How a row is called in a list; a row without a name is told by its place."""
    if isinstance(row, Measure):
        return f"{contents.measure_code(row)} {row}".strip()
    place = contents.rows(type(row)).index(row) + 1 if not str(row) else 0
    return str(row) or f"（{row._meta.verbose_name} {place}行目）"


def column_of(kind: type[Row], name: str, width: str, heading: str = "") -> TextColumn:
    """The column that fits a field of the row's model."""
    field = kind._meta.get_field(name)
    heading = heading or str(field.verbose_name)  # type: ignore[union-attr]
    if isinstance(field, models.ForeignKey):
        return RowColumn(name, heading, width, 0, target=field.related_model)  # type: ignore[arg-type]
    if isinstance(field, models.TextField):
        return TextColumn(name, heading, width, TEXT_LIMIT, "textarea")
    if isinstance(field, models.Field) and field.choices:
        options = tuple((str(value), str(label)) for value, label in field.flatchoices)
        default = str(field.default) if field.has_default() else ""
        number = isinstance(field, models.IntegerField)
        return ChoiceColumn(
            name, heading, width, 0, options=options, default=default, number=number
        )
    limit: int = field.max_length or TEXT_LIMIT  # type: ignore[union-attr]
    typed_as = field.typed_as if isinstance(field, TypedField) else "text"
    return TextColumn(name, heading, width, limit, typed_as)
