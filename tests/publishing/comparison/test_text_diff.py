"""Two texts side by side: the words that changed are underlined, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.publishing.comparison.text_diff import BREAKS, compared, is_same, words_in
from smartplan.publishing.comparison.tree import Side


def shown(side: Side) -> str:
    """The side as it reads, changed words in brackets."""
    lines = (
        "".join(f"［{piece.text}］" if piece.changed else piece.text for piece in line)
        for line in side.lines
    )
    return "\n".join(lines) or side.note


@pytest.mark.parametrize(
    ("old", "new", "old_shown", "new_shown"),
    [
        (
            "1日5便運行します。",
            "1日8便運行します。",
            "1日［5］便運行します。",
            "1日［8］便運行します。",
        ),
        ("利用者は12,300人", "利用者は12,500人", "利用者は［12,300］人", "利用者は［12,500］人"),
        (
            "バスを運行します",
            "バスを運行しています",
            "バスを運行［します］",
            "バスを運行［しています］",
        ),
        ("高齢者の移動", "若者の移動", "［高齢者］の移動", "［若者］の移動"),
        ("髙橋市と葛󠄀城市", "髙橋市と葛城市", "髙橋市と［葛󠄀城市］", "髙橋市と［葛城市］"),
        ("", "新しい文章", "（空欄）", "［新しい文章］"),
        ("消した文章", "", "［消した文章］", "（空欄）"),
    ],
)
def test_whole_words_are_underlined(old, new, old_shown, new_shown):
    left, right = compared(old, new)
    assert (shown(left), shown(right)) == (old_shown, new_shown)


def test_paragraphs_that_are_the_same_are_left_out():
    left, right = compared(
        "一つ目。\n\n二つ目は5便。\n\n三つ目。", "一つ目。\n\n二つ目は8便。\n\n三つ目。"
    )
    assert shown(left) == "（略）\n二つ目は［5］便。\n（略）"
    assert shown(right) == "（略）\n二つ目は［8］便。\n（略）"


def test_a_new_paragraph_stands_on_its_side_alone():
    left, right = compared(
        "前の段落。\n\n後の段落。", "前の段落。\n\nまったく新しい話。\n\n後の段落。"
    )
    assert shown(left) == "（略）\n（略）"
    assert shown(right) == "（略）\n［まったく新しい話。］\n（略）"


def test_a_rewritten_paragraph_is_laid_beside_the_one_it_was():
    left, right = compared(
        "市はバスを走らせます。", "はじめに新しい話をします。\n市は小さなバスを走らせます。"
    )
    assert shown(left) == "市はバスを走らせます。"
    assert shown(right) == "［はじめに新しい話をします。］\n市は［小さな］バスを走らせます。"


def test_empty_lines_that_came_are_named():
    left, right = compared("一つ目。\n二つ目。", "一つ目。\n\n二つ目。")
    assert shown(left) == "（略）"
    assert shown(right) == f"（略）\n［{BREAKS}］"


def test_blanks_at_the_end_of_lines_do_not_count():
    assert is_same("一つ目。　\n二つ目。\n", "一つ目。\n二つ目。")
    assert not is_same("一つ目。", "二つ目。")


WORDS = st.lists(
    st.sampled_from(
        ["市", "は", "バス", "5", "12,300", "。", "、", "運行", "します", "\n", "葛󠄀", "𠮷", "A"]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("あ。ア。" * 5_000, "ア。あ。い。" * 3_300),
        ("\n".join(["・。" * 300] * 33), "\n".join(["、。・。" * 150 + "ア"] * 33)),
        ("・、" * 10_000, "、・" * 10_000),
    ],
)
def test_a_text_that_repeats_itself_does_not_hold_up_the_table(old, new):
    """Compared to the end these took minutes; whatever is left then is marked as a whole."""
    left, right = compared(old, new)

    assert "".join(piece.text for line in left.lines for piece in line) == old.replace("\n", "")
    assert "".join(piece.text for line in right.lines for piece in line) == new.replace("\n", "")


def test_a_long_text_that_people_wrote_is_still_compared_word_by_word():
    numbers = range(100)
    old = "".join(f"第{n}号の施策は、地区の実情に応じて進める。" for n in numbers)
    new = "".join(f"第{n}号の施策は、地域の実情に応じて進めます。" for n in numbers)

    left, right = compared(old, new)

    marked = {piece.text for line in (*left.lines, *right.lines) for piece in line if piece.changed}
    assert marked == {"地区", "地域", "める", "めます"}


@given(WORDS)
def test_the_words_of_a_text_are_the_text(text):
    assert "".join(words_in(text)) == text


@given(WORDS, WORDS)
def test_what_is_not_underlined_is_the_same_on_both_sides(old, new):
    left, right = compared(old, new)
    kept = [
        "".join(piece.text for line in side.lines for piece in line if not piece.changed)
        for side in (left, right)
    ]
    if old.strip() and new.strip():
        assert kept[0] == kept[1]


@given(WORDS, WORDS)
def test_every_difference_is_underlined(old, new):
    left, right = compared(old, new)
    assert (left.underlined or right.underlined) or is_same(old, new) or not (old + new).strip()
