"""Whatever was typed, the document is right, or says what is wrong."""

import pytest

from smartplan.document.blocks import prose, section, table
from smartplan.document.findings import findings_of_document
from smartplan.document.tree import CellKind, Column, Heading
from smartplan.plans.models import Chapter as ChapterOfPlan
from smartplan.printing.pdf.document import render_pdf
from tests.printing.reading import document_with, fonts_of, pages_of, picture_of

COLUMNS = (
    Column("番号", 10, CellKind.NUMBER),
    Column("名称", 30),
    Column("内容", 60, CellKind.PROSE),
)
URL = "https://www.example.lg.jp/" + "a" * 300 + "/" + "very-long-" * 30
FULL_PAGE = 60
"""More pages than any of these documents may take."""


def right_edge(pdf, page, tmp_path):
    """How much ink stands in the right margin of a page."""
    picture = picture_of(pdf, page, tmp_path)
    margin = picture.crop((round(picture.width * 0.88), 0, picture.width, picture.height))
    return sum(margin.histogram()[:128])


@pytest.mark.parametrize("word", [URL, "x" * 600, "ア" * 300, "1" * 400, "あ" * 300])
def test_long_words_and_addresses_break_everywhere_and_stay_in_the_margins(word, tmp_path):
    blocks = section(word[:200], prose(word), table(COLUMNS, [(1, word, word)], caption=word[:300]))

    pdf = render_pdf(document_with(blocks))

    pages = pages_of(pdf)
    # In the contents, then heading, text and two cells.
    assert "".join(pages).count(word[:200]) >= 2
    assert all(right_edge(pdf, page, tmp_path) == 0 for page in range(1, len(pages) + 1))


def test_a_cell_of_five_thousand_characters_runs_over_pages_whole():
    pdf = render_pdf(document_with(table(COLUMNS, [(1, "名称", "長い内容です。" * 715)])))

    text = "".join(page.replace("番号名称内容", "") for page in pages_of(pdf))
    assert text.count("い内容") >= 700
    assert len(pages_of(pdf)) < 12


def test_three_hundred_rows_are_all_printed_under_repeated_heads():
    rows = [(place, f"名称{place}号", "内容です。" * (place % 9)) for place in range(1, 301)]

    pages = pages_of(render_pdf(document_with(table(COLUMNS, rows, caption="三百行"))))

    text = "".join(pages)
    assert [place for place in range(1, 301) if f"名称{place}号" not in text] == []
    assert all("番号名称内容" in page for page in pages[2:-1])


def test_a_head_as_high_as_a_page_is_not_repeated_on_each_page():
    columns = (Column("番号", 10), Column(URL, 12), Column("内容", 78, CellKind.PROSE))

    pages = pages_of(
        render_pdf(document_with(table(columns, [(n, "値", "内容です。" * 40) for n in range(30)])))
    )

    assert len(pages) < 14


def test_rare_and_odd_characters_are_printed_without_a_box():
    typed = (
        "𠮷田 髙橋 葛\U000e0100城 U\u2011A \x07\x1b制御 ① ㈱ ㎡ Ⅲ 〜 ～ … — ― “引用” • ◆ ㍻ ﾊﾝｶｸ"
    )

    document = document_with(section(typed[:20], prose(typed)))

    assert findings_of_document(document) == []
    pdf = render_pdf(document)
    assert {name for name, _ in fonts_of(pdf)} <= {
        "BIZ-UDPGothic",
        "BIZ-UDPGothic-Bold",
        "Noto-Sans-CJK-JP",
        "Noto-Sans-CJK-JP-Bold",
    }
    assert "𠮷田髙橋葛" in pages_of(pdf)[2]


def test_what_cannot_be_printed_is_named_with_its_place():
    found = findings_of_document(document_with(section("催し", prose("花火🎉と外字\ue000です。"))))

    assert [finding.message for finding in found] == [
        "「試し」の「催し」に、PDFで印刷できない文字があります：🎉（U+1F389）",
        "「試し」の「催し」に、外字（登録した文字）があります：（U+E000）",
    ]


def test_html_and_css_in_texts_are_words():
    typed = (
        "</style></article></html><img src=file:///etc/passwd>"
        "<style>*{display:none}</style>@page{size:A1}"
    )

    pdf = render_pdf(document_with(section(typed[:60], prose(typed)), title=typed[:80]))

    assert "<imgsrc=file:///etc/passwd>" in pages_of(pdf)[2]
    assert "root:x:0" not in "".join(pages_of(pdf))


def test_a_plan_of_free_chapters_only_is_printed_in_their_order(plan, document_of):
    plan.chapters.update(included=False)
    for place, title in enumerate(("はじめの章", "おわりの章"), start=20):
        ChapterOfPlan.objects.create(
            plan=plan, title=title, position=place, body=f"{title}の本文です。"
        )

    pages = pages_of(render_pdf(document_of(plan)))

    assert "第1章はじめの章" in pages[1]
    assert "第1章はじめの章はじめの章の本文です。" in pages[2]
    assert "第2章おわりの章おわりの章の本文です。" in pages[3]


def test_a_chapter_of_headings_alone_is_printed():
    blocks = tuple(Heading(f"見出し{place}", 2 + place % 3) for place in range(80))

    text = "".join(pages_of(render_pdf(document_with(blocks))))

    assert all(f"見出し{place}" in text for place in range(80))
