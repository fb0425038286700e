"""The document in the parts that begin on a page of their own, each as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby, pairwise

from smartplan.document.tree import Chapter, Document, Heading
from smartplan.printing.html.document import blocks_html, chapter_html, continued_html
from smartplan.printing.html.front import (
    colophon_html,
    cover_html,
    front_html,
    running_title,
    toc_html,
)
from smartplan.printing.html.texts import text

_LINK = re.compile(r'<a href="#([^"]+)">')
_FOOTNOTE = '<span class="footnote">'


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document from the top of a page on.

    `name` is what we call it to people. `footnotes` is how many footnotes stand before it.
    `continues` the chapter of the part before it.
    """

    name: str
    body: str
    footnotes: int = 0
    contents: bool = False
    continues: bool = False

    def with_pages(self, pages: dict[str, int]) -> Part:
        """The table of contents with the page of each anchor."""
        numbered = _LINK.sub(
            lambda link: f'<a href="#{link[1]}" data-page="{pages.get(link[1], "")}">', self.body
        )
        return replace(self, body=numbered)


def parts_of(document: Document) -> list[Part]:
    """The parts in reading order."""
    parts = []
    footnotes = 0
    for part in _parts(document):
        here = part.body.count(_FOOTNOTE)
        parts.append(replace(part, footnotes=footnotes) if here else part)
        footnotes += here
    return parts


def _parts(document: Document) -> Iterator[Part]:
    content = partial(blocks_html, screen=False)
    yield Part("表紙", cover_html(document.cover))
    for front in document.front:
        yield Part(front.title, front_html(front, content))
    yield Part("目次", toc_html(document), contents=True)
    for appendix, some in groupby(document.chapters, key=lambda chapter: chapter.appendix):
        if appendix:
            yield _appendix(list(some))
        else:
            yield from chain.from_iterable(map(_chapter, some))
    yield Part("奥付", colophon_html(document.colophon))


def _chapter(chapter: Chapter) -> Iterator[Part]:
    """A chapter, apart where one of its sections begins a page."""
    content = partial(blocks_html, screen=False)
    starts = [
        place
        for place, block in enumerate(chapter.blocks)
        if place and isinstance(block, Heading) and block.new_page
    ]
    for start, end in pairwise((0, *starts, len(chapter.blocks))):
        blocks = chapter.blocks[start:end]
        if start:
            body = continued_html(chapter, blocks, content)
            yield Part(chapter.heading, body, continues=True)
        else:
            yield Part(chapter.heading, chapter_html(replace(chapter, blocks=blocks), content))


def _appendix(chapters: list[Chapter]) -> Part:
    """The 資料編, whose chapters follow one another on the same page."""
    content = partial(blocks_html, screen=False)
    drawn = [
        chapter_html(chapter, content, opens_appendix=not place)
        for place, chapter in enumerate(chapters)
    ]
    return Part("資料編", "".join(drawn))


def page_html(document: Document, part: Part) -> str:
    """A whole HTML page of one part."""
    title, running = text(document.cover.full_title), text(running_title(document.cover))
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><article class="document" data-running="{running}">{part.body}</article></body>'
        "</html>"
    )
