"""All the words of a plan, for the checks that read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from smartplan.checks.finding import Link, to_chapter, to_row
from smartplan.plans import references
from smartplan.plans.models import ROWS, Chapter, Citation, IndicatorValue, Row, Term
from smartplan.plans.reading import PlanContents
from smartplan.plans.typed_cells import words_typed_into
from smartplan.structure.keys import SectionKey


class Passage(NamedTuple):
    """The words of one row or of a chapter's texts, and where they stand."""

    words: str
    chapter: Chapter
    row: Row | None

    @property
    def link(self) -> Link:
        return to_row(self.row) if self.row else to_chapter(self.chapter)


def passages(contents: PlanContents) -> Iterator[Passage]:
    """The words of the chapters that the plan includes; the glossary's own terms left out."""
    included = {each.section: each for each in contents.chapters if each.included}
    for chapter in contents.chapters:
        if chapter.included:
            texts = [chapter.body]
            if chapter.section:
                texts += words_typed_into(contents.text_of(SectionKey(chapter.section)))
            yield Passage(references.without_marks("\n".join(texts)), chapter, None)
    for kind in ROWS:
        if kind in (Citation, IndicatorValue, Term) or kind.section not in included:
            continue
        for row in contents.rows(kind):
            words = references.without_marks("\n".join(words_typed_into(row)))
            yield Passage(words, included[kind.section], row)
