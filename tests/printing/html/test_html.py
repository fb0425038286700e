"""The markup that the preview and the PDF share."""

import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from smartplan.document.blocks import cell_prose, group_row, prose, section, table
from smartplan.document.tree import CellKind, Column
from smartplan.japanese.text import printable
from smartplan.printing.html.document import render_body, render_html
from smartplan.printing.html.texts import text
from tests.printing.reading import document_with

COLUMNS = (Column("対策", 30), Column("内容", 70, CellKind.PROSE))


def test_what_was_typed_is_text_and_never_markup():
    typed = '<script>alert(1)</script><b>太字</b> & "引用"'
    blocks = section(typed, prose(typed), table(COLUMNS, [(typed, typed)], caption=typed))

    page = render_html(document_with(blocks, title=typed))

    assert "<script" not in page
    assert "<b>" not in page
    page = page.replace('<span class="ph">', "").replace("</span>", "").replace("<br>", "")
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;太字&lt;/b&gt; &amp; &quot;引用&quot;"
    # Title, cover; heading in the contents and in place; text; table twice, caption twice (once as
    # the name of its region). The running head holds the beginning of the title.
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;太字&lt;/b&gt;…（素案）" in page
    assert page.count(escaped) == 9


@given(st.text(st.sampled_from("あ&<>\"'a\x00\x0b\ud800\uffff\n 　")))
def test_words_with_and_without_signs_of_html_are_escaped_alike(words):
    assert text(words) == escape(printable(words))


def test_control_characters_are_dropped_and_rare_kanji_are_kept():
    body = render_body(document_with(prose("a\x00b\x0bc\ud800d 𠮷髙葛\U000e0100㈱①")))

    assert "<p>abcd 𠮷髙葛\U000e0100㈱①</p>" in body


def test_tables_name_their_heads_and_headings_skip_no_level():
    rows = [group_row("ガバナンス"), ("責任者", "■役割\n・統括")]
    blocks = section("対策", prose("■小見出し\n本文"), table(COLUMNS, rows, caption="一覧"))

    body = render_body(document_with(blocks))

    assert "<caption>表1　一覧</caption>" in body
    assert '<th scope="col">対策</th>' in body
    assert '<th scope="rowgroup" colspan="2">ガバナンス</th>' in body
    assert "<strong>■ 役割</strong>" in body
    levels = [int(level) for level in re.findall(r"<h(\d)", body)]
    assert levels == [1, 2, 2, 3, 4, 2]


def test_an_empty_document_says_so():
    body = render_body(document_with())

    assert "第1章" in body
    assert "style=" not in body


def test_a_table_pasted_into_a_text_is_printed_as_a_table():
    body = render_body(document_with(prose("年度\t事業費\n令和9\t<b>1,000")))

    assert 'role="region" tabindex="0" aria-label="表"' in body
    assert '<th scope="col">年度</th><th scope="col">事業費</th>' in body
    assert "<td>令和9</td><td>&lt;b&gt;1,000</td>" in body


def test_a_pasted_table_within_a_cell_keeps_every_word():
    (lines,) = cell_prose("年度\t事業費\n令和9\t1,000")
    assert lines.inlines[0].text == "年度　事業費\n令和9　1,000"
