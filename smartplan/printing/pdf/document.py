"""The document as PDF through WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import chain
from threading import Lock
from typing import Any

import weasyprint
from weasyprint.css import ColorProfile

from smartplan.document.tree import Chapter, Document, FrontMatter, PictureBlock
from smartplan.japanese.glyphs import DOCUMENT_FAMILIES, FontMissingError, document_fonts
from smartplan.printing.pdf import engine, layout
from smartplan.printing.pdf.fetching import OwnFilesFetcher
from smartplan.printing.pdf.weasyprint_patches import tagging


class Variant(StrEnum):
    """The two standards that a PDF follows: for readers today, and for the archive."""

    ACCESSIBLE = "pdf/ua-1"
    ARCHIVE = "pdf/a-2a"


COLOURS = "sRGB"

one_at_a_time = Lock()
"""One document at a time in this process."""


def render_pdf(document: Document, *, variant: Variant = Variant.ACCESSIBLE) -> bytes:
    """The document as a tagged PDF (PDF/UA-1, or PDF/A-2a), one at a time in this process.

    Raises FontMissingError when the document's fonts are not installed.
    """
    require_fonts()
    pictures = {picture.sha256 for picture in pictures_of(document)}
    with one_at_a_time:
        return write(layout.lay_out(document, pictures), variant)


def print_page(page: str, *, variant: Variant = Variant.ACCESSIBLE) -> bytes:
    """A whole HTML page of ours as PDF, with the stylesheets that it links to.

    Raises FontMissingError when the document's fonts are not installed.
    """
    require_fonts()
    with one_at_a_time:
        return write(engine.lay_out(page, OwnFilesFetcher()), variant)


def write(laid_out: Any, variant: Variant = Variant.ACCESSIBLE) -> bytes:
    """What was laid out as the bytes of a PDF."""
    archive = variant is Variant.ARCHIVE
    laid_out.output_intent = COLOURS if archive else None
    laid_out.color_profiles = {COLOURS: _colours()} if archive else {}
    pdf: bytes = laid_out.write_pdf(
        finisher=tagging.correct_tags,
        pdf_variant=str(variant),
        output_intent=laid_out.output_intent,
    )
    return pdf


@cache
def _colours() -> ColorProfile:
    """What our colours mean: sRGB. An archive wants it in the file."""
    profile = BytesIO((files(weasyprint) / "pdf" / "sRGB2014.icc").read_bytes())
    return ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def pictures_of(document: Document) -> Iterator[PictureBlock]:
    """The pictures that a document shows."""
    front = (document.cover.logo, *(part.portrait for part in document.front))
    yield from (picture for picture in front if picture)
    parts: Iterable[FrontMatter | Chapter] = chain(document.front, document.chapters)
    blocks = chain.from_iterable(part.blocks for part in parts)
    yield from (block for block in blocks if isinstance(block, PictureBlock))


def require_fonts() -> None:
    """Refuse to print without the fonts: Pango would silently draw boxes instead."""
    if len(document_fonts()) < len(DOCUMENT_FAMILIES):
        raise FontMissingError(
            "文書の印刷に使うフォントがサーバーにありません。"
            "パッケージ「fonts-morisawa-bizud-gothic」と「fonts-noto-cjk」を入れるよう、"
            "システムの管理者に依頼してください。"
        )
