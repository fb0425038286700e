"""五十音 order: the order in which a Japanese reader looks words up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.japanese.collation import collation_key, gojuon_row


def in_order(*readings):
    return sorted(readings, key=collation_key)


def test_dasshubodo_comes_before_taiyoso():
    assert in_order("たようそにんしょう", "ダッシュボード") == [
        "ダッシュボード",
        "たようそにんしょう",
    ]


def test_a_long_vowel_counts_as_the_vowel_it_lengthens():
    assert in_order("える", "えーぴーあい", "えあ") == ["えあ", "えーぴーあい", "える"]
    assert in_order("サービス", "さい", "さあ") == ["さあ", "サービス", "さい"]


def test_voicing_and_size_only_decide_between_equal_kana():
    assert in_order("ばば", "はば", "ぱは", "はは") == ["はは", "はば", "ばば", "ぱは"]
    assert in_order("きよう", "きょう", "きようさ") == ["きょう", "きよう", "きようさ"]


def test_signs_and_blanks_do_not_count():
    assert in_order("スマート・シティ", "スマートグリッド") == [
        "スマートグリッド",
        "スマート・シティ",
    ]


def test_digits_and_latin_letters_come_before_kana_whatever_their_width():
    assert in_order("あ", "API", "５G", "aaa") == ["５G", "aaa", "API", "あ"]


def test_half_width_kana_are_kana():
    assert in_order("ﾀﾖｳｿ", "ﾀﾞｯｼｭﾎﾞｰﾄﾞ") == ["ﾀﾞｯｼｭﾎﾞｰﾄﾞ", "ﾀﾖｳｿ"]


@pytest.mark.parametrize(
    ("reading", "row"),
    [
        ("アプリ", "あ行"),
        ("ぁ", "あ行"),
        ("ヴァイタル", "あ行"),
        ("ガバナンス", "か行"),
        ("ダッシュボード", "た行"),
        ("ぴーでぃーしーえー", "は行"),
        ("ゃ", "や行"),
        ("わーきんぐ", "わ行"),
        ("ん", "わ行"),
        ("API", "英数字"),
        ("５Ｇ", "英数字"),
        ("都市", "その他"),
        ("", "その他"),
    ],
)
def test_every_reading_has_its_row(reading, row):
    assert gojuon_row(reading) == row


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_readings_have_one_order(readings):
    once = in_order(*readings)
    assert in_order(*reversed(once)) == once


@given(st.text(alphabet="あいうえおかがきぎさざしじーっゃゅ", max_size=8))
def test_katakana_and_hiragana_stand_together(reading):
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)
    assert collation_key(katakana)[:3] == collation_key(reading)[:3]
