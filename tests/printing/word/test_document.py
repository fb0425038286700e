"""The Word file read back: the same words, headings, tables and captions as in the tree."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from smartplan.document.blocks import cell, prose, section, sheet, table
from smartplan.document.drawing import Area, Drawing, Label
from smartplan.document.toc import list_of_figures, list_of_tables, table_of_contents
from smartplan.document.tree import (
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    ParagraphKind,
    Reference,
    Row,
    Table,
    Text,
    words_of,
)
from smartplan.plans.models import GlossaryText, Numbering
from smartplan.printing.word import render_docx
from tests.document.sample import write
from tests.printing.reading import document_with
from tests.printing.word.checking import W, faults

COLUMNS = (Column("番号", 10), Column("内容", 30), Column("備考", 60))


def no_pictures(sha256: str) -> bytes:
    raise AssertionError(f"nobody asked for {sha256}")


def written(document: Document) -> bytes:
    """A document as a Word file, in which nothing is out of order."""
    file = render_docx(document, no_pictures)
    assert faults(file) == []
    return file


def opened(file: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(file))


def part(file: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return etree.fromstring(package.read(name))


def texts(root: etree._Element, style: str) -> list[str]:
    """The words of each paragraph in a style."""
    return [
        words_in(paragraph)
        for paragraph in root.iter(f"{{{W}}}p")
        if paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle").get(f"{{{W}}}val") == style
    ]


def words_in(element: etree._Element) -> str:
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(
        signs.get(each.tag) or each.text or ""
        for each in element.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab")
        if not (each.tag == f"{{{W}}}tab" and each.get(f"{{{W}}}pos"))
    )


def everything_in(document: Document) -> list[str]:
    """Each piece of text of the tree, as printed in Word; a figure's words are in its picture."""
    found = []
    for owner in (*document.front, *document.chapters):
        for block in owner.blocks:
            if isinstance(block, Figure):
                found += [block.caption, block.note]
            else:
                found += list(words_of(block))
    return [words for words in found if words]


def test_headings_captions_and_tables_come_in_the_order_of_the_plan(full_plan, document_of):
    document = document_of(full_plan)

    file = opened(written(document))

    blocks = [block for chapter in document.chapters for block in chapter.blocks]
    headings = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Head")]
    expected = [("Heading 1", each.title) for each in document.front]
    for chapter in document.chapters:
        expected.append(("Heading 1", chapter.heading))
        expected += [
            (f"Heading {block.level}", block.label)
            for block in chapter.blocks
            if isinstance(block, Heading) and block.numbered
        ]
    assert headings == expected
    captions = [p.text for p in file.paragraphs if p.style.name == "Caption"]
    assert captions == [
        f"{block.number}　{block.caption}"
        for block in blocks
        if isinstance(block, Figure | Table) and block.caption
    ]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(file.tables) == len(tables) + 1
    for written_table, block in zip(file.tables, tables, strict=False):
        first = [each.text for each in written_table.rows[0].cells]
        wanted = block.rows[0].cells if block.sheet else block.columns
        assert first[0] == (wanted[0].plain if block.sheet else wanted[0].heading)
        assert len(written_table.rows) == len(block.rows) + (not block.sheet)
    minor = [p.text for p in file.paragraphs if p.style.name == "小見出し"]
    assert "■ これまでの経過" in minor


def test_no_word_of_the_plan_is_lost(full_plan, document_of):
    document = document_of(full_plan)

    file = written(document)

    said = "".join(words_in(part(file, "word/document.xml")).split())
    for words in everything_in(document):
        for line in re.split(r"[\n\t]", words):
            assert "".join(line.split()) in said, line
    assert document.cover.title in said
    for name, value in document.colophon.facts:
        assert name in said
        assert "".join(value.split()) in said


@pytest.mark.parametrize("numbering", list(Numbering))
@pytest.mark.parametrize("style", list(GlossaryText.Style))
def test_every_style_of_numbers_and_glossary_is_in_order(full_plan, document_of, numbering, style):
    full_plan.numbering = numbering
    write(full_plan, GlossaryText, style=style)
    document = document_of(full_plan)

    file = written(document)

    text = part(file, "word/document.xml")
    assert texts(text, "Heading1")[1] == document.chapters[0].heading
    notes = [words_in(each) for each in part(file, "word/footnotes.xml")[2:]]
    if style == GlossaryText.Style.FOOTNOTE:
        assert notes
        assert all(re.match(r"※　.+：.+", each) for each in notes)
    else:
        assert notes == []
        assert "都市OS※" in words_in(text)


def test_the_contents_are_there_before_word_has_counted_a_page(full_plan, document_of):
    document = document_of(full_plan)

    text = part(written(document), "word/document.xml")

    entries = [*texts(text, "TOC1"), *texts(text, "TOC2")]
    assert sorted(entries) == sorted(f"{each.label}\t" for each in table_of_contents(document))
    listed = [*list_of_figures(document), *list_of_tables(document)]
    assert texts(text, "TableofFigures") == [f"{each.label}\t" for each in listed]
    fields = [each.text.strip() for each in text.iter(f"{{{W}}}instrText")]
    assert [each for each in fields if each.startswith("TOC")] == [
        r'TOC \o "1-2" \h \z \b main_part',
        r'TOC \o "1-1" \h \z \b appendix_part',
        *([r'TOC \h \z \c "図"'] if list_of_figures(document) else []),
        *([r'TOC \h \z \c "表"'] if list_of_tables(document) else []),
    ]
    assert sum(each.startswith("PAGEREF") for each in fields) == len(entries) + len(listed)


