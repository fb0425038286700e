"""The wording of the structure as plain, frozen values: what pages show, free of the database."""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey, TrackKey


@dataclass(frozen=True)
class SectionWording:
    """What belongs in one section, and the points of writing it."""

    key: SectionKey
    name: str
    summary: str = ""
    points: tuple[str, ...] = ()
    source: str = ""
    edition: str = ""


@dataclass(frozen=True)
class Question:
    text: str
    hint: str


@dataclass(frozen=True)
class Style:
    """One way of writing a section that has several."""

    key: str
    name: str
    description: str


@dataclass(frozen=True)
class Example:
    """A city's plan that is notable for the section; the number leads to the case library."""

    city: str
    note: str
    case_number: str
    source: str
    edition: str


@dataclass(frozen=True)
class ModelItemWording:
    """One of the nine items of the MLIT model project, and where we write it."""

    name: str
    content: str
    home: str
    sections: tuple[SectionKey, ...]
    source: str
    edition: str


@dataclass(frozen=True)
class TenetWording:
    name: str
    description: str
    source: str
    edition: str


@dataclass(frozen=True)
class SecurityCategoryWording:
    key: str
    name: str
    description: str
    examples: tuple[str, ...]
    source: str
    edition: str
    note: str


@dataclass(frozen=True)
class Task:
    """What is done in a stage, or a point to be careful about."""

    title: str
    description: str


@dataclass(frozen=True)
class StageWording:
    key: StageKey
    name: str
    definition: str
    lead: str
    activities: tuple[Task, ...]
    cautions: tuple[Task, ...]
    source: str
    edition: str
    note: str


@dataclass(frozen=True)
class TrackWording:
    key: TrackKey
    name: str
    goal: str
    description: str
    note: str


@dataclass(frozen=True)
class CellLine:
    """One thing to do, with its details."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActivityWording:
    """One cell of the overview: what to do in one stage on one track."""

    stage: StageKey
    stage_name: str
    track: TrackKey
    track_name: str
    lines: tuple[CellLine, ...]


@dataclass(frozen=True)
class OverviewRow:
    """One stage; a cell that is empty in the source is None."""

    stage: StageWording
    cells: tuple[ActivityWording | None, ...]


@dataclass(frozen=True)
class Overview:
    """The grid of stages and tracks (全体見取り図)."""

    tracks: tuple[TrackWording, ...]
    rows: tuple[OverviewRow, ...]
    source: str
    edition: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PlanTypeWording:
    key: PlanTypeKey
    name: str
    description: str
    attributes: dict[str, tuple[str, ...]]
    source: str
    edition: str
    note: str


@dataclass(frozen=True)
class Guidance:
    """Everything that helps to write one section."""

    section: SectionWording
    questions: tuple[Question, ...] = ()
    styles: tuple[Style, ...] = ()
    examples: tuple[Example, ...] = ()
    model_items: tuple[ModelItemWording, ...] = ()
    activities: tuple[ActivityWording, ...] = ()
    cautions: tuple[Task, ...] = ()
    philosophies: tuple[TenetWording, ...] = ()
    principles: tuple[TenetWording, ...] = ()
    security_categories: tuple[SecurityCategoryWording, ...] = ()


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that holds one point a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def cell_lines(text: str) -> tuple[CellLine, ...]:
    """The lines of a cell; a line that starts with 「－」 is a detail of the one before."""
    found: list[CellLine] = []
    for line in lines_of(text):
        if line[0] in "－-" and found:
            last = found[-1]
            found[-1] = CellLine(last.text, (*last.details, line[1:].strip()))
        else:
            found.append(CellLine(line))
    return tuple(found)
