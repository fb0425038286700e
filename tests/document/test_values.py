"""Typed numbers and years beside each other look as if one hand had written them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.document.tree import Table
from smartplan.document.values import number_with_unit, shown_date, shown_number, shown_year
from smartplan.japanese.folding import fold_width
from smartplan.japanese.years import parse_year
from smartplan.plans.models import DraftingStep, PopulationRow, RelatedPlan, Statistic
from tests.japanese.typed import UNITS, Cell, cells, squeezed
from tests.printing.reading import chapter_named, words_in


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("令和七年度", "令和7年度（2025年度）"),
        ("令和二年", "令和2年（2020年）"),
        ("二〇二〇年", "令和2年（2020年）"),
        ("R2", "令和2年（2020年）"),
        ("令和6年度末", "令和6年度（2024年度）末"),
        ("Ｒ６年度実績", "令和6年度（2024年度）実績"),
        ("令和二年（国勢調査）", "令和2年（2020年、国勢調査）"),
        ("令和二年十月一日現在", "令和2年10月1日現在"),
        ("H31.4", "平成31年4月"),
        ("未定", "未定"),
        ("令和5～7年度", "令和5～7年度"),
    ],
)
def test_a_year_in_kanji_does_not_stand_raw_beside_the_others(typed, printed):
    assert shown_year(typed, "era_western") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("R8.4.1", "令和8年4月1日"),
        ("2026/8/3", "令和8年8月3日"),
        ("令和八年四月一日", "令和8年4月1日"),
        ("令和8年4月1日（水）", "令和8年4月1日（水）"),
        ("R8.6.1～R8.6.30", "令和8年6月1日～令和8年6月30日"),
        ("令和8年6月～7月", "令和8年6月～7月"),
        ("R8.9", "令和8年9月"),
        ("2月30日ごろ", "2月30日ごろ"),
        ("令和8年2月30日", "令和8年2月30日"),
        ("45000", "45000"),
    ],
)
def test_the_dates_of_the_drafting_are_written_in_one_way(typed, printed):
    assert shown_date(typed, "era_western") == printed


def test_a_plan_in_western_years_has_western_dates():
    assert shown_date("R8.4.1", "western_era") == "2026年4月1日"


def test_every_year_cell_of_the_document_is_normalised(plan, document_of):
    PopulationRow.objects.create(plan=plan, year="令和二年", total="100")
    Statistic.objects.create(plan=plan, name="観光客数", value="5", year="令和七年度")
    RelatedPlan.objects.create(
        plan=plan, name="総合計画", first_year="令和三年度", last_year="十二"
    )
    DraftingStep.objects.create(plan=plan, date="R8.4.1", meeting="第1回会議")
    plan.indicators.create(name="利用者数", target_value="5", target_year="令和十三年度")

    printed = "\n".join(
        cell.plain
        for chapter in document_of(plan).chapters
        for block in chapter.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    )

    for label in ("令和2年（2020年）", "令和7年度", "令和3年度", "令和8年4月1日", "令和13年度"):
        assert label in printed
    assert [
        each for each in ("令和二", "令和七", "令和三", "R8", "令和十三") if each in printed
    ] == []
    assert chapter_named(document_of(plan), "策定の経過")


@pytest.mark.parametrize(
    ("typed", "unit", "printed"),
    [
        ("3120人", "人", "3,120"),
        ("３１２０人", "人", "3,120"),
        ("約3120 人", "人", "約3,120"),
        ("3120人", "", "3,120人"),
        ("12.5％", "%", "12.5"),
        ("3120世帯", "人", "3,120世帯"),
        ("新規", "人", "新規"),
    ],
)
def test_the_unit_of_the_column_is_not_printed_twice(typed, unit, printed):
    assert shown_number(typed, unit) == printed


def population(plan, *rows):
    for year, kind, source in rows:
        plan.population_rows.create(year=year, total="3120人", kind=kind, source=source)


def table_of_population(document):
    return next(
        block
        for block in chapter_named(document, "現状・課題").blocks
        if isinstance(block, Table) and block.caption.startswith("人口")
    )


def test_a_source_that_only_some_rows_have_does_not_stand_for_all(plan, document_of):
    population(plan, ("2015", "actual", ""), ("2020", "actual", "国勢調査"))

    table = table_of_population(document_of(plan))

    assert table.note == ""
    assert table.columns[-1].heading == "出典"
    assert [row.cells[-1].plain for row in table.rows] == ["", "国勢調査"]


def test_one_source_for_each_kind_of_figure_is_one_note(plan, document_of):
    population(plan, ("2020", "actual", "国勢調査"), ("2030", "projection", "社人研"))
    assert table_of_population(document_of(plan)).note == "出典：国勢調査（実績）、社人研（推計）"


def test_a_projection_without_a_source_does_not_borrow_the_census(plan, document_of):
    population(plan, ("2020", "actual", "国勢調査"), ("2030", "projection", ""))
    assert table_of_population(document_of(plan)).note == "出典：国勢調査（実績）"


def test_rows_with_a_number_and_nothing_else_are_not_printed(full_plan, document_of):
    before = words_in(document_of(full_plan))

    full_plan.measures.create(position=90)
    full_plan.indicators.create(position=90, number="K9", kind="kgi")
    full_plan.related_plans.create(position=90, level="upper")
    full_plan.partners.create(position=90, sector="civil")
    full_plan.population_rows.create(position=90, kind="actual")
    full_plan.organization_units.create(position=90, side="inside")
    full_plan.data_links.create(position=90, personal_data="included")
    full_plan.goal_links.create(position=90, field=full_plan.fields.first())

    assert words_in(document_of(full_plan)) == before


@pytest.mark.parametrize(
    ("typed", "era", "western", "era_western", "western_era"),
    [
        ("R1", "令和元年", "2019年", "令和元年（2019年）", "2019年（令和元年）"),
        ("2019年度", "令和元年度", "2019年度", "令和元年度（2019年度）", "2019年度（令和元年度）"),
        ("H1年度", "平成元年度", "1989年度", "平成元年度（1989年度）", "1989年度（平成元年度）"),
        ("令和8年度", "令和8年度", "2026年度", "令和8年度（2026年度）", "2026年度（令和8年度）"),
        ("2026年", "令和8年", "2026年", "令和8年（2026年）", "2026年（令和8年）"),
    ],
)
def test_each_display_keeps_calendar_years_and_fiscal_years_apart(
    typed, era, western, era_western, western_era
):
    shown = {
        "era": era,
        "western": western,
        "era_western": era_western,
        "western_era": western_era,
    }
    for style, label in shown.items():
        assert shown_year(typed, style) == label


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("1234567", "1,234,567"), ("△12000", "△12,000"), ("約3000人", "約3,000人"), ("新規", "新規")],
)
def test_numbers_have_thousands_separators(typed, printed):
    assert shown_number(typed) == printed


@pytest.mark.parametrize(
    ("typed", "unit", "printed"),
    [
        *(("120㎞", "", "120㎞"), ("120㎞", "㎞", "120"), ("120㎞", "km", "120")),
        *(("120km", "㎞", "120"), ("26℃", "℃", "26"), ("１２０ｋｍ", "km", "120")),
        *(("30㎏", "", "30㎏"), ("50㌶", "", "50㌶"), ("1,200㎜", "", "1,200㎜")),
        *(("12000 人 / 年", "", "12,000人/年"), ("12000 人 / 年", "人／年", "12,000")),
        *(("12000人/年", "年", "12,000人/年"), ("10ﾎﾟｲﾝﾄ", "", "10ﾎﾟｲﾝﾄ")),
        *(("10ﾎﾟｲﾝﾄ", "ポイント", "10"), ("12000m2", "㎡", "12,000"), ("5m²", "m2", "5")),
        *(("8万人", "人", "8万"), ("12300千円", "円", "12,300千"), ("12300千円", "千円", "12,300")),
        *(
            ("007", "", "007"),
            ("12000（注1）", "人", "12,000（注1）"),
            ("1億2000万円", "円", "1億2,000万"),
        ),
        *(("①80", "％", "①80"), ("30①", "分", "30①"), ("120¹⁾", "人", "120¹⁾")),
        *(("150²", "人", "150²"), ("80 120", "人", "80 120"), ("5 km per h", "", "5km per h")),
        *(("120 (80 40)", "", "120(80 40)"), ("120（８０　４０）", "", "120（８０　４０）")),
    ],
)
def test_the_sign_of_a_unit_changes_no_number(typed, unit, printed):
    assert shown_number(typed, unit) == printed


@pytest.mark.parametrize(
    ("typed", "unit", "printed"),
    [
        *(("12300", "人", "12,300人"), ("12300人", "人", "12,300人"), ("8万", "人", "8万人")),
        *(
            ("12300千円", "円", "12,300千円"),
            ("3120世帯", "人", "3,120世帯"),
            ("新規", "人", "新規"),
        ),
        *(("30①", "分", "30①"), ("150²", "人", "150²"), ("120㎞", "km", "120km"), ("5", "", "5")),
    ],
)
def test_a_number_outside_of_a_table_has_its_unit_once(typed, unit, printed):
    assert number_with_unit(typed, unit) == printed


@given(cells())
def test_the_digits_printed_are_the_digits_typed(cell: Cell):
    assert squeezed(shown_number(cell.typed)) == squeezed(cell.typed)
    assert squeezed(number_with_unit(cell.typed, "")) == squeezed(cell.typed)


@given(cells(), st.sampled_from(UNITS))
def test_beside_a_column_of_units_only_the_unit_is_left_out(cell: Cell, unit: str):
    wanted = squeezed(unit)
    for own in (unit, cell.unit):
        shown = squeezed(shown_number(cell.typed, own))
        left_out = squeezed(cell.typed).removeprefix(shown)
        assert fold_width(left_out) in {"", fold_width(squeezed(own))}
    assert squeezed(number_with_unit(cell.typed, unit)) in {
        squeezed(cell.typed),
        squeezed(cell.typed) + wanted,
    }


eras = st.sampled_from(
    ("令和", "R", "Ｒ", "㋿", "平成", "H", "昭和", "S", "", "FY", "'", "’", "西暦")
)
years_typed = st.builds(
    "".join,
    st.tuples(
        eras,
        st.integers(0, 99).map(str)
        | st.integers(1850, 2117).map(str)
        | st.sampled_from(("元", "十二")),
        st.sampled_from(
            ("", "年", "年度", "FY", "年4月", "年 12月1日", ".4", "/3/31", "年2月30日")
        ),
        st.sampled_from(
            ("", "", "末", "実績", "（国勢調査）", "①", "¹⁾", " 12", "（注1）", "(2026)")
        ),
    ),
)
styles = st.sampled_from(("era", "western", "era_western", "western_era"))


@given(years_typed, styles)
def test_the_year_printed_is_the_year_typed(typed, style):
    read = parse_year(typed)
    for printed in (shown_year(typed, style), shown_date(typed, style)):
        again = parse_year(printed)
        if read is None:
            assert printed == typed.strip()
        else:
            assert again is not None
            assert again.number == read.number


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("FY24", "2024年度"),
        ("FY30", "2030年度"),
        ("FY令和6", "2024年度"),
        ("26年度", "26年度"),
        ("24年度", "24年度"),
        ("令和6年（①調べ）", "2024年（①調べ）"),
    ],
)
def test_a_western_fiscal_year_does_not_become_an_era(typed, printed):
    assert shown_year(typed, "western") == printed
