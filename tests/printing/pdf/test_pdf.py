"""The PDF as it is drawn: fonts, pixels, pages, structure; and what it must never fetch."""

from __future__ import annotations

import re

import pytest
from PIL import ImageChops

from smartplan.document.blocks import prose, section, table
from smartplan.document.tree import CellKind, Column
from smartplan.japanese.glyphs import FontMissingError
from smartplan.plans.models import GlossaryText, Numbering, PurposeText, Term
from smartplan.printing.pdf import document as pdf_module
from smartplan.printing.pdf import engine, layout
from smartplan.printing.pdf.document import render_pdf
from smartplan.printing.pdf.fetching import OwnFilesFetcher
from tests.document.sample import write
from tests.printing.reading import (
    bookmarks_of,
    document_with,
    fonts_of,
    language_of,
    links_to_pages,
    pages_of,
    picture_of,
    run,
    tags_of,
)

COLUMNS = (
    Column("番号", 10, CellKind.CENTER),
    Column("名称", 30),
    Column("内容", 60, CellKind.PROSE),
)


def printed(document) -> str:
    return "".join(pages_of(render_pdf(document)))


def test_the_whole_plan_is_printed_with_its_own_fonts_only(full_plan, document_of):
    pdf = render_pdf(document_of(full_plan))

    assert fonts_of(pdf) == [
        ("BIZ-UDPGothic", "yes yes yes"),
        ("BIZ-UDPGothic-Bold", "yes yes yes"),
    ]
    cover, greeting, contents, *_, last = pages_of(pdf)
    assert cover.startswith("あおば市スマートシティ推進計画（素案）計画期間令和9年度")
    assert "令和9年3月" in cover
    assert greeting.endswith("あおば市長青葉太郎2")
    assert contents.startswith("あおば市スマートシティ推進計画（素案）目次")
    assert last.startswith("奥付計画の名称あおば市スマートシティ推進計画（素案）")
    assert "電話000-000-0000" in last


def test_the_contents_name_the_right_pages_and_lead_there(full_plan, document_of):
    pdf = render_pdf(document_of(full_plan))

    pages = pages_of(pdf)
    chapter = next(place for place, page in enumerate(pages) if "1策定の背景本市では" in page)
    start = next(place for place, page in enumerate(pages) if "目次" in page)
    contents = range(start + 1, chapter + 1)
    text = run(
        *("pdftotext", "-layout", "-f", str(start + 1), "-l", str(chapter), "-", "-"), stdin=pdf
    )
    found = re.findall(r"(\S.*?) +(\d+)(?= {3}|$)", text.decode(), re.MULTILINE)
    entries = [("".join(title.split()), int(page)) for title, page in found if len(title) > 1]
    assert ("第1章策定の趣旨・位置づけ", chapter + 1) in entries
    assert ("資料4引用した事例の出典", len(pages) - 1) in entries
    assert len(entries) > 40
    for title, page in entries:
        assert title in pages[page - 1], title
    targets = [page for number in contents for page in links_to_pages(pdf, number)]
    # The title and the page number of an entry are a link each.
    assert sorted(targets) == sorted(page for _, page in entries for _ in range(2))


def test_bookmarks_and_tags_let_a_screen_reader_find_its_way(full_plan, document_of):
    pdf = render_pdf(document_of(full_plan))

    bookmarks = bookmarks_of(pdf)
    assert bookmarks[:5] == [
        "はじめに",
        "目次",
        "第1章　策定の趣旨・位置づけ",
        "  1　策定の背景",
        "  2　策定の趣旨",
    ]
    assert "    施策A-1　AIデマンド交通の全市展開" in bookmarks
    tags = tags_of(pdf)
    assert {"H1", "H2", "H3", "H4", "Table", "THead", "TH", "TD", "Caption", "L", "Link"} <= set(
        tags
    )
    info = run("pdfinfo", "-", stdin=pdf).decode()
    assert re.search(r"Title: +あおば市スマートシティ推進計画（素案）\n", info)
    assert re.search(r"Tagged: +yes\n", info)
    assert language_of(pdf) == "ja"


@pytest.mark.parametrize("numbering", list(Numbering))
@pytest.mark.parametrize("style", list(GlossaryText.Style))
def test_every_style_of_numbers_and_glossary_can_be_printed(
    full_plan, document_of, numbering, style
):
    full_plan.numbering = numbering
    write(full_plan, GlossaryText, style=style)

    text = printed(document_of(full_plan))

    label = {"chapter": "第8章", "roman": "Ⅷ", "decimal": "8", "english": "Chapter.08"}[numbering]
    assert f"{label}用語集" in text
    sign = {"reading": "都市OS※", "number": "都市OS※1", "footnote": "都市OS※1"}[style]
    assert sign in text


