"""What only the finished document shows: characters that no font of the document draws."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from smartplan.checks.finding import Finding, Level, Link
from smartplan.japanese.glyphs import missing_characters, private_use_characters
from smartplan.publishing.document import Blocks, Chapter, Document, Heading, words_of

SHOWN = 10
"""How many characters one finding names."""


def findings_of_document(document: Document) -> list[Finding]:
    """A finding for each place whose characters would be printed as empty boxes."""
    return [*_front(document), *(each for chapter in document.chapters for each in _in(chapter))]


def _front(document: Document) -> Iterator[Finding]:
    cover = " ".join((document.cover.title, document.cover.municipality, document.cover.issued))
    yield from _findings("表紙", cover, None)
    yield from _findings("奥付", " ".join(value for _, value in document.colophon.facts), None)
    for part in document.front:
        yield from _findings(part.title, _words(part.blocks), None)


def _in(chapter: Chapter) -> Iterator[Finding]:
    place = f"「{chapter.title}」"
    yield from _findings(place, chapter.title, chapter)
    words: list[str] = []
    for block in chapter.blocks:
        if isinstance(block, Heading):
            yield from _findings(place, " ".join(words), chapter)
            place, words = f"「{chapter.title}」の「{block.text}」", []
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
