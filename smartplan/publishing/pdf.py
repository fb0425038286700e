"""The document as PDF through WeasyPrint."""

from __future__ import annotations

import gc
import logging
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from itertools import chain
from threading import Lock

from weasyprint import CSS, HTML

from smartplan.japanese.glyphs import DOCUMENT_FAMILIES, document_fonts
from smartplan.publishing.document import Chapter, Document, FrontMatter, PictureBlock
from smartplan.publishing.fetching import OwnFilesFetcher
from smartplan.publishing.html import render_html

FREE_BREAKS = "* { break-inside: auto !important; break-after: auto !important; }"
"""For a text that our rules about where a page may end cannot hold: better torn than no PDF."""


class Variant(StrEnum):
    """The two standards that a PDF follows: for readers today, and for the archive."""

    ACCESSIBLE = "pdf/ua-1"
    ARCHIVE = "pdf/a-2a"


VARIANT = Variant.ACCESSIBLE

_one_at_a_time = Lock()

logger = logging.getLogger(__name__)


class FontMissingError(Exception):
    """A font of the document is not installed; without it the page would be full of boxes."""


def render_pdf(document: Document, *, variant: Variant = Variant.ACCESSIBLE) -> bytes:
    """The document as a tagged PDF (PDF/UA-1, or PDF/A-2a), one at a time in this process.

    Raises FontMissingError when the document's fonts are not installed.
    """
    pictures = {picture.sha256 for picture in pictures_of(document)}
    return print_page(render_html(document), variant=variant, pictures=pictures)


def print_page(
    page: str, *, variant: Variant = Variant.ACCESSIBLE, pictures: Container[str] = ()
) -> bytes:
    """A whole HTML page as PDF; it may show the named pictures and no others.

    Raises FontMissingError when the document's fonts are not installed.
    """
    require_fonts()
    html = partial(HTML, string=page, url_fetcher=OwnFilesFetcher(pictures))
    with _one_at_a_time, _no_cyclic_gc():
        try:
            return _written(html(), variant)
        except AssertionError:
            # WeasyPrint stops at an assertion when our rules leave no place to end a page.
            logger.warning("Layout found no place to end a page; pages are broken freely.")
            return _written(html(), variant, CSS(string=FREE_BREAKS))


def pictures_of(document: Document) -> Iterator[PictureBlock]:
    """The pictures that a document shows."""
    front = (document.cover.logo, *(part.portrait for part in document.front))
    yield from (picture for picture in front if picture)
    parts: Iterable[FrontMatter | Chapter] = chain(document.front, document.chapters)
    blocks = chain.from_iterable(part.blocks for part in parts)
    yield from (block for block in blocks if isinstance(block, PictureBlock))


def _written(html: HTML, variant: Variant, *stylesheets: CSS) -> bytes:
    pdf: bytes = html.write_pdf(pdf_variant=str(variant), stylesheets=list(stylesheets))
    return pdf


def require_fonts() -> None:
    """Refuse to print without the fonts: Pango would silently draw boxes instead."""
    if len(document_fonts()) < len(DOCUMENT_FAMILIES):
        raise FontMissingError(
            "文書の印刷に使うフォントがサーバーにありません。"
            "パッケージ「fonts-morisawa-bizud-gothic」と「fonts-noto-cjk」を入れるよう、"
            "システムの管理者に依頼してください。"
        )


@contextmanager
def _no_cyclic_gc() -> Iterator[None]:
    """Layout makes millions of objects that live to its end; looking for rings costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.collect()
