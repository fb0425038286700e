"""References to nothing: which they are, and in which text they can be corrected."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from smartplan.checks.finding import Finding, Level, Link, to_chapter, to_row
from smartplan.checks.naming import name_of
from smartplan.document.figures.everything import figure_named
from smartplan.document.references.named_tables import table_named
from smartplan.document.references.referables import NOTHING
from smartplan.document.references.resolving import Targets, targets_of
from smartplan.document.tree import Blocks, Document, words_of
from smartplan.japanese.quoting import in_quotes
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.contents import UNNAMED, PlanContents
from smartplan.plans.models import ROWS, Chapter, Citation, IndicatorValue, Row
from smartplan.plans.references import BEGINNING, Mark, marks_in
from smartplan.plans.typed_cells import typed_cells
from smartplan.structure.keys import SectionKey

NAMED = 5
"""How many references one finding names."""


def lost_references(document: Document, contents: PlanContents) -> Iterator[Finding]:
    """A finding for each text in which a reference leads nowhere; none if nothing of it shows."""
    if not _shows_nothing(document):
        return
    targets = targets_of(document, contents)
    for chapter in contents.chapters:
        if chapter.included:
            yield from _in_chapter(chapter, contents, targets)


def _shows_nothing(document: Document) -> bool:
    parts: list[Blocks] = [part.blocks for part in document.front]
    parts += [chapter.blocks for chapter in document.chapters]
    return any(
        NOTHING in words for blocks in parts for block in blocks for words in words_of(block)
    )


def _in_chapter(chapter: Chapter, contents: PlanContents, targets: Targets) -> Iterator[Finding]:
    place, link = in_quotes(chapter.title), to_chapter(chapter)
    yield from _finding(chapter, place, link, _lost(chapter, "body", targets))
    if chapter.section:
        text = contents.text_of(SectionKey(chapter.section))
        adapted = town_words_of(contents.plan.municipality).adapted
        for name in typed_cells(type(text)):
            label = adapted(str(text._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
            lost = _lost(text, name, targets)
            yield from _finding(chapter, f"{place}の{in_quotes(label)}", link, lost)
    for row in _rows_of(chapter, contents):
        lost = [mark for name in typed_cells(type(row)) for mark in _lost(row, name, targets)]
        yield from _finding(chapter, f"{place}の{name_of(row, contents)}", to_row(row), lost)


def _rows_of(chapter: Chapter, contents: PlanContents) -> Iterator[Row]:
    for kind in ROWS:
        if kind not in (Citation, IndicatorValue) and kind.section == chapter.section:
            yield from contents.rows(kind)
    yield from contents.citations_of(chapter)


def _lost(unit: Model, name: str, targets: Targets) -> list[Mark]:
    text = getattr(unit, name)
    if BEGINNING not in text:
        return []
    return [mark for mark in marks_in(text) if (mark.kind, mark.name) not in targets]


def _finding(chapter: Chapter, place: str, link: Link, lost: list[Mark]) -> Iterator[Finding]:
    if lost:
        yield Finding(
            Level.WARNING,
            SectionKey(chapter.section) if chapter.section else None,
            f"{place}に、参照先のない参照が{len(lost)}か所あります：{_names(lost)}",
            f"計画書には「{NOTHING}」と載ります。参照を入れ直すか、削除してください。",
            link,
        )


def _names(marks: list[Mark]) -> str:
    names = list(dict.fromkeys(map(_name, marks)))
    more = len(names) - NAMED
    return "、".join(names[:NAMED]) + (f"、ほか{more}件" if more > 0 else "")


def _name(mark: Mark) -> str:
    """施策「予約バス」; without words of its own the name of the figure or table, if it has one."""
    known = {"図": figure_named, "表": table_named}.get(mark.kind)
    found = known(mark.name) if known else None
    words = mark.words or (found.label if found else "")
    return mark.kind + (in_quotes(words) if words else UNNAMED)
