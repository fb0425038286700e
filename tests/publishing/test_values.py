"""Typed numbers and years beside each other look as if one hand had written them."""

import pytest

from smartplan.plans.models import DraftingStep, PopulationRow, RelatedPlan, Statistic
from smartplan.publishing.document import Table
from smartplan.publishing.values import shown_date, shown_number, shown_year
from tests.publishing.reading import chapter_named, words_in


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