def test_word_asks_nothing_when_the_file_is_opened(full_plan, document_of):
    file = written(document_of(full_plan))

    settings = part(file, "word/settings.xml")
    assert settings.find(f"{{{W}}}updateFields") is None
    assert b"http" not in b"".join(
        value.encode()
        for each in part(file, "word/_rels/document.xml.rels")
        for value in (each.get("Target"), each.get("TargetMode") or "")
    )


def test_title_author_and_language_are_told_and_no_more(full_plan, document_of):
    document = document_of(full_plan)

    properties = opened(written(document)).core_properties

    assert properties.title == "あおば市スマートシティ推進計画（素案）"
    assert properties.author == properties.last_modified_by == "あおば市"
    assert properties.language == "ja-JP"
    assert (properties.comments, properties.keywords, properties.created) == ("", "", None)


def test_every_word_is_set_in_the_fonts_of_the_plan(full_plan, document_of):
    file = written(document_of(full_plan))

    styles = part(file, "word/styles.xml")
    fonts = styles.find(f"{{{W}}}docDefaults").iter(f"{{{W}}}rFonts")
    (given,) = [dict(each.attrib) for each in fonts]
    sides = {etree.QName(key).localname for key in given}
    assert sides == {"ascii", "hAnsi", "eastAsia", "cs"}
    assert set(given.values()) == {"BIZ UDPゴシック"}
    language = next(styles.iter(f"{{{W}}}lang"))
    assert language.get(f"{{{W}}}eastAsia") == "ja-JP"
    assert opened(file).styles["Heading 1"].element.find(f"{{{W}}}rPr/{{{W}}}rFonts") is None


def test_pages_have_the_size_the_heads_and_the_numbers_of_the_pdf():
    wide = Figure(Drawing(690, 400, ()), "広い図", "図の説明", "wide", landscape=True)
    document = document_with(section("全体", prose("前の文。")), section("図", (wide,)))

    file = opened(written(document))

    sizes = [(each.page_width.mm, each.page_height.mm) for each in file.sections]
    assert [tuple(map(round, size)) for size in sizes] == [
        (210, 297),
        (210, 297),
        (210, 297),
        (297, 210),
        (210, 297),
    ]
    heads = [each.header.paragraphs[0].text.strip() for each in file.sections]
    title = "試し刷り（素案）"
    assert heads == ["", title, title, title, ""]
    feet = [each.footer._element.xpath("string(.//w:instrText)") for each in file.sections]
    assert [each.strip() for each in feet] == ["", "PAGE", "PAGE", "PAGE", "PAGE"]


def test_the_heading_above_a_sideways_figure_goes_along_with_it():
    wide = Figure(Drawing(690, 400, ()), "広い図", "図の説明", "wide", landscape=True)
    document = document_with(section("全体", prose("前の文。")), section("広い図の節", (wide,)))

    text = part(written(document), "word/document.xml")

    ends = [p for p in text.iter(f"{{{W}}}p") if p.find(f".//{{{W}}}sectPr") is not None]
    assert [words_in(each) for each in ends][-2:] == ["前の文。", "図1　広い図"]


def test_heads_of_tables_are_repeated_and_rows_stay_whole():
    long = "長い文。" * 800
    rows = (("1", "短い", ""), ("2", long, "終わり"), Row((Cell(prose("群"), header=True),), True))
    document = document_with(
        section("一覧", table(COLUMNS, [*rows, ("3", "後", "")], caption="表題", note="注です")),
        sheet((("名称", prose("値")),)),
    )

    first, facts, _ = opened(written(document)).tables

    kinds = [
        {etree.QName(each).localname for each in row._tr.iterfind(f"{{{W}}}trPr/*")}
        for row in first.rows
    ]
    assert kinds == [{"cantSplit", "tblHeader"}, {"cantSplit"}, set(), {"cantSplit"}, {"cantSplit"}]
    assert [each.text for each in first.rows[3].cells] == ["群"] * 3
    assert first._tbl.find(f"{{{W}}}tblPr/{{{W}}}tblLayout").get(f"{{{W}}}type") == "fixed"
    widths = [int(each.get(f"{{{W}}}w")) for each in first._tbl.iter(f"{{{W}}}gridCol")]
    assert [round(width * 100 / sum(widths)) for width in widths] == [10, 30, 60]
    assert [each.text for each in facts.rows[0].cells] == ["名称", "値"]


