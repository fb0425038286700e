"""Where figures, captions, headings and footnotes stand on the page."""

import pytest

from smartplan.document.blocks import prose, section, table
from smartplan.document.drawing import Area, Box, Drawing, Label
from smartplan.document.tree import Column, Figure, Footnote, Heading, Paragraph, Text
from smartplan.printing.html.document import render_body
from smartplan.printing.pdf.document import render_pdf
from tests.printing.reading import document_with, links_to_pages, pages_of, run

COLUMNS = (Column("番号", 20), Column("名称", 80))


def drawing(width, height):
    area = Area(0, 0, width, height)
    return Drawing(width, height, (Box(area), Label(area, ("図の中身",))))


def figure(name="図の題", width=436, height=250, **more):
    return Figure(drawing(width, height), name, "棒が一本の図", "key", **more)


def filler(lines):
    return prose("\n".join(f"前の文章{line}" for line in range(lines)))


def shape_of(pdf, page):
    """Width and height of a page in points."""
    text = run("pdfinfo", "-f", str(page), "-l", str(page), "-", stdin=pdf).decode()
    line = next(line for line in text.splitlines() if " size:" in line)
    return [round(float(word)) for word in line.split()[3:6:2]]


def page_with(pages, words):
    """On which page the words stand after the contents."""
    (found,) = [place for place, page in enumerate(pages[2:], start=3) if words in page]
    return found


@pytest.mark.parametrize("lines", range(20, 42, 3))
def test_heading_figure_and_caption_stay_together(lines):
    blocks = (*filler(lines), *section("図の節", (figure(note="注の言葉"),)), *prose("後の文章"))

    pages = pages_of(render_pdf(document_with(blocks)))

    places = {page_with(pages, each) for each in ("図の節", "図の中身", "図1図の題", "注の言葉")}
    assert len(places) == 1


@pytest.mark.parametrize("lines", range(28, 46, 2))
def test_neither_heading_nor_caption_parts_from_the_first_rows(lines):
    rows = [(f"行{place}目", "値") for place in range(1, 30)]
    blocks = (*filler(lines), *section("表の節", table(COLUMNS, rows, caption="表の題")))

    pages = pages_of(render_pdf(document_with(blocks)))

    places = {page_with(pages, each) for each in ("表の節", "表1表の題", "行1目", "行3目")}
    assert len(places) == 1


@pytest.mark.parametrize("lines", range(28, 46, 2))
def test_no_heading_is_the_last_line_of_a_page(lines):
    blocks = (*filler(lines), Heading("節の題"), Heading("項の題", 3), *prose("本文です。" * 20))

    pages = pages_of(render_pdf(document_with(blocks)))[2:]

    assert sum("項の題" in page for page in pages) == 1
    for page in pages:
        words = page.rstrip("0123456789")
        assert not words.endswith(("節の題", "項の題"))


def test_a_wide_figure_turns_the_page_and_takes_its_heading_along():
    blocks = (
        *section("前の節", prose("前の文章です。")),
        *section("横の節", (figure(width=690, height=400, landscape=True),)),
        *section("後の節", prose("後の文章です。")),
    )

    pdf = render_pdf(document_with(blocks))

    pages = pages_of(pdf)
    before, wide, after = (page_with(pages, each) for each in ("前の節", "横の節", "後の節"))
    assert "図の中身" in pages[wide - 1]
    assert "図1図の題" in pages[wide - 1]
    assert "試し刷り（素案）" in pages[wide - 1], "the running head"
    assert pages[wide - 1].endswith(str(wide)), "the page number"
    assert [shape_of(pdf, page) for page in (before, wide, after)] == [
        [595, 842],
        [842, 595],
        [595, 842],
    ]
    assert (before, wide, after) == (3, 4, 5)


def test_figures_and_tables_are_listed_with_links_after_the_contents():
    figures = tuple(figure(f"図の題その{n}", height=60) for n in range(1, 4))
    few = table(COLUMNS, [("1", "値")], caption="表の題")

    pdf = render_pdf(document_with(section("節", figures, few)))

    contents = pages_of(pdf)[1]
    assert "図の一覧図1図の題その13図2図の題その23図3図の題その33" in contents
    assert "表の一覧" not in contents, "one table needs no list"
    assert set(links_to_pages(pdf, 2)) == {3}
    assert len(links_to_pages(pdf, 2)) == 2 * 5


def test_the_screen_brings_the_table_that_a_figure_stands_for():
    (equal,) = table(COLUMNS, [("1", "同じ値")])
    document = document_with((figure(equal=equal),))

    screen, printed = render_body(document, screen=True), render_body(document)

    assert "<details" in screen
    assert "<summary>表で見る</summary>" in screen
    assert "同じ値" in screen
    assert "同じ値" not in printed
    assert "style=" not in screen


# Footnotes -------------------------------------------------------------------------------------


def noted(place, length):
    note = Footnote("用語", f"注{place}：" + "説明の言葉です。" * length)
    return Paragraph((Text(f"文章{place}です。" * 20 + f"用語{place}"), note, Text("が続きます。")))


@pytest.mark.parametrize(("length", "count"), [(3, 30), (35, 14), (70, 8)])
def test_each_footnote_stands_at_the_foot_of_the_page_of_its_word(length, count):
    blocks = (Heading("題"), *(noted(place, length) for place in range(10, 10 + count)))

    pages = pages_of(render_pdf(document_with(blocks)))

    waits = [
        page_with(pages, f"注{place}：") - page_with(pages, f"用語{place}※")
        for place in range(10, 10 + count)
    ]
    # Where a paragraph must not be torn after its first line, one note may go to the next page.
    assert set(waits) <= {0, 1}
    assert waits.count(1) <= 1
    assert all("文章" in page for page in pages[2:-1]), "no page of notes alone"


def test_several_long_notes_of_one_line_lose_no_word():
    notes = tuple(
        Footnote("用語", f"注{place}：" + "説明の言葉です。" * 60) for place in range(1, 7)
    )
    blocks = (Heading("題"), Paragraph((Text("用語"), *notes)), *prose("後の文章です。"))

    text = "".join(pages_of(render_pdf(document_with(blocks))))

    assert text.count("説明の言葉です。") == 360
