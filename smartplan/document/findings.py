"""What only the finished document shows: characters that no font draws, references to nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from smartplan.checks.finding import Finding, Level, Link
from smartplan.document.build import build_document
from smartplan.document.references.lost import lost_references
from smartplan.document.references.resolving import may_lead_nowhere
from smartplan.document.tree import Blocks, Chapter, Document, Heading, words_of
from smartplan.document.written import all_typed
from smartplan.japanese.glyphs import (
    installed_families,
    missing_characters,
    private_use_characters,
)
from smartplan.japanese.quoting import in_quotes
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter as PlanChapter

SHOWN = 10
"""How many characters one finding names."""


def findings_of_plan(contents: PlanContents) -> list[Finding]:
    """The findings of the plan's document, which is built only if something is to be found."""
    typed = all_typed(contents)
    if not (_has_strange_characters(typed) or may_lead_nowhere(typed, contents)):
        return []
    return findings_of_printed(build_document(contents), contents)


def findings_of_printed(document: Document, contents: PlanContents) -> list[Finding]:
    """What is to be looked at before the document of these contents is printed."""
    typed = all_typed(contents)
    found = findings_of_document(document) if _has_strange_characters(typed) else []
    if may_lead_nowhere(typed, contents):
        found += lost_references(document, contents)
    return found


def with_chapters(
    findings: list[Finding], contents: PlanContents
) -> list[tuple[Finding, PlanChapter | None]]:
    """Each finding with the chapter in which it can be corrected."""
    chapters: dict[object, PlanChapter] = {}
    for chapter in contents.chapters:
        chapters[Link("chapters", chapter.pk)] = chapter
        if chapter.section:
            chapters[chapter.section] = chapter
    return [(each, chapters.get(each.link) or chapters.get(each.section)) for each in findings]


def _has_strange_characters(typed: str) -> bool:
    characters = "".join(set(typed))
    strange = missing_characters(characters) or private_use_characters(characters)
    return bool(installed_families() and strange)


def findings_of_document(document: Document) -> list[Finding]:
    """A finding for each place with characters that cannot be printed."""
    return [*_front(document), *(each for chapter in document.chapters for each in _in(chapter))]


def _front(document: Document) -> Iterator[Finding]:
    yield from _findings("表紙", " ".join(document.cover.words), None)
    yield from _findings("奥付", " ".join(value for _, value in document.colophon.facts), None)
    for part in document.front:
        portrait = part.portrait.alternative if part.portrait else ""
        yield from _findings(part.title, f"{_words(part.blocks)} {portrait}", None)


def _in(chapter: Chapter) -> Iterator[Finding]:
    place = in_quotes(chapter.title)
    yield from _findings(place, chapter.title, chapter)
    words: list[str] = []
    for block in chapter.blocks:
        if isinstance(block, Heading):
            yield from _findings(place, " ".join(words), chapter)
            place, words = f"{in_quotes(chapter.title)}の{in_quotes(block.text)}", []
        words += words_of(block)
    yield from _findings(place, " ".join(words), chapter)


def _findings(place: str, words: str, chapter: Chapter | None) -> Iterator[Finding]:
    where = chapter.section if chapter else None
    link = Link("chapters", chapter.source_id) if chapter and chapter.source_id else None
    if missing := missing_characters(words):
        yield Finding(
            Level.WARNING,
            where,
            f"{place}に、PDFで印刷できない文字があります：{_named(missing)}",
            "別の文字や言葉に書き換えてください。",
            link,
        )
    if private := private_use_characters(words):
        yield Finding(
            Level.WARNING,
            where,
            f"{place}に、外字（登録した文字）があります：{_named(private)}",
            "外字は他のパソコンやPDFでは表示できません。標準の文字に書き換えてください。",
            link,
        )


def _named(characters: list[str]) -> str:
    named = [f"{_shown(character)}（U+{ord(character):04X}）" for character in characters[:SHOWN]]
    more = len(characters) - SHOWN
    return "、".join(named) + (f"、ほか{more}字" if more > 0 else "")


def _shown(character: str) -> str:
    """The character itself, unless it has no shape anywhere."""
    return "" if unicodedata.category(character) in {"Co", "Cn", "Cs"} else character


def _words(blocks: Blocks) -> str:
    return " ".join(words for block in blocks for words in words_of(block))
