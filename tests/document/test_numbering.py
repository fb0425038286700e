"""Numbers of chapters and headings as each style of official documents writes them."""

import pytest

from smartplan.document.blocks import table
from smartplan.document.drawing import Drawing
from smartplan.document.numbering import circled, kana, number_chapters, roman
from smartplan.document.tree import Chapter, Column, Figure, Heading
from smartplan.plans.models import Numbering

LEVELS = (2, 3, 4, 5, 5, 4, 3, 2)


def chapters_of(*levels, appendix=False):
    blocks = tuple(Heading(f"見出し{place}", level) for place, level in enumerate(levels))
    return Chapter("", "章の題", "", blocks, appendix=appendix)


def labels(chapter):
    return [block.number for block in chapter.blocks]


@pytest.mark.parametrize(
    ("style", "heading", "first", "last"),
    [
        (Numbering.CHAPTER, "第2章　章の題", "1", "2"),
        (Numbering.ROMAN, "Ⅱ　章の題", "1", "2"),
        (Numbering.DECIMAL, "2　章の題", "2-1", "2-2"),
        (Numbering.ENGLISH, "Chapter.02　章の題", "2-1", "2-2"),
    ],
)
def test_each_style_numbers_down_to_the_last_level(style, heading, first, last):
    _, chapter = number_chapters([chapters_of(), chapters_of(*LEVELS)], style)

    assert chapter.heading == heading
    assert labels(chapter) == [first, "(1)", "①", "ア", "イ", "②", "(2)", last]


@pytest.mark.parametrize("style", list(Numbering))
def test_the_appendix_has_numbers_of_its_own_in_every_style(style):
    _, extra = number_chapters([chapters_of(2), chapters_of(2, 3, appendix=True)], style)

    assert extra.heading == "資料1　章の題"
    assert labels(extra) == ["1", "(1)"]


def test_numbers_go_on_beyond_the_last_single_character():
    assert "".join(circled(number) for number in (1, 20, 21, 35, 36, 50)) == "①⑳㉑㉟㊱㊿"
    assert circled(51) == "<51>"
    assert [kana(number) for number in (1, 6, 46, 47, 48)] == ["ア", "カ", "ン", "アア", "アイ"]
    assert [roman(number) for number in (1, 12, 14)] == ["Ⅰ", "Ⅻ", "XIV"]


def test_a_typed_heading_has_no_number_and_a_given_one_keeps_its_own():
    blocks = (
        Heading("分野", 2),
        Heading("施策の名", 3, number="施策A-1"),
        Heading("■ 小見出し", 5, numbered=False),
        Heading("つぎ", 3),
    )
    (chapter,) = number_chapters([Chapter("", "章", "", blocks)], Numbering.CHAPTER)

    assert [(block.number, block.level) for block in chapter.blocks] == [
        ("1", 2),
        ("施策A-1", 3),
        ("", 4),
        ("(1)", 3),
    ]


def test_figures_and_tables_are_counted_through_the_whole_document():
    figure = Figure(Drawing(10, 10, ()), "題", "代わりの言葉", "key")
    (grid,) = table((Column("名", 100),), [("値",)], caption="表の題")
    chapters = [Chapter("", "章", "", (figure, grid)) for _ in range(2)]

    numbered = number_chapters(chapters, Numbering.CHAPTER)

    found = [(block.number, block.anchor) for chapter in numbered for block in chapter.blocks]
    assert found == [
        ("図1", "figure-1"),
        ("表1", "table-1"),
        ("図2", "figure-2"),
        ("表2", "table-2"),
    ]
