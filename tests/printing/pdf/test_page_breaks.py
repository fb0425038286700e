"""Where a page ends: no lone row, no lone heading is carried over or left behind."""

import pytest

from smartplan.document.blocks import group_row, prose, sheet, table
from smartplan.document.numbering import number_chapters
from smartplan.document.tree import Chapter, Colophon, Column, Cover, Document, Heading
from smartplan.printing.pdf.document import render_pdf
from tests.printing.reading import pages_of

ROWS = 12


def filler(lines):
    return prose("\n".join(f"前の文章{line}" for line in range(lines)))


def pages_of_each(cases):
    """The pages of each case: all are laid out at once, each as a chapter on pages of its own."""
    chapters = [Chapter("", f"例{n}の章", "", blocks) for n, blocks in enumerate(cases)]
    pages = pages_of(render_pdf(document_of(chapters)))[2:]
    return [[page for page in pages if f"例{n}の章" in page] for n in range(len(chapters))]


def document_of(chapters):
    cover = Cover("計画", "", "あおば市", "", "")
    return Document(cover, (), number_chapters(chapters, "chapter"), Colophon(()))


def rows_a_page(pages):
    """How many of the rows 「行1目」… each page has; pages without any are left out."""
    counted = [sum(f"行{place}目" in page for place in range(1, ROWS + 1)) for page in pages]
    return [count for count in counted if count]


def a_table():
    return table(
        (Column("番号", 20), Column("名称", 80)), [(f"行{n}目", "あ") for n in range(1, 13)]
    )


def a_card():
    """Too high a card to be kept on one page as a whole."""
    return sheet((f"行{n}目", prose("あ\nい\nう")) for n in range(1, ROWS + 1))


@pytest.mark.parametrize("make", [a_table, a_card])
def test_a_table_over_two_pages_has_three_rows_on_either_side(make):
    cases = [(*filler(lines), *make()) for lines in range(22, 42, 2)]
    found = [rows_a_page(pages) for pages in pages_of_each(cases)]

    assert all(sum(counts) == ROWS for counts in found)
    assert [counts for counts in found if min(counts) < 3] == []
    assert max(map(len, found)) == 2, "the cases must reach the page's end"


def test_the_heading_of_the_appendix_does_not_stand_alone_at_the_foot_of_the_contents():
    def contents(headings):
        main = Chapter("", "本編", "", tuple(Heading(f"見出し{n}", 2) for n in range(headings)))
        extra = [Chapter("", f"資料の題{n}", "", prose("あ"), appendix=True) for n in range(1, 4)]
        return pages_of(render_pdf(document_of([main, *extra])))[1:3]

    for headings in range(34, 42):
        for page in contents(headings):
            assert "資料編" not in page or "資料1" in page


def test_no_item_at_the_edge_of_a_list_stands_alone():
    items = prose("・一つ目\n・二つ目\n・三つ目\n・終わり")

    found = pages_of_each([(*filler(lines), *items) for lines in range(28, 36)])

    pages = [page for some in found for page in some]
    assert sum("終わり" in page for page in pages) == len(found)
    assert all("二つ目" in page for page in pages if "一つ目" in page)
    assert all("三つ目" in page for page in pages if "終わり" in page)
    assert any("終わり" in page and "一つ目" not in page for page in pages), "reach the page's end"


def test_a_card_of_half_a_page_is_not_torn():
    card = sheet((f"行{n}目", prose("あ")) for n in range(1, ROWS + 1))

    cases = [(*filler(lines), *card) for lines in range(18, 40, 3)]

    assert [rows_a_page(pages) for pages in pages_of_each(cases)] == [[ROWS]] * len(cases)


def test_the_head_of_a_group_brings_its_rows_along():
    rows = [
        group_row("分野A"),
        *[(f"行{n}目", "あ") for n in range(1, 4)],
        group_row("分野B"),
        *[(f"行{n}目", "あ") for n in range(4, ROWS + 1)],
    ]
    grid = table((Column("番号", 20), Column("名称", 80)), rows, caption="一覧")

    cases = [(*filler(lines), *grid) for lines in range(22, 42, 2)]

    for pages in pages_of_each(cases):
        for page in pages:
            assert ("分野A" in page) == ("行1目" in page) == ("行3目" in page)


def test_the_first_rows_of_a_long_group_are_not_left_behind_alone():
    rows = [group_row("分野A"), *[(f"行{n}目", "あ") for n in range(1, 31)], group_row("分野B")]
    columns = (Column("番号", 20), Column("名称", 80))
    cases = [(*filler(lines), *table(columns, [*rows, ("最後", "あ")])) for lines in range(24, 36)]

    found = pages_of_each(cases)

    heads = [page for pages in found for page in pages if "分野A" in page]
    assert len(heads) == len(cases)
    assert all("行3目" in page for page in heads)
    assert any("行5目" not in page for page in heads), "the cases must reach the page's end"