def test_references_lead_to_their_places_and_stay_words_without_one():
    figure = Figure(Drawing(100, 50, ()), "図の題", "図の説明", "one")
    line = Paragraph(
        (
            Text("本文は"),
            Reference("図1", "figure-1"),
            Text("と"),
            Reference("第1章", "chapter-1"),
            Text("と"),
            Reference("第9章", "chapter-9"),
            Text("を見る。"),
        )
    )

    text = part(written(document_with((line, figure))), "word/document.xml")

    (words,) = [each for each in text.iter(f"{{{W}}}p") if "本文は" in words_in(each)]
    assert words_in(words) == "本文は図1と第1章と第9章を見る。"
    assert [each.text.strip() for each in words.iter(f"{{{W}}}instrText")] == [r"REF _figure_1 \h"]
    links = [
        (each.get(f"{{{W}}}anchor"), words_in(each)) for each in words.iter(f"{{{W}}}hyperlink")
    ]
    assert links == [("_chapter_1", "第1章")]


def test_typed_marks_hang_before_their_words():
    blocks = prose("・一つ目\n・二つ目\n　・内側\n(1) 番号")

    text = part(written(document_with(section("題", blocks))), "word/document.xml")

    items = texts(text, "ListParagraph")
    assert items == ["・\t一つ目", "・\t二つ目", "・\t内側", "(1)\t番号"]
    indents = [
        (int(each.get(f"{{{W}}}left")), int(each.get(f"{{{W}}}hanging")))
        for each in text.iter(f"{{{W}}}ind")
        if each.get(f"{{{W}}}hanging")
    ]
    assert [left - hanging for left, hanging in indents] == [0, 0, indents[0][0], 0]


def test_signature_vision_and_notes_have_styles_that_staff_can_change():
    blocks = tuple(Paragraph((Text(str(kind)),), kind) for kind in ParagraphKind)

    file = opened(written(document_with(section("題", blocks))))

    styles = {p.text: p.style.name for p in file.paragraphs}
    assert styles["vision"] == "将来像"
    assert styles["signature"] == "Signature"
    assert styles["note"] == "注記"
    assert styles["plain"] == "Normal"


def test_what_was_typed_cannot_break_the_file():
    typed = "<w:p>&amp;]]>\x00\x08\x1b\ud800\ufffe\v𠮷髙葛\U000e0100😀\u2011\u00ad\t終"
    document = document_with(
        section(typed, prose(typed), table(COLUMNS, [(typed, typed, typed)], caption=typed)),
        (Figure(Drawing(90, 40, (Label(Area(0, 0, 90, 40), (typed,)),)), typed, typed, "key"),),
        title=typed,
    )

    file = written(document)

    kept = "<w:p>&amp;]]>𠮷髙葛\U000e0100😀\u2011\u00ad\t終"
    text = part(file, "word/document.xml")
    assert "".join(texts(text, "Title")).replace("\n", "") == kept
    assert texts(text, "Heading2") == [f"1　{kept}"]
    assert texts(text, "Caption") == [f"表1　{kept}", f"図1　{kept}"]
    assert opened(file).core_properties.title == kept + "（素案）"


def test_an_empty_plan_has_a_cover_a_sentence_and_a_colophon(plan, document_of):
    plan.start_year = None

    file = opened(written(document_of(plan)))

    words = [p.text for p in file.paragraphs if p.text]
    assert words == [
        "あおば市スマートシティ推進計画",
        "（素案）",
        "あおば市",
        "この計画には、まだ記載がありません。",
        "奥付",
    ]


def test_300_rows_and_long_words_are_all_there():
    address = "https://www.example.lg.jp/" + "abcdefghij" * 40
    rows = [(place, f"行{place}", address) for place in range(1, 301)]

    file = opened(written(document_with(section("一覧", table(COLUMNS, rows, caption="表")))))

    (found, _) = file.tables
    assert [words_in(row._tr) for row in found.rows[1:]] == [
        f"{place}行{place}{address}" for place in range(1, 301)
    ]


def test_the_same_plan_makes_the_same_parts(full_plan, document_of):
    document = document_of(full_plan)

    first, second = (render_docx(document, no_pictures) for _ in range(2))

    contents = [
        {name: package.read(name) for name in package.namelist()}
        for package in (zipfile.ZipFile(io.BytesIO(file)) for file in (first, second))
    ]
    assert contents[0] == contents[1]


def test_cells_are_aligned_as_their_columns_say():
    from_kinds = table(
        (Column("左", 20), Column("右", 20, kind="number"), Column("中", 20, kind="center")),
        [("文字", "1,234", "○"), (cell("内側", depth=2), "5", "×")],
    )

    (found, _) = opened(written(document_with(from_kinds))).tables

    sides = [
        paragraph.find(f"{{{W}}}pPr/{{{W}}}jc")
        for row in found.rows[1:]
        for paragraph in row._tr.iter(f"{{{W}}}p")
    ]
    assert [None if side is None else side.get(f"{{{W}}}val") for side in sides] == [
        None,
        "right",
        "center",
    ] * 2
    inner = found.rows[2]._tr.find(f".//{{{W}}}ind")
    assert int(inner.get(f"{{{W}}}left")) == pytest.approx(7 * 56.7, abs=1)
