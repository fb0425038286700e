"""WeasyPrint as we use it: one set of fonts, and stylesheets read once."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from smartplan.printing.pdf.weasyprint_patches import (
    contexts,
    font_files,
    page_references,
    svg_text,
)


@cache
def fonts() -> FontConfiguration:
    """The fonts, read once for this process: a joint PDF needs each of them only once."""
    return FontConfiguration()


@lru_cache(maxsize=16)
def styles(css: str) -> CSS:
    """A stylesheet, read once for this process."""
    return CSS(string=css, url_fetcher=URLFetcher(allowed_protocols=()), font_config=fonts())


def lay_out(
    page: str, fetcher: URLFetcher, *stylesheets: str, images: dict[str, Any] | None = None
) -> Any:
    """A whole HTML page with our stylesheets, laid out as a WeasyPrint document.

    `images` keeps what has been fetched, by its address, for the pages of one document.
    """
    for patch in (font_files, page_references, svg_text):
        patch.prepare()
    images = {} if images is None else images
    laid_out = HTML(string=page, url_fetcher=fetcher).render(
        font_config=fonts(), stylesheets=[styles(css) for css in stylesheets], cache=images
    )
    contexts.release(laid_out.pages, images.values())
    return laid_out
