"""The document as PDF through WeasyPrint, which fetches nothing but our own stylesheet."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from smartplan.japanese.glyphs import DOCUMENT_FAMILIES, document_fonts
from smartplan.publishing.document import Document
from smartplan.publishing.html import STYLESHEET, render_html

VARIANT = "pdf/ua-1"

FREE_BREAKS = "* { break-inside: auto !important; break-after: auto !important; }"
"""For a text that our rules about where a page may end cannot hold: better torn than no PDF."""

_SERVED = {STYLESHEET: ("css/document.css", "text/css")}
"""The whole of what a document may fetch: address, file among our static files, type."""

_one_at_a_time = Lock()

logger = logging.getLogger(__name__)


class FontMissingError(Exception):
    """A font of the document is not installed; without it the page would be full of boxes."""


class OwnFilesFetcher(URLFetcher):
    """Serves the files in the table above and refuses every other address.

    It never reaches the network or the disk for an address that a text brings along.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in _SERVED:
            raise ValueError("The document fetches nothing but its own stylesheet.")
        path, content_type = _SERVED[url]
        return URLFetcherResponse(url, _own_file(path), {"Content-Type": content_type})


def render_pdf(document: Document) -> bytes:
    """The document as a tagged PDF (PDF/UA-1), one at a time in this process.

    Raises FontMissingError when the document's fonts are not installed.
    """
    require_fonts()
    page = render_html(document)
    with _one_at_a_time, _no_cyclic_gc():
        try:
            return _written(page)
        except AssertionError:
            # WeasyPrint stops at an assertion when our rules leave no place to end a page.
            logger.warning("Layout found no place to end a page; pages are broken freely.")
            return _written(page, CSS(string=FREE_BREAKS))


def _written(page: str, *stylesheets: CSS) -> bytes:
    html = HTML(string=page, url_fetcher=OwnFilesFetcher())
    pdf: bytes = html.write_pdf(pdf_variant=VARIANT, stylesheets=list(stylesheets))
    return pdf


def require_fonts() -> None:
    """Refuse to print without the fonts: Pango would silently draw boxes instead."""
    if len(document_fonts()) < len(DOCUMENT_FAMILIES):
        raise FontMissingError(
            "文書の印刷に使うフォントがサーバーにありません。"
            "パッケージ「fonts-morisawa-bizud-gothic」と「fonts-noto-cjk」を入れるよう、"
            "システムの管理者に依頼してください。"
        )


def _own_file(path: str) -> bytes:
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(f"static/{path} is missing.")
    return Path(found).read_bytes()


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
