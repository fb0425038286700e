"""Folding for search: equal where a reader would call it equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.japanese.folding import fold, fold_width


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("スマートシティ", "ｽﾏｰﾄｼﾃｨ"),
        ("データ", "ﾃﾞｰﾀ"),
        ("データ", "でーた"),
        ("ＡＰＩ", "api"),
        ("①", "1"),
        ("㈱あおば", "(株)あおば"),
        ("10〜20", "10～20"),
        ("−5", "－5"),
        ("A‐1", "A-1"),
        ("A—1", "A―1"),
        ("産・学・官", "産･学･官"),
        ("市　役所\n前", "市 役所 前"),
        ("髙﨑", "高崎"),
        ("𠮷野", "吉野"),
        ("葛󠄀飾", "葛飾"),
        ("龍ケ崎", "龍ヶ崎"),
        ("5カ所", "5ヵ所"),
        ("が", "か\u3099"),
    ],
)
def test_what_a_reader_calls_equal_is_found(one, other):
    assert fold(one) == fold(other)


def test_the_long_vowel_is_no_dash():
    assert fold("サーバー") == "さーばー"


def test_folding_by_width_keeps_kana_apart():
    assert fold_width("ＡＰＩ　データ") == "api データ"


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_a_megabyte_is_folded():
    assert len(fold("デ" * 1_000_000)) == 1_000_000
