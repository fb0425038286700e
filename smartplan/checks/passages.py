"""All the words of a plan, for the checks that read them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.db.models import CharField, Model, TextField

from smartplan.checks.finding import Link, to_chapter, to_row
from smartplan.plans import references
from smartplan.plans.models import ROWS, Citation, IndicatorValue, Row, Term
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SHORTEST = 100
"""Cells shorter than this hold codes, years and numbers as typed, not words."""


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
                texts += [getattr(text, name) for name in _wordy(type(text))]
            yield Passage(
                references.without_marks("\n".join(texts)), to_chapter(chapter), None, chapter.title
            )
    for kind in ROWS:
        if kind in (Citation, IndicatorValue, Term) or kind.section not in included:
            continue
        names = _wordy(kind)
        title = included[kind.section].title
        for row in contents.rows(kind):
            words = references.without_marks("\n".join([getattr(row, name) for name in names]))
            yield Passage(words, to_row(row), row, title)


@cache
def _wordy(kind: type[Model]) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in kind._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not field.choices
        and (field.max_length or SHORTEST + 1) > SHORTEST
    )
