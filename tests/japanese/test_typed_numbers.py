"""No number is read that nobody typed: a unit or a note mark never becomes a digit of it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given

from smartplan.japanese.folding import in_one_width
from smartplan.japanese.numbers import has_note_mark, is_blank_mark, parse_number, read_number
from tests.japanese.typed import MARKS, SQUARED, UNITS, cells, squeezed

SCALES = {"": 1, "万": 10**4, "億": 10**8, "百万": 10**6, "千": 10**3, "兆": 10**12}


@pytest.mark.parametrize(
    "typed",
    [
        *("①80", "②90", "30①", "120¹⁾", "150²", "80 120", "80　120", "１ ２００", "12, 300"),
        *("80⑴", "㉑80", "80※1", "80＊１", "80注1", "1½", "½", "٣", "80٣", "𝟏𝟐", "120⁽¹⁾"),
        *(
            "80㏠",
            "㍘5",
            "80㋀",
            "150人²",
            "3百人",
            "3 百人",
            "1.5E5",
            "1.5 E5",
            "80⒈",
            "Ⅲ80",
            "80\n120",
            "80Ⅴ",
        ),
    ],
)
def test_what_stands_beside_a_number_is_not_glued_to_it(typed):
    assert parse_number(typed) is None
    assert not is_blank_mark(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("120㎞", "120"), ("26℃", "26"), ("30㎏", "30"), ("50㌶", "50"), ("10ﾎﾟｲﾝﾄ", "10")),
        *(("1,200㎜", "1200"), ("12000 人 / 年", "12000"), ("5㌫", "5"), ("35.2㎡", "35.2")),
        *(("120m2", "120"), ("120m²", "120"), ("7 km²", "7"), ("4.2t-CO2", "4.2")),
        *(
            ("4.2㌧-CO₂", "4.2"),
            ("3m⁻²", "3"),
            ("△ 1,200", "-1200"),
            ("1億 2,000万円", "120000000"),
        ),
        *(("80（注1）", "80"), ("80※", "80"), ("12㎥/s", "12"), ("250百万 円", "250")),
    ],
)
def test_a_sign_that_is_a_unit_is_no_digit(typed, number):
    assert parse_number(typed) == Decimal(number)


@given(cells())
def test_a_number_that_is_read_is_the_number_that_was_typed(cell):
    read = parse_number(cell.typed)

    if read is not None:
        typed = Decimal(cell.digits)
        # 12千円 is kept as 12, as accounts are.
        assert abs(read) in {typed * SCALES[cell.scale], typed}


@given(cells(marks=()))
def test_a_number_with_a_unit_is_read(cell):
    if unicodedata.normalize("NFKC", cell.unit)[:1].isdecimal():  # ㏠ is 1日
        assert parse_number(cell.typed) is None
    elif unicodedata.category(cell.unit[:1] or "人").startswith("L"):
        assert parse_number(cell.typed) is not None


@given(cells())
def test_the_parts_of_a_number_cell_are_all_that_was_typed(cell):
    read = read_number(cell.typed)
    if read is not None:
        assert squeezed(f"{read.printed}{read.unit}") == squeezed(cell.typed)


@pytest.mark.parametrize("unit", [sign for sign in SQUARED if not squeezed(sign)[0].isdecimal()])
def test_every_squared_unit_is_a_unit(unit):
    assert read_number(f"120{unit}") == (Decimal(120), "120", unit)


def test_a_text_in_one_width_has_its_characters_where_they_were():
    for sign in (*UNITS, *MARKS, "１２，３００．５", "Ａｂ－％（）", "⽉"):
        assert len(in_one_width(sign)) == len(sign)
    assert in_one_width("１２，３００．５％①㎞¹⽉") == "12,300.5%①㎞¹月"


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        *(("①80", True), ("120¹⁾", True), ("80 120", True), ("80※1", True), ("８０注１", True)),
        *(("80", False), ("80（注1）", False), ("全地区", False), ("", False), ("①", False)),
        *(
            (
                "令和6年度に10地区（注1）で始め、5年のうちに市内の20地区のすべてに広げていきます。",
                False,
            ),
        ),
        *(("5人中3人", False), ("80m²", False)),
    ],
)
def test_a_mark_that_hides_a_number_is_told_from_other_words(typed, marked):
    assert has_note_mark(typed) is marked
