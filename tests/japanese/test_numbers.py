"""Numbers: read from cells as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.japanese.numbers import grouped, is_blank_mark, parse_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("12300", "12300"),
        ("12,300", "12300"),
        ("１２，３００", "12300"),
        ("約12,300人", "12300"),
        ("82,300 人", "82300"),
        ("12.5％", "12.5"),
        ("１２．５%", "12.5"),
        ("△1,200", "-1200"),
        ("▲3.2％", "-3.2"),
        ("−5", "-5"),
        ("－５", "-5"),
        ("ー5", "-5"),
        ("+3.0ポイント", "3.0"),
        ("12,300千円", "12300"),
        ("250百万円", "250"),
        ("8万人", "80000"),
        ("8.2万人", "82000"),
        ("1億2千万円", "120000000"),
        ("1億6,944万9千円", "169449000"),
        ("1兆円", "1000000000000"),
        ("3千人", "3000"),
        ("1,200メートル", "1200"),
        ("35.2㎡", "35.2"),
        ("4.2t-CO2", "4.2"),
        ("120人/日", "120"),
        ("80％以上", "80"),
        ("1,234（うち外国人56）", "1234"),
        ("年間100件", "100"),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "―",
        "－",
        "新規",
        "調査中",
        "増加",
        "全地区",
        "人",
        "10～20",
        "10-20",
        "10ー20",
        "12,34",
        "1,2",
        "5人中3人",
        "1.2.3",
        "2026年4月1日",
        "9" * 1_000_000,
        "," * 1_000_000,
    ],
)
def test_what_is_no_number_is_not_guessed(typed):
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["", "　", "―", "－", "-", "ー", "—", "--", "新規", "（新規）", "調査中", "未定", "なし", "空"],
)
def test_marks_for_no_number_are_known(typed):
    assert is_blank_mark(typed)


@pytest.mark.parametrize("typed", ["0", "12", "増加", "新規事業", "―5", "新" * 1_000_000])
def test_other_texts_are_no_marks(typed):
    assert not is_blank_mark(typed)


def test_numbers_are_printed_in_groups_of_three():
    assert grouped(12300) == "12,300"
    assert grouped(-1200) == "-1,200"
    assert grouped(Decimal("12300.50")) == "12,300.50"
    assert grouped(Decimal("1E+6")) == "1,000,000"


@given(st.decimals(-(10**12), 10**12, places=2) | st.integers(-(10**12), 10**12))
def test_every_number_we_print_can_be_typed_back(number):
    assert parse_number(grouped(number)) == number


@given(st.text(alphabet="0123456789０,.．△▲−-ー約億千万百円人％()（ a2", max_size=60))
def test_no_text_breaks_the_reader(text):
    parse_number(text)
    is_blank_mark(text)
