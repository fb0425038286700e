"""All the words of a plan, for the checks that read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from smartplan.checks.finding import Link, to_chapter, to_row
from smartplan.plans import references
from smartplan.plans.models import ROWS, Citation, IndicatorValue, Row, Term
from smartplan.plans.reading import PlanContents
from smartplan.plans.typed_cells import wordy_cells
from smartplan.structure.keys import SectionKey


class Passage(NamedTuple):
    """The words of one row or of a chapter's texts, and where they stand."""

    words: str
    link: Link
    row: Row | None
    title: str


def passages(contents: PlanContents) -> Iterator[Passage]:
    """The words of the chapters that the plan includes; the glossary's own terms left out."""
    included = {each.section: each for each in contents.chapters if each.included}
    for chapter in contents.chapters:
        if chapter.included:
            texts = [chapter.body]
            if chapter.section:
                text = contents.text_of(SectionKey(chapter.section))
                texts += [getattr(text, name) for name in wordy_cells(type(text))]
            yield Passage(
                references.without_marks("\n".join(texts)), to_chapter(chapter), None, chapter.title
            )
    for kind in ROWS:
        if kind in (Citation, IndicatorValue, Term) or kind.section not in included:
            continue
        names = wordy_cells(kind)
        title = included[kind.section].title
        for row in contents.rows(kind):
            words = references.without_marks("\n".join([getattr(row, name) for name in names]))
            yield Passage(words, to_row(row), row, title)
