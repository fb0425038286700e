"""Numbers, years and codes stand on one line in every table: on paper, screen and in Word."""

import io
import re
import unicodedata
from collections import Counter

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.document.blocks import prose, sheet, table
from smartplan.document.toc import list_of_tables
from smartplan.document.tree import CellKind, Column, Table
from smartplan.document.widths.columns import (
    CHARACTERS_A_LINE,
    PADDING,
    parts_that_fit,
    shared_out,
    widest_whole,
    widths_in,
)
from smartplan.plans.models import Indicator, IndicatorValue
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_body
from smartplan.printing.pdf.document import render_pdf
from smartplan.printing.summary import render_summary
from smartplan.printing.word import render_docx
from smartplan.printing.word.lengths import UPRIGHT, mm
from smartplan.printing.word.lettering import advance
from smartplan.printing.word.styles import CELL
from tests.printing.reading import chapter_named, document_with, run

VALUES = ("12,345", "1,234.5", "△12.3%", "123,456人", "0.5")
NUMBERS = st.one_of(
    st.integers(0, 9_999_999).map("{:,}".format),
    st.integers(0, 99_999).map(lambda number: f"△{number / 10}％"),
    st.sampled_from(["令和12年度", "2027", "K12", "A-1", "図3-1", "1,234人", "（令和9年度）"]),
)


def words_on(pdf):
    """How often each piece of text stands on a line, in one piece (％ is read as %)."""
    text = unicodedata.normalize("NFKC", run("pdftotext", "-raw", "-", "-", stdin=pdf).decode())
    return Counter(text.split())


def lines_on(pdf):
    return "\n".join(words_on(pdf).elements())


@pytest.fixture
def plan_of(full_plan):
    """A plan of so many years with so many indicators, each with a value in every year."""

    def fill(years, count):
        full_plan.years = years
        full_plan.save()
        Indicator.objects.filter(plan=full_plan).delete()
        for place in range(count):
            value = VALUES[place % len(VALUES)]
            row = Indicator.objects.create(
                plan=full_plan,
                position=place,
                name=f"指標となる値その{place}",
                unit="件",
                baseline_value=value,
                baseline_year="令和7年度",
                target_value=value,
                target_year=f"令和{8 + years}年度",
            )
            for year in range(years):
                IndicatorValue.objects.create(
                    plan=full_plan, position=year, indicator=row, year=2027 + year, value=value
                )
        return full_plan

    return fill


def yearly(document):
    blocks = chapter_named(document, "基本方針").blocks
    return tuple(block for block in blocks if isinstance(block, Table) and block.key == "values")


@pytest.mark.parametrize(("years", "count", "parts"), [(6, 12, 2), (10, 40, 3), (20, 5, 5)])
def test_no_yearly_value_of_a_long_plan_is_torn(plan_of, document_of, years, count, parts):
    document = document_of(plan_of(years, count))
    tables = yearly(document)

    words = words_on(render_pdf(document_with(tables)))

    assert len(tables) == parts
    for place, value in enumerate(VALUES):
        assert words[value] == years * len(range(place, count, len(VALUES))), value
    if years > 9:
        assert [f"R{year}" for year in range(9, 9 + years) if not words[f"R{year}"]] == []


def test_more_years_than_fit_stand_in_balanced_tables_that_are_listed_as_one(plan_of, document_of):
    document = document_of(plan_of(10, 5))
    tables = yearly(document)

    assert [each.caption for each in tables] == [
        f"指標の年度別の値（{place}／3）" for place in (1, 2, 3)
    ]
    assert [len(each.columns) - 3 for each in tables] == [3, 4, 3]
    assert {len(each.rows) for each in tables} == {5}
    (entry,) = [each for each in list_of_tables(document) if "年度別の値" in each.label]
    first, last = tables[0].number, tables[-1].number.removeprefix("表")
    assert entry.label == f"{first}～{last}　指標の年度別の値"
    assert entry.anchor == tables[0].anchor


def test_small_values_of_six_years_need_one_table(plan_of, document_of):
    plan = plan_of(6, 3)
    IndicatorValue.objects.filter(plan=plan).update(value="1,234")

    (one,) = yearly(document_of(plan))

    assert one.caption == "指標の年度別の値"
    assert len(one.columns) == 9


def test_the_words_of_a_value_may_still_be_broken_but_not_its_year(plan_of, document_of):
    plan = plan_of(6, 2)
    IndicatorValue.objects.filter(plan=plan).update(value="令和12年度までに結果をみて検討")

    words = lines_on(render_pdf(document_with(yearly(document_of(plan)))))

    assert words.count("令和12年度") == 2 * 6 + 1, "two rows of six years, and a head"
    assert "検討" in words


def test_a_pasted_table_of_twenty_years_becomes_tables_that_fit():
    years = [f"令和{year}年度" for year in range(9, 29)]
    text = "\n".join(("\t".join(("地区", *years)), "\t".join(("北部", *["12,345人"] * 20))))

    blocks = prose(text)
    words = words_on(render_pdf(document_with(blocks)))

    assert all(isinstance(block, Table) for block in blocks)
    assert {block.columns[0].heading for block in blocks} == {"地区"}
    assert [column.heading for block in blocks for column in block.columns[1:]] == years
    assert words["12,345人"] == 20
    assert [year for year in years if words[year] != 1] == []


