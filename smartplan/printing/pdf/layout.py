"""The document laid out part by part: what has not changed is kept and not laid out again.

A part (a chapter, the cover …) begins on a page of its own and does not depend on what stands
before it: its pages get their numbers when all parts are there. The table of contents is laid out
last, with the numbers in plain figures. Kept are the parts of the last documents of this process.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterator
from functools import partial
from hashlib import sha256
from typing import Any

from weasyprint.document import Document as LaidOut
from weasyprint.document import DocumentMetadata

from smartplan.document.tree import Document
from smartplan.printing.pdf import engine
from smartplan.printing.pdf.fetching import OwnFilesFetcher, stylesheet
from smartplan.printing.pdf.parts import Part, page_html, parts_of
from smartplan.printing.pdf.weasyprint_patches import page_numbers, painting

STYLESHEET = "css/document.css"

PART_STYLES = """
.document[data-running] { string-set: running attr(data-running); }
.document .toc a[data-page]::after { content: attr(data-page); }
"""
"""What a part needs when it is laid out alone."""

CONTINUED = "@page { @top-left { content: string(chapter); } }"
"""A page that begins in the middle of a chapter bears the name that its first page leaves out."""

FREE_BREAKS = "* { break-inside: auto !important; break-after: auto !important; }"
"""For a text that our rules about where a page may end cannot hold: better torn than no PDF."""

KEPT_PAGES = 150
EARLIER_PAGES = 50
"""How many pages are kept laid out at most, and how many of them from earlier documents.

A page takes almost one megabyte. Two plans of the usual length fit, so that they can take turns.
"""

Pages = list[Any]

_kept: dict[str, Pages] = {}
_pages_of_contents: dict[str, int] = {}

logger = logging.getLogger(__name__)


def lay_out(document: Document, pictures: Container[str] = ()) -> LaidOut:
    """The whole document with its page numbers, ready to be written; one at a time."""
    builder = _Builder(document, OwnFilesFetcher(pictures))
    parts = parts_of(document)
    _forget([builder.key(part) for part in parts])
    laid_out = [[] if part.contents else builder.pages(part) for part in parts]
    place = next(place for place, part in enumerate(parts) if part.contents)
    laid_out[place] = _contents(builder, parts[place], laid_out, place)
    pages = [page for some in laid_out for page in some]
    page_numbers.number(pages)
    _forget(builder.used)
    metadata = DocumentMetadata(
        title=document.cover.full_title, authors=[document.cover.municipality], lang="ja"
    )
    return LaidOut(pages, metadata, builder.fetcher, engine.fonts(), {}, None)


def forget_all() -> None:
    """Drop what is kept: after it, every part is laid out anew."""
    _kept.clear()
    _pages_of_contents.clear()


def _contents(builder: _Builder, part: Part, laid_out: list[Pages], place: int) -> Pages:
    """The table of contents; how many pages it takes itself is known only when it is laid out."""
    title = builder.document.cover.title
    expected = _pages_of_contents.get(title, 1)
    while True:
        before, after = laid_out[:place], laid_out[place + 1 :]
        found = builder.pages(part.with_pages(dict(_anchors(before, after, expected))))
        if len(found) == expected:
            _pages_of_contents[title] = expected
            return found
        expected = len(found)


def _anchors(before: list[Pages], after: list[Pages], between: int) -> Iterator[tuple[str, int]]:
    """Each anchor with the number of its page; of two that are alike the first counts."""
    pages = [page for some in before for page in some]
    pages += [None] * between
    pages += [page for some in after for page in some]
    for number in range(len(pages), 0, -1):
        if pages[number - 1] is not None:
            yield from ((anchor, number) for anchor in pages[number - 1].anchors)


class _Builder:
    """Lays the parts of one document out, or takes them from what is kept."""

    def __init__(self, document: Document, fetcher: OwnFilesFetcher) -> None:
        self.document = document
        self.fetcher = fetcher
        self.used: list[str] = []
        self.images: dict[str, Any] = {}
        self.stylesheets = (stylesheet(STYLESHEET), PART_STYLES)

    def pages(self, part: Part) -> Pages:
        """The pages of a part, laid out now or before."""
        key = self.key(part)
        if key not in _kept:
            _kept[key] = self._laid_out(part)
        self.used.append(key)
        return _kept[key]

    def key(self, part: Part) -> str:
        """The fingerprint of all that the pages of a part depend on."""
        page, styles = self._page(part)
        content = "\0".join((page, self.document.cover.watermark, *styles))
        return sha256(content.encode()).hexdigest()

    def _page(self, part: Part) -> tuple[str, tuple[str, ...]]:
        """A part as a page with its stylesheets."""
        continued = (CONTINUED,) if part.continues else ()
        styles = (*self.stylesheets, *_counting_from(part.footnotes), *continued)
        return page_html(self.document, part), styles

    def _laid_out(self, part: Part) -> Pages:
        page, styles = self._page(part)
        lay_out = partial(engine.lay_out, page, self.fetcher, images=self.images)
        try:
            pages = list(lay_out(*styles).pages)
        except AssertionError:
            # WeasyPrint stops at an assertion when our rules leave no place to end a page.
            logger.warning("No place to end a page in %s: its pages are broken freely.", part.name)
            pages = list(lay_out(*styles, FREE_BREAKS).pages)
        for laid_out in pages:
            painting.remember_painting(laid_out, self.document.cover.watermark)
        return pages


def _counting_from(footnotes: int) -> tuple[str, ...]:
    return (f".document {{ counter-reset: footnote {footnotes}; }}",) if footnotes else ()


def _forget(used: list[str]) -> None:
    """Keep the parts in use, and the last ones before them while there is room."""
    for key in used:
        if key in _kept:
            _kept[key] = _kept.pop(key)
    in_use = sum(len(_kept[key]) for key in used if key in _kept)
    earlier = sum(map(len, _kept.values())) - in_use
    room = max(0, min(KEPT_PAGES - in_use, EARLIER_PAGES))
    while earlier > room:
        earlier -= len(_kept.pop(next(iter(_kept))))
