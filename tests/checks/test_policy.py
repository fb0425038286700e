"""Policy: indicators that are incomplete, unreadable or contradict themselves."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    DraftingStep,
    Issue,
    Measure,
    Plan,
    RelatedPlan,
    Statistic,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, indicator, messages, population

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, []),
        ({"baseline_value": "―", "baseline_year": ""}, []),
        ({"baseline_value": "新規", "baseline_year": "", "direction": ""}, []),
        ({"baseline_value": ""}, ["指標K1「利用者数」に基準値がありません。"]),
        (
            {"baseline_year": "", "source": " "},
            ["指標K1「利用者数」に基準値の年次・出典がありません。"],
        ),
        (
            {"target_value": "", "target_year": "", "unit": ""},
            ["指標K1「利用者数」に目標値がありません。"],
        ),
        ({"unit": ""}, ["指標K1「利用者数」に単位がありません。"]),
        (
            {"target_value": "ふえる"},
            ["指標K1「利用者数」の目標値「ふえる」を数として読めません。"],
        ),
        (
            {"target_year": "そのうち"},
            ["指標K1「利用者数」の目標値の年次「そのうち」を読めません。"],
        ),
        (
            {"target_year": "2031年"},
            [
                "指標K1「利用者数」の目標値の年次「2031年」と、"
                "選ばれている「年度」が食い違っています。"
            ],
        ),
        (
            {"target_year": "令和7年度"},
            [
                "指標K1「利用者数」の目標値の年次「令和7年度」が"
                "基準値の年次「令和7年度」より後ではありません。"
            ],
        ),
        (
            {"target_value": "900"},
            [
                "指標K1「利用者数」は「増やす」指標ですが、"
                "目標値「900」が基準値「1,000」と逆向きです。"
            ],
        ),
        (
            {"target_year": "令和33年度"},
            ["指標K1「利用者数」の目標値の年次「令和33年度」が計画期間の後です。"],
        ),
        (
            {"kind": "", "division": ""},
            ["指標K1「利用者数」の区分・担当課が決まっていません。"],
        ),
        ({"number": "指標①", "unit": ""}, ["指標指標①「利用者数」に単位がありません。"]),
    ],
)
def test_an_indicator_is_complete_readable_and_does_not_contradict_itself(plan, cells, said):
    row = indicator(plan, **cells)

    found = [each for each in messages(plan, SectionKey.POLICY) if each.startswith("指標")]

    assert found == said
    for each in said:
        assert finding(plan, each).link == Link("indicators", row.pk)


def test_a_name_with_quotation_marks_of_its_own_is_told_from_the_sentence(plan):
    Issue.objects.create(plan=plan, title="「通い」の場が遠い")
    Measure.objects.create(plan=plan, name="予約バス")
    assert "課題「『通い』の場が遠い」に対応する施策がありません。" in messages(plan)


@pytest.mark.parametrize("typed", ["①80", "30①", "120¹⁾", "150²", "80 120", "80※1"])
def test_a_mark_beside_a_number_is_pointed_out(plan, typed):
    row = indicator(plan, baseline_value=typed)
    Statistic.objects.create(plan=plan, name="満足度", value=typed, year="R5", source="調査")
    population(plan, total=typed)

    for said in (
        f"指標K1「利用者数」の基準値「{typed}」を数として読めません。",
        f"統計「満足度」の値「{typed}」を数として読めません。",
        f"人口「令和2年」の総人口「{typed}」を数として読めません。",
    ):
        found = finding(plan, said)
        assert found.level == Level.WARNING
        assert "値には数を1つだけ入れ、注は備考や出典に書いてください。" in found.hint
    said = f"指標K1「利用者数」の基準値「{typed}」を数として読めません。"
    assert finding(plan, said).link == Link("indicators", row.pk)


def test_a_unit_beside_a_number_is_not_pointed_out(plan):
    indicator(plan, baseline_value="1,000㎞", target_value="2,000㎞", unit="㎞")
    for value in ("26℃", "50㌶", "12000 人 / 年", "10ﾎﾟｲﾝﾄ", "4.2t-CO2", "5m²"):
        Statistic.objects.create(plan=plan, name="統計", value=value, year="R5", source="調査")

    assert [said for said in messages(plan) if "数として" in said] == []


@pytest.mark.parametrize(
    ("year", "far"),
    [
        *(("令和48年度", True), ("令和45年度", True), ("令和43年度", False), ("R13", False)),
        *(("FY30", False), ("昭和6年度", True), ("H6", True), ("H9", False), ("そのうち", False)),
    ],
)
def test_a_year_decades_off_the_plan_is_pointed_out(plan, year, far):
    Plan.objects.update(start_year=2027, years=5)
    row = indicator(plan, interim_year=year)

    found = [each for each in messages(Plan.objects.get()) if "大きく離れて" in each]

    assert [said.partition("は")[0] for said in found] == (
        [f"指標K1「利用者数」の中間値の年次「{year}」"] if far else []
    )
    for said in found:
        assert finding(Plan.objects.get(), said).link == Link("indicators", row.pk)


def test_old_statistics_and_long_projections_are_not_far_off(plan):
    Plan.objects.update(start_year=2027, years=5, issued="令和49年3月")
    plan = Plan.objects.get()
    for year in ("昭和55年国勢調査", "大正9年", "令和52年", "令和99年"):
        population(plan, year=year)
    for year in ("昭和55年", "R6", "令和48年"):
        Statistic.objects.create(plan=plan, name="世帯数", value="5", year=year, source="調査")
    RelatedPlan.objects.create(plan=plan, name="総合計画", first_year="S55", last_year="令和48")
    DraftingStep.objects.create(plan=plan, meeting="審議会", date="昭和8年5月1日")

    assert [said for said in messages(plan) if "大きく離れて" in said] == [
        "策定（公表）年月「令和49年3月」が、計画期間から大きく離れています。",
        "上位・関連計画「総合計画」の期間の最終年度「令和48」は2066年と読め、"
        "計画期間から大きく離れています。",
        "策定の経過「審議会」の年月日「昭和8年5月1日」は1933年と読め、"
        "計画期間から大きく離れています。",
        "人口「令和99年」の年「令和99年」は2117年と読め、計画期間から大きく離れています。",
        "統計「世帯数」の年次「令和48年」は2066年と読め、計画期間から大きく離れています。",
    ]


def test_a_plan_without_a_period_has_no_years_far_off(plan):
    Plan.objects.update(start_year=None)
    indicator(plan, interim_year="令和48年度")
    assert [said for said in messages(Plan.objects.get()) if "大きく離れて" in said] == []


def test_two_indicators_with_one_number_are_a_mistake(plan):
    indicator(plan, number="K1")
    indicator(plan, number="K1")

    assert messages(plan, level=Level.ERROR) == ["指標の番号「K1」が2つ以上の指標に付いています。"]


def test_an_indicator_that_no_measure_uses_is_noted(plan):
    used = indicator(plan)
    indicator(plan, name="満足度")
    indicator(plan, name="人口", kind="kgi")
    measure = Measure.objects.create(plan=plan, name="予約バス")
    measure.indicators.add(used)

    found = [each for each in messages(plan, SectionKey.POLICY) if "使う施策" in each]

    assert found == ["指標K2「満足度」を使う施策がありません。"]
