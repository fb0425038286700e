"""Words in figures: as wide as the font draws them, and broken where a reader would break them."""

from __future__ import annotations

import time

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from smartplan.document.figures.text_width import em_width, wrapped
from smartplan.japanese.glyphs import document_fonts
from tests.document.figures.readable import LONG, names

SHAPED = {0xAD, 0x3099, 0x309A}
"""Drawn together with the letter before them, or not at all."""


@pytest.fixture(scope="module")
def font():
    path = next(path for path in document_fonts() if "BIZUDPGothic" in path.name)
    return [TTFont(path.with_name(f"BIZUDPGothic-{weight}.ttf")) for weight in ("Regular", "Bold")]


def test_no_character_is_wider_than_it_was_counted(font):
    too_narrow = [
        chr(code)
        for each in font
        for code, glyph in each.getBestCmap().items()
        if code not in SHAPED
        and each["hmtx"][glyph][0] / each["head"].unitsPerEm > em_width(chr(code)) + 0.001
    ]

    assert too_narrow == []


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("湊沢市スマートシティ推進計画", 90, ("湊沢市スマートシティ", "推進計画")),
        ("湊沢市スマートシティ推進計画", 60, ("湊沢市", "スマートシティ", "推進計画")),
        ("湊沢市地域公共交通計画", 60, ("湊沢市地域", "公共交通計画")),
        ("湊沢市スマートシティ推進協議会", 90, ("湊沢市スマートシティ", "推進協議会")),
        (
            "オープンデータポータルサイト運営ワーキンググループ",
            90,
            ("オープンデータ", "ポータルサイト運営", "ワーキンググループ"),
        ),
        ("第3次総合計画（後期基本計画）", 90, ("第3次総合計画", "（後期基本計画）")),
        ("", 60, ()),
        (" \n　", 60, ()),
        ("上\n下", 60, ("上", "下")),
    ],
)
def test_a_line_ends_between_words(text, width, lines):
    assert wrapped(text, size=8, width=width) == lines


@given(text=names, width=st.integers(8, 200))
def test_every_line_fits_and_no_word_is_lost(text, width):
    lines = wrapped(text, size=8, width=width, most=999)

    assert all(em_width(line) * 8 <= width + 0.001 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@given(text=names, most=st.integers(1, 4))
def test_what_does_not_fit_is_cut_with_an_ellipsis(text, most):
    lines = wrapped(text, size=8, width=60, most=most)

    assert len(lines) <= most
    whole = "".join("".join(lines).split()) == "".join(text.split())
    assert whole or lines[-1].endswith("…")


@pytest.mark.parametrize("width", range(24, 90, 6))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width):
    lines = wrapped("市民（利用者）の「安心」、健康、そしてデータの活用。", size=8, width=width)

    assert not [line for line in lines if line[0] in "）」、。ー" or line[-1] in "（「"]


def test_a_cell_of_five_thousand_characters_is_broken_at_once():
    started = time.perf_counter()
    lines = wrapped(LONG * 10, size=8, width=60, most=3)

    assert len(lines) == 3
    assert time.perf_counter() - started < 0.5
