"""How each patch of WeasyPrint is switched off, and what a plan then takes to be printed.

For `patches.py`, which has Django set up before it imports this.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from math import ceil
from pathlib import Path
from statistics import fmean
from time import process_time

import pydyf
from weasyprint.css import ComputedStyle
from weasyprint.layout import percent
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.svg import utils

from smartplan.document.tree import Chapter, Document, Paragraph, Text
from smartplan.document.watermark import watermark_css
from smartplan.printing.pdf import document as printing
from smartplan.printing.pdf import layout
from smartplan.printing.pdf.weasyprint_patches import (
    engine,
    font_files,
    painting,
    parsing,
    shortcuts,
    svg_text,
)

CHAPTERS = 3
"""In how many chapters a sentence changes, one after the other."""


def no_xml() -> None:
    parsing.tree_of = lambda page: None


def full_stylesheet() -> None:
    del engine.Page._ua_stylesheets


def styles_each_time() -> None:
    engine.styles = engine.styles.__wrapped__


def context_kept() -> None:
    engine.SVGImage = type("Never", (), {})


def pages_counted() -> None:
    engine._page_references = pydyf.PDF.page_references.fget


def highest_compression() -> None:
    engine.COMPRESSION = 9


def streams_as_they_are() -> None:
    engine._stream_data = pydyf.Stream.data.fget


def cyclic_gc() -> None:
    engine.no_cyclic_gc = nullcontext


def no_freezing() -> None:
    engine.settle = lambda: None


def gc_as_it_is() -> None:
    cyclic_gc()
    no_freezing()


def labels_by_letter() -> None:
    svg_text.prepare = lambda: None


def font_files_read() -> None:
    font_files.Font.__init__ = pdf_fonts.Font.__init__


def subsets_each_time() -> None:
    font_files.Font.subset = pdf_fonts.Font.subset


def fonts_as_they_are() -> None:
    font_files.prepare = lambda: None


def colours_each_time() -> None:
    shortcuts._colour = utils.parse_color


def values_each_time() -> None:
    shortcuts._missing = ComputedStyle.__missing__


def lengths_each_time() -> None:
    shortcuts._resolve_percentages = percent.resolve_percentages


def painted_each_time() -> None:
    painting._painted = lambda page, stream, scale: None


def watermark_as_background() -> None:
    """As a page's background, as the stylesheet says in the preview."""
    page_of, keep = layout._Builder._page, painting.keep

    def with_background(builder, part):
        page, styles = page_of(builder, part)
        return page, (*styles, watermark_css(builder.document.cover.watermark))

    layout._Builder._page = with_background
    painting.keep = lambda page, watermark="": keep(page)


SWITCHES: dict[str, Callable[[], None]] = {
    "pages read as XML": no_xml,
    "lean stylesheet of the browser": full_stylesheet,
    "stylesheets read once": styles_each_time,
    "drawings forget their context": context_kept,
    "pages known without counting": pages_counted,
    "compression level 6": highest_compression,
    "streams compressed once": streams_as_they_are,
    "no garbage collection": cyclic_gc,
    "kept pages frozen": no_freezing,
    "both of garbage collection": gc_as_it_is,
    "labels of figures by line": labels_by_letter,
    "font files read late": font_files_read,
    "subsets of fonts kept": subsets_each_time,
    "both of fonts": fonts_as_they_are,
    "colours parsed once": colours_each_time,
    "initial values looked up": values_each_time,
    "lengths resolved once": lengths_each_time,
    "painted pages kept": painted_each_time,
    "watermark drawn once": watermark_as_background,
}


def chapter_changed(document: Document, place: int) -> Document:
    """One sentence more in one chapter."""
    chapters = list(document.chapters)
    chapters[place] = _longer(chapters[place], "この文は、変更した後の文です。")
    return replace(document, chapters=tuple(chapters))


def _longer(chapter: Chapter, words: str) -> Chapter:
    return replace(chapter, blocks=(*chapter.blocks, Paragraph((Text(words),))))


def seconds(document: Document) -> float:
    """CPU seconds of this process for one PDF."""
    start = process_time()
    printing.render_pdf(document)
    return process_time() - start


def measured(document: Document, without: list[str]) -> dict[str, float]:
    """Both cases in this process, after a small first file, without these patches.

    All is the plan as it is; chapter is the mean of one sentence more in one chapter, with all
    other chapters kept.
    """
    for name in without:
        SWITCHES[name]()
    seconds(replace(document, chapters=document.chapters[-1:]))
    everything = seconds(document)
    chapters = []
    count = len(document.chapters)
    for place in range(0, count, ceil(count / CHAPTERS)):
        document = chapter_changed(document, place)
        chapters.append(seconds(document))
    return {"all": everything, "chapter": fmean(chapters), "peak": _peak()}


def _peak() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
