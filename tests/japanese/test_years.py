"""Years: read as people type them, printed as officials print them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.japanese.years import (
    Year,
    calendar_year_label,
    date_label,
    era_year,
    excel_date,
    fiscal_year_label,
    month_label,
    parse_month,
    parse_year,
    read_year,
    short_fiscal_year,
)


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("令和8", Year(2026)),
        ("令和8年", Year(2026, "calendar")),
        ("令和8年度", Year(2026, "fiscal")),
        ("令和 ８ 年度", Year(2026, "fiscal")),
        ("令和元年", Year(2019, "calendar")),
        ("令和元年度", Year(2019, "fiscal")),
        ("令和八年度", Year(2026, "fiscal")),
        ("平成二十三年", Year(2011, "calendar")),
        ("㋿8年度", Year(2026, "fiscal")),
        ("R8", Year(2026)),
        ("Ｒ８", Year(2026)),
        ("r8年度", Year(2026, "fiscal")),
        ("R元", Year(2019)),
        ("R8.4", Year(2026, "calendar")),
        ("H30", Year(2018)),
        ("H30年度", Year(2018, "fiscal")),
        ("S55", Year(1980)),
        ("昭和64年", Year(1989, "calendar")),
        ("平成31年4月", Year(2019, "calendar")),
        ("平成32年度", Year(2020, "fiscal")),
        ("大正9年", Year(1920, "calendar")),
        ("８", Year(2026)),
        ("12", Year(2030)),
        ("8年度", Year(2026, "fiscal")),
        ("2026", Year(2026)),
        ("２０２６年", Year(2026, "calendar")),
        ("2026年度", Year(2026, "fiscal")),
        ("西暦2026年", Year(2026, "calendar")),
        ("FY2026", Year(2026, "fiscal")),
        ("2026/4/1", Year(2026, "calendar")),
        ("令和2年10月1日現在", Year(2020, "calendar")),
        ("令和6年度末", Year(2024, "fiscal")),
        ("令和6年度実績", Year(2024, "fiscal")),
        ("令和8年度（2026年度）", Year(2026, "fiscal")),
        ("2026（令和8）年度", Year(2026, "fiscal")),
        ("令和2年（国勢調査）", Year(2020, "calendar")),
    ],
)
def test_a_year_is_read_however_it_is_typed(typed, year):
    assert parse_year(typed) == year


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "　",
        "未定",
        "令和",
        "令和0年",
        "昭和65年",
        "0",
        "123",
        "12345",
        "1600",
        "令和5～7年度",
        "令和8年13月",
        "令和8年4月32日",
        "8/4",
        "毎年度",
        "令和8年度（2025年度）",
        "8" * 1_000_000,
        "令和8年度に実施した市民アンケート調査の結果による値であり参考にとどまる旨を注記する",
    ],
)
def test_what_cannot_be_read_is_not_guessed(typed):
    assert parse_year(typed) is None


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (1980, "昭和55年度"),
        (1988, "昭和63年度"),
        (1989, "平成元年度"),
        (2018, "平成30年度"),
        (2019, "令和元年度"),
        (2020, "令和2年度"),
        (2026, "令和8年度"),
        (2045, "令和27年度"),
        (1850, "1850年度"),
    ],
)
def test_fiscal_years_bear_the_name_the_government_gave_them(year, label):
    assert fiscal_year_label(year) == label


def test_the_plan_chooses_how_years_are_written():
    styles = ("era", "western", "era_western", "western_era")
    assert [fiscal_year_label(2026, style) for style in styles] == [
        "令和8年度",
        "2026年度",
        "令和8年度（2026年度）",
        "2026年度（令和8年度）",
    ]
    assert [calendar_year_label(2019, style) for style in styles] == [
        "令和元年",
        "2019年",
        "令和元年（2019年）",
        "2019年（令和元年）",
    ]


def test_a_calendar_year_in_which_the_era_changed_has_the_new_name():
    labels = [era_year(year) for year in (1926, 1988, 1989, 2018, 2019, 2026)]
    assert labels == ["昭和元年", "昭和63年", "平成元年", "平成30年", "令和元年", "令和8年"]


def test_narrow_tables_have_short_years():
    assert [short_fiscal_year(year) for year in (2018, 2019, 2026)] == ["H30", "R元", "R8"]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(2026, 4, 1), "令和8年4月1日"),
        (datetime(2026, 11, 20, 10, 32), "令和8年11月20日"),
        (date(1860, 1, 1), "1860年1月1日"),
    ],
)
def test_days_follow_the_day_on_which_an_era_began(day, label):
    assert date_label(day) == label


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("令和9年3月", (2027, 3)),
        ("令和9年3月1日", (2027, 3)),
        ("平成31年4月", (2019, 4)),
        ("R9.3", (2027, 3)),
        ("2027/3", (2027, 3)),
        ("２０２７－０３", (2027, 3)),
        ("2027年３月", (2027, 3)),
        ("令和9年", None),
        ("令和9年度", None),
        ("春", None),
    ],
)
def test_months_are_read(typed, month):
    assert parse_month(typed) == month


@given(st.integers(1873, 2117), st.sampled_from(["era", "western", "era_western", "western_era"]))
def test_every_label_we_print_can_be_typed_back(year, style):
    if style == "western" or year <= 2117:
        assert parse_year(fiscal_year_label(year, style)) == Year(year, "fiscal")
        assert parse_year(calendar_year_label(year, style)) == Year(year, "calendar")


@given(st.dates(date(1873, 1, 1), date(2117, 12, 31)))
def test_every_day_we_print_can_be_typed_back(day):
    assert parse_month(date_label(day)) == (day.year, day.month)


@given(st.text(alphabet="令和平成昭RHS元年度月日0123456789８.（）()/- ", max_size=60))
def test_no_text_breaks_the_reader(text):
    parse_year(text)
    parse_month(text)


def test_kanji_numerals_are_read_to_the_day():
    assert parse_year("令和七年度") == Year(2025, "fiscal")
    assert parse_year("二〇二六年") == Year(2026, "calendar")
    assert parse_month("令和七年十二月") == (2025, 12)


def test_a_cell_is_read_with_what_stands_around_its_year():
    written = read_year("令和二年十月一日現在（国勢調査）")
    assert (written.month, written.day, written.rest, written.note) == (10, 1, "現在", "国勢調査")
    assert read_year("令和8年度（2026年度）").note == ""


def test_a_month_follows_the_era_that_began_in_it():
    labels = [month_label(2019, 4), month_label(2019, 5), month_label(1989, 1)]
    assert labels == ["平成31年4月", "令和元年5月", "平成元年1月"]


def test_the_number_that_excel_left_is_recognised_as_a_day():
    assert excel_date("45000") == date(2023, 3, 15)
    assert excel_date("４５０００") == date(2023, 3, 15)
    assert [excel_date(text) for text in ("2026", "8", "99999", "12345", "令和8年")] == [None] * 5


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        *(("FY24", Year(2024, "fiscal")), ("FY30", Year(2030, "fiscal"))),
        *(("ＦＹ２４", Year(2024, "fiscal")), ("24FY", Year(2024, "fiscal"))),
        *(("2024FY", Year(2024, "fiscal")), ("FY2024", Year(2024, "fiscal"))),
        *(("FY令和6", Year(2024, "fiscal")), ("FYR6", Year(2024, "fiscal"))),
        *(("FY24年度", Year(2024, "fiscal")), ("FY98", Year(1998, "fiscal"))),
        *(("'24", Year(2024)), ("’24", Year(2024)), ("＇24年度", Year(2024, "fiscal"))),
        *(("18", Year(2036)), ("R6（FY24）", Year(2024)), ("令和24年度", Year(2042, "fiscal"))),
    ],
)
def test_two_digits_after_fy_are_western(typed, year):
    assert parse_year(typed) == year


@pytest.mark.parametrize(
    "typed",
    [
        *("24年度", "26年度", "30", "27年", "FY8", "FY24/3", "20 26", "R5 1", "2026 4"),
        *("20(注)26", "令和①", "令和8年㋃", "R⁵", "R5①", "2026²", "令和٣年", "㊀"),
    ],
)
def test_digits_that_leave_the_year_open_are_not_guessed(typed):
    assert parse_year(typed) is None


def test_what_a_bracket_adds_to_a_year_is_kept():
    assert read_year("令和6年度（①調べ 12）").note == "①調べ 12"
    assert read_year("令和6年3月（2024年3月）").note == ""
    assert read_year("令和6年（2024年3月）").note == "2024年3月"
    assert read_year("令和8年（7）").note == "7"
