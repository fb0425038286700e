"""The patches fit the installed WeasyPrint; what saves time or memory draws the same."""

from __future__ import annotations

import ast
import hashlib
import inspect
from importlib import import_module

import pydyf
import weasyprint
from PIL import ImageChops
from weasyprint.pdf import fonts, stream
from weasyprint.svg import SVG

from smartplan.printing.pdf import layout
from smartplan.printing.pdf.document import render_pdf
from smartplan.printing.pdf.weasyprint_patches import (
    VERSION,
    font_files,
    page_references,
    svg_text,
)
from tests.printing.reading import pages_of, picture_of

SOURCES = {
    # justify
    "weasyprint.layout.inline:justify_line": "cbba344b3c57",
    "weasyprint.layout.inline:text_align": "79372fc12c36",
    "weasyprint.text.line_break:Layout": "ba2e4044f7c7",
    "weasyprint.draw.text:draw_text": "d1cfa769e258",
    "weasyprint.draw.text:draw_first_line": "df38b8753e86",
    # page_numbers
    "weasyprint.text.line_break:split_first_line": "f5cfad56910a",
    "weasyprint.formatting_structure.boxes:MarginBox": "a2c6e438bd62",
    "weasyprint.pdf.anchors:add_links": "e37fc9cd900c",
    # painting, underlay, contexts, layout.py
    "weasyprint.document:Page": "3c056032e668",
    "weasyprint.document:Document.__init__": "8f0858faf5be",
    "weasyprint.document:Document.write_pdf": "ff6c3d2f4c71",
    "weasyprint.pdf:generate_pdf": "fd816c8d91ce",
    "weasyprint.pdf.stream:Stream": "ed8183a339eb",
    "weasyprint.images:SVGImage": "25b73d82d120",
    "pydyf:Stream": "8d81ad028bfb",
    "pydyf:PDF": "92fcbb849441",
    # tagging, tagging_tables
    "weasyprint.pdf.tags:add_tags": "74d331d78a01",
    "weasyprint.pdf.tags:_get_pdf_tag": "210e73dc2098",
    "weasyprint.pdf.tags:_build_box_tree": "e8338d00c41d",
    # svg_text
    "weasyprint.svg:SVG": "5fc665ac7862",
    "weasyprint.svg.text:TextBox": "bb35f0966233",
    "weasyprint.svg.text:Style": "83db7848ffc8",
    "weasyprint.svg.text:text": "296c137aadec",
    # font_files
    "weasyprint.pdf.fonts:Font": "dc2c377ba9ac",
    "weasyprint.pdf.fonts:build_fonts_dictionary": "934910c919b5",
    "weasyprint.text.fonts:get_hb_object_data": "a921ed57bd7b",
}
"""What a patch replaces, copies or leans on, with the digest of its source."""


def digest_of(name):
    """The digest of a source as it stands in its file, whatever has been patched by now."""
    module, path = name.split(":")
    source = inspect.getsource(import_module(module))
    node = ast.parse(source)
    for part in path.split("."):
        node = next(inner for inner in node.body if getattr(inner, "name", None) == part)
    return hashlib.sha256(ast.get_source_segment(source, node).encode()).hexdigest()[:12]


def test_another_weasyprint_is_looked_at_before_it_prints_a_plan():
    """Where this fails, look at each patch that leans on what changed; then note it here."""
    assert weasyprint.VERSION == VERSION
    assert {name: digest_of(name) for name in SOURCES} == SOURCES


def test_what_saves_time_and_memory_gives_the_same_file(full_plan, document_of, monkeypatch):
    document = document_of(full_plan)
    layout.forget_all()
    quick = render_pdf(document)
    for patch in (font_files, page_references):
        monkeypatch.setattr(patch, "prepare", lambda: None)
    monkeypatch.setattr(stream, "Font", fonts.Font)
    monkeypatch.setattr(pydyf.PDF, "page_references", property(page_references.listed))
    layout.forget_all()

    assert render_pdf(document) == quick


def test_the_labels_of_figures_stand_where_weasyprint_alone_would_put_them(
    full_plan, document_of, monkeypatch, tmp_path
):
    document = document_of(full_plan)
    layout.forget_all()
    by_line = render_pdf(document)
    monkeypatch.setattr(svg_text, "prepare", lambda: None)
    monkeypatch.setattr(SVG, "draw_node", svg_text.draw_node)
    layout.forget_all()

    by_letter = render_pdf(document)

    assert len(by_letter) > len(by_line) * 1.1
    assert pages_of(by_letter) == pages_of(by_line)
    for page in range(1, len(pages_of(by_line)) + 1):
        pictures = [picture_of(pdf, page, tmp_path).convert("L") for pdf in (by_letter, by_line)]
        assert ImageChops.difference(*pictures).getextrema()[1] < 96, page
