"""Chapters that are kept laid out: the file is the same as if everything were laid out anew."""

from __future__ import annotations

import pytest

from smartplan.document.blocks import prose, section
from smartplan.document.numbering import number_chapters
from smartplan.document.tree import (
    Chapter,
    Colophon,
    Cover,
    Document,
    Footnote,
    Heading,
    Paragraph,
    Text,
)
from smartplan.plans.models import GlossaryText, PolicyText, PurposeText
from smartplan.printing.pdf import engine, layout
from smartplan.printing.pdf.document import Variant, render_pdf
from tests.document.sample import BACKGROUND, write
from tests.printing.reading import bookmarks_of, fonts_of, links_to_pages, pages_of, tags_of

LONG = "\n".join(f"長い文章の{line}行目です。" for line in range(40))


@pytest.fixture(autouse=True)
def _nothing_is_kept_from_other_tests():
    layout.forget_all()
    yield
    layout.forget_all()


@pytest.fixture
def laid_out(monkeypatch):
    """What is laid out, page by page, while a test runs."""
    seen: list[str] = []
    lay_out = engine.lay_out

    def watched(page, *styles, **options):
        seen.append(page)
        return lay_out(page, *styles, **options)

    monkeypatch.setattr(engine, "lay_out", watched)
    return seen


def anew(document):
    layout.forget_all()
    return render_pdf(document)


def test_what_is_kept_gives_the_same_file(full_plan, document_of, laid_out):
    document = document_of(full_plan)
    first = render_pdf(document)
    laid_out.clear()

    assert render_pdf(document) == first
    assert laid_out == []


def test_a_changed_chapter_is_laid_out_alone(full_plan, document_of, laid_out):
    render_pdf(document_of(full_plan))
    laid_out.clear()
    write(full_plan, PolicyText, concept="新しい考え方を、ここに書きました。")

    pdf = render_pdf(document_of(full_plan))

    assert [("新しい考え方" in page) for page in laid_out] == [True]
    assert any("新しい考え方を、ここに書きました。" in page for page in pages_of(pdf))
    assert pdf == anew(document_of(full_plan))


def test_numbers_follow_when_an_early_chapter_grows_by_a_page(full_plan, document_of, laid_out):
    before = len(pages_of(render_pdf(document_of(full_plan))))
    laid_out.clear()
    write(full_plan, PurposeText, background=f"{BACKGROUND}\n\n{LONG}")

    pdf = render_pdf(document_of(full_plan))

    # The chapter that grew, and the table of contents; not the chapters that moved.
    assert len(laid_out) == 2
    pages = pages_of(pdf)
    assert len(pages) > before
    for number, page in enumerate(pages[1:], start=2):
        assert page.endswith(str(number)), number
    assert pdf == anew(document_of(full_plan))


def test_a_joint_file_has_each_font_once_and_all_its_links_bookmarks_and_tags(
    full_plan, document_of
):
    write(full_plan, GlossaryText, style=GlossaryText.Style.READING)
    pdf = render_pdf(document_of(full_plan))

    assert [name for name, _ in fonts_of(pdf)] == ["BIZ-UDPGothic", "BIZ-UDPGothic-Bold"]
    bookmarks = bookmarks_of(pdf)
    assert "第1章　策定の趣旨・位置づけ" in bookmarks
    assert "  1　策定の背景" in bookmarks
    assert tags_of(pdf).count("H2") > 10
    pages = pages_of(pdf)
    marked = next(place for place, page in enumerate(pages, start=1) if "都市OS※" in page)
    (target,) = set(links_to_pages(pdf, marked))
    assert target > marked
    assert "第8章用語集" in pages[target - 1]


def test_a_section_that_begins_a_page_is_laid_out_apart_from_its_chapter(laid_out):
    def document(words):
        blocks = (
            *section("全体像", prose("全体の説明です。")),
            *section("分野A", prose("Aの説明です。"), new_page=True),
            *section("分野B", prose(words), new_page=True),
        )
        chapters = number_chapters([Chapter("", "個別施策", "", blocks)], "chapter")
        return Document(Cover("計画", "", "あおば市", "", ""), (), chapters, Colophon(()))

    render_pdf(document("Bの説明です。"))
    laid_out.clear()

    pdf = render_pdf(document("Bの新しい説明です。"))

    assert [("Bの新しい説明です。" in page, "Aの" in page) for page in laid_out] == [(True, False)]
    pages = pages_of(pdf)
    first, second, third = (
        next(p for p in pages if words in p) for words in ("全体の", "Aの", "Bの")
    )
    assert second.startswith("第1章個別施策")
    assert third.startswith("第1章個別施策")
    assert first.index("計画") < first.index("第1章個別施策")
    assert "2分野A" in second
    assert "3分野B" in third
    assert [line.strip() for line in bookmarks_of(pdf)][-4:-1] == [
        "1　全体像",
        "2　分野A",
        "3　分野B",
    ]
    assert pdf == anew(document("Bの新しい説明です。"))


def test_footnotes_count_on_through_the_chapters():
    def chapter(title, term):
        words = Paragraph((Text(f"{term}を使います。"), Footnote(term, f"{term}の説明。")))
        return Chapter("", title, "", (Heading("題", 2), words))

    chapters = number_chapters(
        [chapter("一", "甲"), chapter("二", "乙"), chapter("三", "丙")], "chapter"
    )
    document = Document(Cover("計画", "", "あおば市", "", ""), (), chapters, Colophon(()))

    pages = pages_of(render_pdf(document))

    assert ["※1" in pages[2], "※2" in pages[3], "※3" in pages[4]] == [True] * 3
    assert "3丙の説明。" in pages[4]


def test_the_archive_and_the_reader_get_their_own_file_from_the_same_pages(
    full_plan, document_of, laid_out
):
    document = document_of(full_plan)
    reader = render_pdf(document)
    laid_out.clear()

    archive = render_pdf(document, variant=Variant.ARCHIVE)

    assert laid_out == []
    assert archive != reader
    assert pages_of(archive) == pages_of(reader)
    assert render_pdf(document) == reader


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(layout, "KEPT_PAGES", 4)

    def document(word):
        chapter = Chapter("", word, "", prose(f"{word}の本文です。"))
        chapters = number_chapters([chapter], "chapter")
        return Document(Cover("計画", "", "あおば市", "", ""), (), chapters, Colophon(()))

    for word in ("一", "二", "三", "四"):
        assert any(f"{word}の本文です。" in page for page in pages_of(render_pdf(document(word))))

    assert sum(map(len, layout._kept.values())) <= 4
