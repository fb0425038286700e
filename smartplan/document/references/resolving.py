"""What the document prints in place of the references in its texts: 「施策A-1」「図3」「第4章」.

Once everything has its number, `resolved` says what each is called today and where it leads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from smartplan.document.references.referables import NOTHING, is_printed
from smartplan.document.rewriting import Rewriting
from smartplan.document.tree import (
    Chapter,
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    Reference,
    Strong,
    Table,
    Text,
)
from smartplan.document.written import typed_texts
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Indicator, Issue, Measure, Numbering
from smartplan.plans.references import BEGINNING, Mark, marks_in, pieces, replaced
from smartplan.plans.typed_cells import has_words


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference says today, and the anchor to which it leads."""

    label: str
    anchor: str


Targets = dict[tuple[str, str], Target]
"""By kind and name, as marks have them."""


def has_marks(contents: PlanContents) -> bool:
    """Does any text of the plan refer to something?"""
    return any(BEGINNING in text and marks_in(text) for text in typed_texts(contents))


def resolved(document: Document, contents: PlanContents) -> Document:
    """The document with the words of today in place of every mark."""
    if not has_marks(contents):
        return document
    targets = targets_of(document, contents)
    rewriting = Rewriting(
        lambda inlines: _resolved(inlines, targets),
        lambda words: replaced(words, lambda mark: _label(mark, targets)),
        lambda words: BEGINNING in words,
    )
    return replace(
        document,
        front=tuple(replace(p, blocks=rewriting.blocks(p.blocks)) for p in document.front),
        chapters=tuple(replace(c, blocks=rewriting.blocks(c.blocks)) for c in document.chapters),
    )


def _resolved(inlines: Inlines, targets: Targets) -> Inlines:
    if not any(_has_mark(each) for each in inlines):
        return inlines
    return tuple(piece for inline in inlines for piece in _pieces(inline, targets))


def _has_mark(inline: Inline) -> bool:
    match inline:
        case Text(words) | Strong(words):
            return BEGINNING in words
        case _:
            return False


def _pieces(inline: Inline, targets: Targets) -> Inlines:
    match inline:
        case Text(words) if BEGINNING in words:
            return tuple(
                _reference(each, targets) if isinstance(each, Mark) else Text(each)
                for each in pieces(words)
            )
        case Strong(words) if BEGINNING in words:
            return (Strong(replaced(words, lambda mark: _label(mark, targets))),)
        case _:
            return (inline,)


def _reference(mark: Mark, targets: Targets) -> Inline:
    found = targets.get((mark.kind, mark.name))
    return Reference(found.label, found.anchor) if found else Text(NOTHING)


def _label(mark: Mark, targets: Targets) -> str:
    found = targets.get((mark.kind, mark.name))
    return found.label if found else NOTHING


def may_lead_nowhere(typed: str, contents: PlanContents) -> bool:
    """Does a reference in what was typed seem to mean what is not printed?

    Only the built document knows. Cheap, for it is asked on every page; the document is built only
    where this says so.
    """
    return any(not is_printed(mark, contents) for mark in set(marks_in(typed)))


# What can be referred to --------------------------------------------------------------------------


def targets_of(document: Document, contents: PlanContents) -> Targets:
    """Everything in a numbered document that a text can refer to."""
    found: Targets = {}
    for chapter in document.chapters:
        if chapter.source_id is not None:
            target = Target(_chapter_label(chapter, contents), chapter.anchor)
            found.setdefault(("章", str(chapter.source_id)), target)
        for block in chapter.blocks:
            match block:
                case Heading(key=key) if key:
                    pk = key.removeprefix(f"{Measure.rows_name()}-")
                    found["施策", pk] = Target(block.number, block.anchor)
                case Figure(key=key) if key:
                    found.setdefault(("図", key), Target(block.number, block.anchor))
                case Table(key=key) if key and block.number:
                    found.setdefault(("表", key), Target(block.number, block.anchor))
    return found | _rows_in_tables(found, contents)


def _chapter_label(chapter: Chapter, contents: PlanContents) -> str:
    """第4章, 資料1; a bare number needs its title beside it."""
    bare = contents.plan.numbering in (Numbering.ROMAN, Numbering.DECIMAL) and not chapter.appendix
    return f"「{chapter.label}　{chapter.title}」" if bare else chapter.label


def _rows_in_tables(found: Targets, contents: PlanContents) -> Targets:
    """Indicators and issues: they lead to their list."""
    rows: Targets = {}
    if place := found.get(("表", "indicators")) or found.get(("図", "indicators")):
        for indicator in filter(has_words, contents.rows(Indicator)):
            label = f"指標{contents.indicator_number(indicator)}"
            rows["指標", str(indicator.pk)] = Target(label, place.anchor)
    if place := found.get(("表", "issues")):
        for number, issue in enumerate(issues_shown(contents), start=1):
            rows["課題", str(issue.pk)] = Target(f"課題{number}", place.anchor)
    return rows


def issues_shown(contents: PlanContents) -> list[Issue]:
    """The issues of which something was written, in the order of their numbers."""
    return [issue for issue in contents.rows(Issue) if issue.title or issue.description]
