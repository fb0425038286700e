"""How each patch of WeasyPrint is switched off, and what a plan then takes to be printed.

For `patches.py`, which has Django set up before it imports this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from pathlib import Path
from statistics import fmean
from time import process_time

from smartplan.document.tree import Chapter, Document, Paragraph, Text
from smartplan.document.watermark import watermark_css
from smartplan.printing.pdf import document as printing
from smartplan.printing.pdf import layout
from smartplan.printing.pdf.weasyprint_patches import (
    contexts,
    font_files,
    page_references,
    painting,
    svg_text,
)

CHAPTERS = 3
"""In how many chapters a sentence changes, one after the other."""


def labels_by_letter() -> None:
    svg_text.prepare = lambda: None


def font_files_kept() -> None:
    font_files.prepare = lambda: None


def contexts_kept() -> None:
    contexts.release = lambda pages, images: None


def pages_listed_each_time() -> None:
    page_references.prepare = lambda: None


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
    "painting": painted_each_time,
    "underlay": watermark_as_background,
    "svg_text": labels_by_letter,
    "page_references": pages_listed_each_time,
    "font_files": font_files_kept,
    "contexts": contexts_kept,
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
