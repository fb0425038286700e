"""Headings and table heads end their lines between phrases, and stay the text they are."""

import re

from smartplan.document.blocks import section, table
from smartplan.document.tree import Column
from smartplan.printing.html.document import render_body
from smartplan.printing.html.texts import phrased, shortened
from smartplan.printing.pdf.document import render_pdf
from tests.printing.reading import bookmarks_of, document_with, run

LONG = "情報セキュリティと個人情報保護の考え方および職員の研修の進め方について定める事項"


def words_of(html):
    return re.sub(r"<[^>]+>", "", html)


def test_a_heading_of_one_line_is_plain_text():
    assert phrased("現状と課題", 20) == "現状と課題"


def test_a_longer_heading_keeps_each_phrase_whole_and_every_character():
    html = phrased(LONG, 20)

    assert '<span class="ph">個人情報保護の</span><span class="ph">考え方</span>' in html
    assert words_of(html) == LONG


def test_a_phrase_longer_than_the_line_may_break_anywhere():
    assert phrased("あ" * 50, 20) == "あ" * 50


def test_typed_markup_in_a_heading_stays_text():
    html = phrased("<b>太字の見出し</b>について定める事項", 4)

    assert "<b>" not in html
    assert words_of(html) == "&lt;b&gt;太字の見出し&lt;/b&gt;について定める事項"


def test_the_lines_of_a_printed_heading_end_between_phrases():
    pdf = render_pdf(document_with(section(LONG, table((Column("名", 100),), [("値",)]))))

    text = run("pdftotext", "-f", "3", "-raw", "-", "-", stdin=pdf).decode()
    # A proportional font sets the first line; which phrases it holds may change, their edges not.
    first, second = re.search(r"^1[ \u3000]*(情報.*)\n(.*)\n", text, re.M).groups()
    assert first + second == LONG
    assert first.endswith(("の", "職員の", "研修の", "進め方に", "ついて"))
    assert f"  1　{LONG}" in bookmarks_of(pdf)


def test_a_narrow_table_head_is_broken_at_phrases():
    columns = (Column("対応する施策の番号", 8), Column("内容", 92))
    body = render_body(document_with(table(columns, [("A-1", "内容です。")])))

    assert (
        words_of(re.search(r"<th scope=\"col\">(.*?)</th>", body).group(1)) == "対応する施策の番号"
    )
    assert '<span class="ph">番号</span>' in body


def test_a_running_head_too_long_for_its_line_is_cut_before_the_edition():
    assert shortened("あおば市スマートシティ推進計画", 40, "（素案）").endswith("計画（素案）")
    cut = shortened("とても長い計画の名称" * 9, 28, "（素案）")
    assert cut.endswith("…（素案）")
    assert len(cut) <= 28


def test_a_name_in_a_cell_is_broken_at_phrases_where_that_takes_no_further_line():
    columns = (Column("分野", 20), Column("説明", 80))
    rows = [("行政サービス・データ基盤", "あ"), ("避難所の受入れ状況を公表するまで", "い")]

    body = render_body(document_with(table(columns, rows)))

    assert (
        '<td><span class="ph">行政サービス・</span><span class="ph">データ基盤</span></td>' in body
    )
    assert "<td>避難所の受入れ状況を公表するまで</td>" in body
