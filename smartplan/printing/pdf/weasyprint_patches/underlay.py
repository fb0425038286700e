"""The watermark behind the pages of a PDF: drawn once in the file, shown on every page.

As a page's background WeasyPrint draws it anew for each page, and such a page can be kept but not
its painting.

Gain (27 November 2026): one chapter changed 54 % (demo plan) and 67 % (large plan), all changed
21 and 27 %.
"""

from __future__ import annotations

import gc
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from weasyprint.images import SVGImage

from smartplan.document.watermark import MARKED, watermark_svg

NAME = "watermark"

SIDE = 210 / 25.4 * 96
"""The side of the square that it fills: the shorter side of an A4 page, in CSS pixels."""


def put(words: str, page: Any, stream: Any, scale: float) -> None:
    """Put the watermark in the middle of the page, before anything else is painted."""
    with stream.artifact(), stream.stacked():
        left, top = (page.width - SIDE) / 2, (page.height - SIDE) / 2
        stream.transform(a=scale, d=scale, e=left * scale, f=top * scale)
        draw_once(words, stream)
        stream.draw_x_object(NAME)


def draw_once(words: str, stream: Any) -> None:
    """Draw it into the file, if no other page has done so."""
    objects = stream._resources["XObject"]
    if NAME not in objects:
        group = stream.add_group(0, 0, SIDE, SIDE)
        objects[NAME] = objects.pop(group.id)
        group.id = NAME
        _image(words).draw(group, SIDE, SIDE, None)


@lru_cache(maxsize=4)
def _image(words: str) -> SVGImage:
    edition = next(edition.value for edition in MARKED if edition.label == words)
    tree = ElementTree.fromstring(watermark_svg(edition))  # noqa: S314 (our own drawing)
    # The font that it was drawn from takes 16 MB, which nobody needs any more.
    gc.collect()
    return SVGImage(tree, None, None, None)
