"""The references to the pages of a PDF, listed once and not again for each of its tags.

pydyf lists them anew whenever one is asked for, which WeasyPrint does for every tag: the time grows
with the square of the pages.

Gain (27 November 2026): a chapter of the large plan changed 28 %, of the demo plan 10 %; all
changed 4 and 2 %.
"""

from __future__ import annotations

from typing import Any

import pydyf

from smartplan.printing.pdf.weasyprint_patches import fits

listed = pydyf.PDF.page_references.fget


def prepare() -> None:
    """Let a PDF remember its pages, if it is the WeasyPrint that we know."""
    if fits():
        pydyf.PDF.page_references = property(_page_references)


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    count = pdf.pages["Count"]
    if getattr(pdf, "counted", None) != count:
        pdf.counted, pdf.known_references = count, listed(pdf)
    known: tuple[bytes, ...] = pdf.known_references
    return known
