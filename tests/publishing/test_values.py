"""Typed numbers and years beside each other look as if one hand had written them."""

import pytest

from smartplan.plans.models import DraftingStep, PopulationRow, RelatedPlan, Statistic
from smartplan.publishing.document import Table
from smartplan.publishing.values import shown_date, shown_year
from tests.publishing.reading import chapter_named


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
