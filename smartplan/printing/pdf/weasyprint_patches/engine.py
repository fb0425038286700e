"""WeasyPrint as we use it: one set of fonts, stylesheets read once, no work for what we never use.

Whatever leans on private parts of WeasyPrint does without them where they are missing: the page
looks the same then, and takes longer.
"""

from __future__ import annotations

import gc
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import pydyf
import weasyprint
from weasyprint import CSS, HTML, cssselect2
from weasyprint.formatting_structure.boxes import ReplacedBox
from weasyprint.images import SVGImage
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from smartplan.printing.pdf.weasyprint_patches import font_files, parsing, shortcuts, svg_text

COMPRESSION = 6
"""The highest (9) takes a quarter of the time of writing, and a file is 1 % smaller for it."""


class Page(HTML):
    """A page of ours, read as XML, whose elements get only the pseudo-elements they can have.

    WeasyPrint's own stylesheet gives six of them to every element, which then all are computed.
    """

    def __init__(self, string: str, url_fetcher: URLFetcher) -> None:
        tree = parsing.tree_of(string)
        if tree is None:
            super().__init__(string=string, url_fetcher=url_fetcher)
            return
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_lean_stylesheet()]


@cache
def _lean_stylesheet() -> CSS:
    css = (files(weasyprint) / "css" / "html5_ua.css").read_text(encoding="utf-8")
    css = re.sub(r"^::marker", "li::marker", css, flags=re.MULTILINE)
    css = re.sub(r"^::(?=footnote|note)", ".footnote::", css, flags=re.MULTILINE)
    return CSS(string=css)


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
    svg_text.prepare()
    font_files.prepare()
    shortcuts.prepare()
    _write_quickly()
    html = Page(string=page, url_fetcher=fetcher)
    images = {} if images is None else images
    laid_out = html.render(
        font_config=fonts(), stylesheets=[styles(css) for css in stylesheets], cache=images
    )
    for drawing in (*images.values(), *_drawings(laid_out)):
        if isinstance(drawing, SVGImage):
            # It would keep everything that the layout needed, for hyphens that we never set.
            drawing._context = None
    return laid_out


def _drawings(laid_out: Any) -> Iterator[Any]:
    for page in laid_out.pages:
        for box in page._page_box.descendants():
            if isinstance(box, ReplacedBox):
                yield box.replacement


def _write_quickly() -> None:
    """Let a PDF know its pages without counting them for every tag, and compress with measure."""
    if isinstance(pydyf.PDF.__dict__.get("page_references"), property):
        pydyf.PDF.page_references = property(_page_references)
    if pydyf.Stream.data.fget is not _stream_data:
        pydyf.Stream.data = property(_stream_data)


def _stream_data(stream: Any) -> bytes:
    """A piece of a PDF as it stands in the file, compressed once however often it is asked for."""
    content = b"\n".join(map(pydyf._to_bytes, stream.stream))
    if stream.compress:
        content = zlib.compress(content, COMPRESSION)
        stream.stream, stream.compress = [content], False
        stream.extra["Filter"] = "/FlateDecode"
    facts = pydyf.Dictionary({**stream.extra, "Length": len(content)})
    return b"\n".join((facts.data, b"stream", content, b"endstream"))


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    kids = pdf.pages["Kids"]
    if len(getattr(pdf, "known_pages", ())) * 3 != len(kids):
        pdf.known_pages = tuple(b"%d 0 R" % number for number in kids[::3])
    known: tuple[bytes, ...] = pdf.known_pages
    return known


@contextmanager
def no_cyclic_gc() -> Iterator[None]:
    """Layout makes millions of objects that live to its end; looking for rings costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.collect()


def settle() -> None:
    """Clear up after a layout, and look no more at what is left: it is kept for the next time."""
    gc.collect()
    gc.freeze()


def unsettle() -> None:
    """Look again at everything: something that was kept is dropped."""
    gc.unfreeze()
