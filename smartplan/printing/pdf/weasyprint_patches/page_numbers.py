"""The page numbers of a document whose parts were laid out apart.

Each part counts its pages from 1. Here the figure at the foot of each page is replaced by the
page's number in the whole document; nothing else of the page is touched.

The document needs this while its parts are kept laid out (docs/adr/0007). It buys no time itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.text.line_break import split_first_line

from smartplan.printing.pdf.weasyprint_patches import painting

FOOT = "@bottom-center"

_NUMBER = re.compile(r"\d+")


def number(pages: list[Any]) -> None:
    """Number the pages from 1, and forget the links that an earlier PDF gave to their boxes."""
    for place, page in enumerate(pages, start=1):
        for _, _, _, box in page.links:
            box.link_annotation = None
        for box in _feet(page):
            words = _NUMBER.sub(str(place), box.text)
            if words != box.text:
                _write(box, words)
                painting.forget(page)


def _feet(page: Any) -> Iterator[Any]:
    for margin in page._page_box.children:
        if isinstance(margin, MarginBox) and margin.at_keyword == FOOT:
            yield from (box for box in margin.descendants() if isinstance(box, TextBox))


def _write(box: Any, words: str) -> None:
    """Put other words in the place of a centred line."""
    layout, _, _, width, _, _ = split_first_line(words, box.style, None, None, 0)
    box.text = words
    box.pango_layout = layout
    box.position_x += (box.width - width) / 2
    box.width = width
