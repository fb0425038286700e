"""What is done with less work gives the same as WeasyPrint's own way."""

from __future__ import annotations

import pytest
import tinyhtml5
from weasyprint.css import ComputedStyle
from weasyprint.layout import block, inline, page, table
from weasyprint.layout.percent import resolve_percentages
from weasyprint.svg import utils

from smartplan.printing.html.document import render_html
from smartplan.printing.pdf.document import printing
from smartplan.printing.pdf.fetching import OwnFilesFetcher, stylesheet
from smartplan.printing.pdf.layout import PART_STYLES
from smartplan.printing.pdf.weasyprint_patches import engine, parsing, shortcuts

XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"


def shape_of(element):
    """Everything that an element says, with all that is in it."""
    said = {name: value for name, value in element.attrib.items() if name != XMLNS}
    inner = [shape_of(child) for child in element]
    return element.tag, said, element.text or "", element.tail or "", inner


def boxes_of(markup):
    """Each box with its place and size, page by page."""
    with printing():
        laid_out = engine.lay_out(
            markup, OwnFilesFetcher(), stylesheet("css/document.css"), PART_STYLES
        )
    return [
        (type(box).__name__, box.position_x, box.position_y, box.width, box.height)
        for sheet in laid_out.pages
        for box in sheet._page_box.descendants()
    ]


def test_the_plans_page_read_as_xml_is_what_an_html_reader_finds(full_plan, document_of):
    markup = render_html(document_of(full_plan))

    tree = parsing.tree_of(markup)

    assert shape_of(tree) == shape_of(tinyhtml5.parse(markup, namespace_html_elements=False))


@pytest.mark.parametrize("body", ["<p>甲<p>乙", "<p>&nbsp;</p>", "<p>\x01</p>"])
def test_what_is_no_xml_is_read_as_html(body):
    markup = f"<!DOCTYPE html><html><head></head><body>{body}</body></html>"

    assert parsing.tree_of(markup) is None
    found = engine.Page(string=markup, url_fetcher=OwnFilesFetcher()).etree_element
    assert [element.tag for element in found.iter()][:4] == ["html", "head", "body", "p"]


def test_every_box_stands_where_weasyprint_alone_would_put_it(full_plan, document_of, monkeypatch):
    markup = render_html(document_of(full_plan))
    short = boxes_of(markup)
    monkeypatch.setattr(ComputedStyle, "__missing__", shortcuts._compute)
    for user in (block, inline, page, table):
        monkeypatch.setattr(user, "resolve_percentages", resolve_percentages)

    assert boxes_of(markup) == short
    assert len(short) > 1000


def test_a_colour_that_a_drawing_changed_is_itself_the_next_time():
    shortcuts.prepare()
    first = utils.color("#00118f")
    first.alpha *= 0.5

    assert utils.color("#00118f").alpha == 1
