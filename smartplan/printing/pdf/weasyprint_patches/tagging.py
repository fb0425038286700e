"""The tags of a PDF, mended where WeasyPrint leaves them short of what a screen reader needs.

The document needs this (PDF/UA): terms and definitions as items of a list, links with their
purpose, figures with their place, heads and feet that are not read out. It buys no time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import MarginBox, TextBox

from smartplan.printing.pdf.weasyprint_patches import tagging_tables

TERM_MARK = "用語集の説明へ"
"""What a screen reader says of the mark (※) behind a term."""

POINTS = 0.75
"""PDF points in a CSS pixel."""


def correct_tags(document: Any, pdf: Any) -> None:
    """Correct the tags of a PDF just before it is written."""
    for page in document.pages:
        tagging_tables.name_heads(page)
        for _, target, _, box in page.links:
            if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(_purpose(box, target))
    tree = _Tree(pdf)
    tree.correct()
    tree.unlink_orphans()


def leave_out_margins(page: Any, stream: Any) -> None:
    """Mark the running heads and feet of a page as artifacts, which nobody hears read out."""
    numbers = {
        stream._tags[box]["mcid"]
        for margin in page._page_box.children
        if isinstance(margin, MarginBox)
        for box in margin.descendants()
        if isinstance(box, TextBox) and box in stream._tags
    }
    for place, item in enumerate(stream.stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in numbers:
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = pydyf.Dictionary({"Type": "/Pagination"})


def _purpose(box: Any, target: str) -> str:
    if "term-mark" in box.element.get("class", ""):
        return TERM_MARK
    return "".join(box.element.itertext()).strip() or target


class _Tree:
    """The structure elements of a PDF."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self._object(pdf.catalog["StructTreeRoot"])
        self.numbers = self._object(self.root["ParentTree"])["Nums"]
        self.reached: set[int] = set()

    def correct(self) -> None:
        """Correct every element, from the root down."""
        for element in list(self._children(self.root)):
            self._correct(element)

    def unlink_orphans(self) -> None:
        """Forget the elements of heads and feet, which stand nowhere in the tree."""
        for marked in self.numbers[1::2]:
            if isinstance(marked, list):
                marked[:] = [
                    reference if _number(reference) in self.reached else b"null"
                    for reference in marked
                ]

    def _correct(self, element: Any) -> None:
        self.reached.add(element.number)
        children = list(self._children(element))
        for child in children:
            if element["S"] == "/L" and child["S"] == "/Div":
                self._make_item(child)
            self._correct(child)
        if element["S"] == "/Link":
            self._take_links_over(element, children)
        elif element["S"] == "/Figure":
            self._place_figure(element)
        empty = {child.reference for child in children if _is_nothing(child)}
        element["K"][:] = [kid for kid in element["K"] if kid not in empty]

    def _make_item(self, entry: Any) -> None:
        """A term with its definition: an item with a label and a body."""
        entry["S"] = "/LI"
        for place, part in enumerate(self._children(entry)):
            part["S"] = "/LBody" if place else "/Lbl"
            for inner in self._children(part):
                inner["S"] = "/Div" if place else "/Span"

    def _take_links_over(self, link: Any, children: list[Any]) -> None:
        """A link within a link is part of the outer one."""
        for child in (child for child in children if child["S"] == "/Link"):
            child["S"] = "/Span"
            moved = [kid for kid in child["K"] if self._is_annotation(kid)]
            child["K"][:] = [kid for kid in child["K"] if kid not in moved]
            link["K"].extend(moved)
            for place, reference in enumerate(self.numbers):
                if reference == child.reference:
                    self.numbers[place] = link.reference

    def _place_figure(self, figure: Any) -> None:
        """Where it stands, in points from the lower left corner of its page."""
        page = self._object(figure["Pg"])
        left, top, right, bottom = figure["A"]["BBox"]
        height = page["MediaBox"][3]
        figure["A"]["BBox"] = pydyf.Array(
            (left * POINTS, height - bottom * POINTS, right * POINTS, height - top * POINTS)
        )

    def _children(self, element: Any) -> Iterator[Any]:
        for kid in element["K"]:
            if isinstance(kid, bytes):
                found = self._object(kid)
                if found.get("Type") == "/StructElem":
                    yield found

    def _is_annotation(self, kid: Any) -> bool:
        return isinstance(kid, bytes) and self._object(kid).get("Type") == "/OBJR"

    def _object(self, reference: bytes) -> Any:
        return self.pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split(b" ", 1)[0]) if reference != b"null" else 0


def _is_nothing(element: Any) -> bool:
    return element["S"] == "/NonStruct" and not element["K"]
