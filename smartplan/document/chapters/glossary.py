"""用語集: the terms in 五十音順, or by number in the order in which the text uses them."""

from __future__ import annotations

from itertools import groupby

from smartplan.document.blocks import prose
from smartplan.document.tree import Blocks, Glossary, GlossaryEntry, GlossaryGroup
from smartplan.japanese.collation import collation_key, gojuon_row
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, Term


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    """The glossary in 五十音順; `marks.py` puts a numbered one into the order of the text."""
    entries = sorted(_entries(contents), key=lambda entry: collation_key(_sound(entry)))
    groups = tuple(
        GlossaryGroup(heading, tuple(some))
        for heading, some in groupby(entries, key=lambda entry: gojuon_row(_sound(entry)))
    )
    return (Glossary(groups),) if groups else ()


def _entries(contents: PlanContents) -> list[GlossaryEntry]:
    return [
        GlossaryEntry(
            term=row.term.strip() or row.reading.strip(),
            reading="" if _is_spelt(row) else row.reading.strip(),
            origin=row.origin.strip(),
            definition=prose(row.definition),
            anchor=f"term-{place}",
        )
        for place, row in enumerate(contents.rows(Term), start=1)
        if row.term.strip() or row.definition.strip() or row.reading.strip()
    ]


def _is_spelt(row: Term) -> bool:
    """Does the reading only repeat a term in kana: 「スマートシティ（すまーとしてぃ）」?"""
    term, reading = (
        collation_key(typed.strip().replace("・", ""))[:3] for typed in (row.term, row.reading)
    )
    return term == reading


def _sound(entry: GlossaryEntry) -> str:
    return entry.reading or entry.term