def test_a_pasted_table_that_fits_stays_one():
    assert len(prose("年度\t事業費\t備考\n令和9年度\t1,000千円\t概算")) == 1


def test_a_number_in_the_text_of_a_cell_keeps_its_unit():
    text = "".join(f"{'あ' * place}は1,234人です。" for place in range(1, 30))
    blocks = sheet((("効果", prose(text)), ("目的", prose(f"いろは{text}"))))

    words = lines_on(render_pdf(document_with(blocks)))

    assert words.count("1,234人") == 58
    assert '<span class="unbroken">1,234人</span>' in render_body(document_with(blocks))


@pytest.mark.parametrize(
    "code", ["A-1", "K7", "図3-1", "1234人", "１２，３４５人", "令和元年度", "100人/日"]
)
def test_codes_and_years_stay_whole_in_a_narrow_column(code):
    columns = (Column("番号", 3), Column("説明", 97))
    cells = [(f"{code}、{code}、{code}", "あ")]

    words = lines_on(render_pdf(document_with(table(columns, cells))))

    assert words.count(unicodedata.normalize("NFKC", code)) == 3


@given(st.lists(st.lists(NUMBERS, min_size=6, max_size=6), min_size=1, max_size=4))
def test_every_number_has_room_in_its_column(rows):
    columns = tuple(Column(f"列{place}", place + 1, CellKind.NUMBER) for place in range(6))
    (grid,) = table(columns, rows, keep=6)

    percent = widths_in(grid, 100, 100 / CHARACTERS_A_LINE)
    twips = widths_in(grid, UPRIGHT.text_width, CELL * 20)

    assert sum(percent) == 100
    assert sum(twips) == UPRIGHT.text_width
    for place, cells in enumerate(zip(*rows, strict=True)):
        for cell in cells:
            assert widest_whole(cell) <= percent[place] * CHARACTERS_A_LINE / 100 - PADDING + 0.01
            drawn = sum(advance(letter, bold=True) for letter in cell) * CELL * 20
            assert drawn <= twips[place] - 2 * mm(1.3)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=12), st.data(), st.integers(100, 9000))
def test_who_needs_more_gets_it_and_nothing_is_left_over(shares, data, total):
    each = total // len(shares)
    least = data.draw(st.lists(st.integers(0, each), min_size=len(shares), max_size=len(shares)))

    found = shared_out(shares, least, total)

    assert sum(found) == total
    assert all(width >= needed for width, needed in zip(found, least, strict=True))


def test_columns_with_room_enough_keep_their_shares():
    assert shared_out([30, 70], [3, 3], 100) == [30, 70]
    assert shared_out([9, 32, 12], [3, 3, 3], 100) == [17, 60, 23]
    assert shared_out([1, 1], [80, 80], 100) == [50, 50]


@given(st.lists(st.floats(1, 12), max_size=40), st.integers(1, 8))
def test_parts_are_balanced_hold_every_column_and_fit(widths, most):
    parts = parts_that_fit(widths, 31, most)

    assert [place for part in parts for place in part] == list(range(len(widths)))
    assert all(sum(widths[place] for place in part) <= 31 for part in parts)
    sizes = [len(part) for part in parts] or [0]
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= most


def test_the_columns_of_word_are_as_wide_as_their_numbers(plan_of, document_of):
    file = render_docx(document_with(yearly(document_of(plan_of(20, 10)))), lambda sha256: b"")

    tables = [each for each in docx.Document(io.BytesIO(file)).tables if len(each.columns) > 3]
    assert len(tables) == 5
    for each in tables:
        for column in each.columns:
            for cell in list(column.cells):
                if re.search(r"\d", cell.text) and "指標" not in cell.text:
                    widest = max(
                        sum(advance(letter, bold=True) for letter in line)
                        for line in cell.text.split("\n")
                    )
                    assert widest * CELL * 20 + 2 * mm(1.3) <= column.width.twips, cell.text


def test_word_does_not_break_a_code_at_its_hyphen():
    columns = (Column("番号", 12), Column("施策", 88))
    codes = "、".join(f"A-{number}" for number in range(1, 9))
    file = render_docx(document_with(table(columns, [(codes, "名称")])), lambda sha256: b"")

    (grid, *_) = docx.Document(io.BytesIO(file)).tables
    assert grid.cell(1, 0).text == codes
    assert len(grid.cell(1, 0)._tc.xpath(".//w:noBreakHyphen")) == 8


def test_the_summary_tears_no_number(plan_of):
    words = words_on(render_summary(read_plan(plan_of(6, 10))))

    for value in ("12,345件", "1,234.5件", "△12.3%", "123,456人"):
        assert words[value] == 4, value
    assert words["(令和7年度)"] == 10