def test_an_empty_plan_prints_a_cover_a_sentence_and_a_colophon(plan, document_of):
    plan.start_year = None

    cover, middle, last = pages_of(render_pdf(document_of(plan)))

    assert cover == "あおば市スマートシティ推進計画（素案）あおば市"
    assert "この計画には、まだ記載がありません。" in middle
    assert last.startswith("奥付")


def test_no_row_is_torn_and_heads_are_repeated_over_300_rows():
    rows = [
        (place, f"始{place}終", f"甲{place}" + "あいうえお" * 20 + f"乙{place}丙")
        for place in range(300)
    ]

    pages = pages_of(render_pdf(document_with(section("一覧", table(COLUMNS, rows, caption="表")))))

    for place in range(300):
        (home,) = [page for page in pages if f"甲{place}あ" in page]
        assert f"乙{place}丙" in home
    assert sum("番号名称内容" in page for page in pages) == sum("甲" in page for page in pages) > 20


def test_a_cell_of_5000_characters_runs_on_and_loses_nothing():
    words = "".join(f"［{place:04}］あいう" for place in range(560))
    rows = [(1, "前", "短い"), (2, "長い", words), (3, "後", "短い")]

    text = printed(document_with(section("一覧", table(COLUMNS, rows, caption="表"))))

    assert [f"［{place:04}］" in text for place in range(560)] == [True] * 560
    assert "3後短い" in text


def test_long_words_stay_inside_the_page(tmp_path):
    address = "https://www.example.lg.jp/" + "abcdefghij" * 40
    blocks = section("住所", prose(address), table(COLUMNS, [(1, address, address)]))

    pdf = render_pdf(document_with(blocks))

    picture = picture_of(pdf, 3, tmp_path)
    width, height = picture.size
    margin = picture.crop((int(width * 0.9), 0, width, height))
    assert margin.getextrema() == (255, 255)


def test_rare_characters_are_drawn_and_not_boxes(tmp_path, caplog):
    def drawn(character):
        pdf = render_pdf(document_with((), title=character))
        return picture_of(pdf, 1, tmp_path)

    box = drawn("\ue000")
    assert any("notdef" in record.message for record in caplog.records)
    caplog.clear()
    for character in ("𠮷", "髙", "葛\U000e0100", "㈱", "①", "\u2011", "𩸽"):
        assert ImageChops.difference(drawn(character), box).getbbox(), character


def test_rare_kanji_take_the_second_font():
    pdf = render_pdf(document_with(section("名簿", prose("𠮷田 髙橋 葛\U000e0100城 U\u2011A ㎡"))))

    assert {name for name, _ in fonts_of(pdf)} == {
        "BIZ-UDPGothic",
        "BIZ-UDPGothic-Bold",
        "Noto-Sans-CJK-JP",
    }


def test_addresses_in_texts_are_printed_and_never_fetched(full_plan, document_of, monkeypatch):
    asked: list[str] = []
    fetch = OwnFilesFetcher.fetch
    monkeypatch.setattr(
        OwnFilesFetcher,
        "fetch",
        lambda self, url, headers=None: asked.append(url) or fetch(self, url),
    )
    typed = (
        '<img src="file:///etc/passwd"><img src="http://169.254.169.254/latest/meta-data">'
        '<link rel="attachment" href="file:///etc/passwd"><style>@import "http://10.0.0.1/";</style>'
    )
    write(full_plan, PurposeText, background=typed, greeting=typed)
    Term.objects.filter(plan=full_plan).update(definition=typed)
    full_plan.title = typed[:90]

    text = printed(document_of(full_plan))

    assert asked == []
    assert '<imgsrc="file:///etc/passwd">' in text
    assert '<linkrel="attachment"href="file:///etc/passwd">' in text
    assert "root:x:0" not in text


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/",
        "https://example.com/a.png",
        "data:text/plain,a",
        "document:css/../../etc/passwd",
        "ftp://10.0.0.1/",
        f"picture:{'0' * 64}",
        "picture:../../var/secret_key",
        "watermark:draft",
    ],
)
def test_the_fetcher_serves_nothing_but_our_stylesheets(address):
    with pytest.raises(ValueError, match="nothing but its own"):
        OwnFilesFetcher()(address)


def test_a_missing_font_is_named_instead_of_printing_boxes(monkeypatch, plan, document_of):
    monkeypatch.setattr(pdf_module, "document_fonts", list)

    with pytest.raises(FontMissingError, match="fonts-morisawa-bizud-gothic"):
        render_pdf(document_of(plan))


def test_a_page_that_our_break_rules_cannot_end_is_broken_freely(monkeypatch, caplog):
    lay_out = engine.lay_out

    def stubborn(page, fetcher, *styles, **options):
        assert "本文です。" not in page or layout.FREE_BREAKS in styles, "no place to end the page"
        return lay_out(page, fetcher, *styles, **options)

    monkeypatch.setattr(engine, "lay_out", stubborn)
    layout.forget_all()

    assert "本文です。" in printed(document_with(section("題", prose("本文です。"))))
    assert "No place to end a page in 第1章　試し" in caplog.text
