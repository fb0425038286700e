"""What a screen reader and an archive find in the file: tags, names of links, metadata."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest

from smartplan.document.blocks import prose, section, table
from smartplan.document.tree import Column
from smartplan.printing.pdf.document import Variant, render_pdf
from tests.printing.reading import document_with, fonts_of, language_of, pages_of

XMP = {
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "pdfaid": "{http://www.aiim.org/pdfa/ns/id/}",
    "pdfuaid": "{http://www.aiim.org/pdfua/ns/id/}",
}


@pytest.fixture
def pdf(full_plan, document_of):
    return render_pdf(document_of(full_plan))


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def elements_of(node, parent=None):
    """Each element under a node with the one that it stands in, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements_of(child, parent)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield parent, node
        yield from elements_of(node.get("/K", pikepdf.Array()), node)


def tree_of(file):
    return [element for _, element in elements_of(file.Root.StructTreeRoot.K)]


def pairs_of(file):
    return {
        (str(parent.S), str(element.S))
        for parent, element in elements_of(file.Root.StructTreeRoot.K)
        if parent is not None
    }


def test_headings_go_down_one_level_at_a_time(pdf):
    with opened(pdf) as file:
        levels = [
            int(str(element.S)[2:])
            for element in tree_of(file)
            if str(element.S) in {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
        ]

    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_lists_links_and_tables_hold_what_they_may_hold(pdf):
    with opened(pdf) as file:
        pairs = pairs_of(file)

    assert {child for parent, child in pairs if parent == "/L"} <= {"/LI", "/L"}
    assert {child for parent, child in pairs if parent == "/LI"} == {"/Lbl", "/LBody"}
    assert {child for parent, child in pairs if parent == "/TR"} == {"/TH", "/TD"}
    assert {child for parent, child in pairs if parent == "/Table"} <= {
        *("/Caption", "/THead", "/TBody"),
    }
    assert ("/Link", "/Link") not in pairs


def test_each_cell_of_a_table_names_its_heads():
    columns = (Column("番号", 20), Column("名称", 80))
    pdf = render_pdf(document_with(section("一覧", table(columns, [("1", "甲"), ("2", "乙")]))))

    with opened(pdf) as file:
        found = next(element for element in tree_of(file) if str(element.S) == "/Table")
        inside = [element for _, element in elements_of(found.K)]
        heads = {str(e.ID): str(e.A.Scope) for e in inside if str(e.S) == "/TH"}
        cells = [[str(key) for key in e.A.Headers] for e in inside if str(e.S) == "/TD"]

    assert list(heads.values()) == ["/Column", "/Column"]
    number, name = heads
    assert cells == [[number], [name], [number], [name]]


def test_every_head_of_the_plans_tables_has_a_scope_and_every_cell_a_head(pdf):
    with opened(pdf) as file:
        found = tree_of(file)
        heads = [element for element in found if str(element.S) == "/TH"]
        keys = {str(head.ID) for head in heads}
        cells = [element for element in found if str(element.S) == "/TD"]

        assert {str(head.A.Scope) for head in heads} == {"/Row", "/Column"}
        assert len(cells) > 200
        for cell in cells:
            assert {str(key) for key in cell.A.Headers} & keys


def test_every_figure_says_what_it_shows_and_where_it_stands(pdf):
    with opened(pdf) as file:
        figures = [element for element in tree_of(file) if str(element.S) == "/Figure"]

        assert len(figures) >= 3
        for figure in figures:
            assert len(str(figure.Alt)) > 10
            left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
            width, height = (float(edge) for edge in figure.Pg.MediaBox[2:])
            assert 0 <= left < right <= width
            assert 0 <= bottom < top <= height


def test_links_say_where_they_lead(pdf):
    with opened(pdf) as file:
        said = [
            str(note.Contents)
            for page in file.pages
            for note in page.get("/Annots", [])
            if note.Subtype == "/Link"
        ]

    assert "第1章　策定の趣旨・位置づけ" in said
    assert "用語集の説明へ" in said
    assert not [words for words in said if words.startswith(("chapter-", "term-", "table-"))]


def test_running_heads_and_page_numbers_are_not_read_out(pdf):
    with opened(pdf) as file:
        page = file.pages[8]
        parts = pikepdf.parse_content_stream(page)
        kinds, open_marks, text_outside = [], [], 0
        for operands, operator in parts:
            if str(operator) in {"BDC", "BMC"}:
                open_marks.append(str(operands[0]))
                kinds.append(str(operands[0]))
            elif str(operator) == "EMC":
                open_marks.pop()
            elif str(operator) in {"TJ", "Tj"} and not open_marks:
                text_outside += 1

        pagination = [
            operands
            for operands, operator in parts
            if str(operator) == "BDC" and "/Type" in operands[1]
        ]

    assert len(pagination) >= 2
    assert {str(operands[0]) for operands in pagination} == {"/Artifact"}
    assert text_outside == 0


@pytest.mark.parametrize(
    ("variant", "named"),
    [
        (Variant.ACCESSIBLE, {"pdfuaid:part": "1"}),
        (Variant.ARCHIVE, {"pdfaid:part": "2", "pdfaid:conformance": "A"}),
    ],
)
def test_the_file_names_its_standard_title_author_and_language(
    full_plan, document_of, variant, named
):
    pdf = render_pdf(document_of(full_plan), variant=variant)

    with opened(pdf) as file:
        assert not file.is_encrypted
        assert file.Root.MarkInfo.Marked is True
        assert file.Root.ViewerPreferences.DisplayDocTitle is True
        assert {str(page.Tabs) for page in file.pages} == {"/S"}
        with file.open_metadata() as metadata:
            for name, value in named.items():
                prefix, word = name.split(":")
                assert metadata[XMP[prefix] + word] == value
            assert metadata[XMP["dc"] + "title"] == "あおば市スマートシティ推進計画（素案）"
            assert metadata[XMP["dc"] + "creator"] == ["あおば市"]
    assert language_of(pdf) == "ja"


def test_an_archived_file_brings_its_colours_and_fonts_and_asks_for_nothing_else(
    full_plan, document_of
):
    pdf = render_pdf(document_of(full_plan), variant=Variant.ARCHIVE)

    with opened(pdf) as file:
        (intent,) = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert len(intent.DestOutputProfile.read_bytes()) > 1000
        assert "/ID" in file.trailer
        notes = [note for page in file.pages for note in page.get("/Annots", [])]
        assert {int(note.F) for note in notes} == {4}
        assert "/EmbeddedFiles" not in file.Root.Names
        assert "/OpenAction" not in file.Root
    assert {embedded for _, embedded in fonts_of(pdf)} == {"yes yes yes"}
    assert any("策定の背景" in page for page in pages_of(pdf))


def test_paragraphs_read_in_the_order_in_which_they_stand():
    pages = pages_of(
        render_pdf(document_with(section("題", prose("一つ目。\n\n二つ目。\n\n三つ目。"))))
    )

    assert "一つ目。二つ目。三つ目。" in "".join(pages)
