"""Years as they are typed: none is left unread without a word."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level
from smartplan.plans.models import (
    DraftingStep,
    Indicator,
    PopulationRow,
    RelatedPlan,
    Statistic,
)
from tests.checks.saying import finding, messages

pytestmark = pytest.mark.django_db


def test_the_number_that_excel_made_of_a_date_is_told_before_it_is_printed(plan):
    DraftingStep.objects.create(plan=plan, date="45000", meeting="第1回会議")

    found = finding(plan, "策定の経過「第1回会議」の年月日「45000」を読めません。")

    assert found.level == Level.WARNING
    assert found.hint == (
        "Excelの日付の番号のようです（45000は令和5年3月15日にあたります）。"
        "日付を文字で入力してください。"
    )


def test_no_year_cell_is_left_unread_without_a_word(plan):
    PopulationRow.objects.create(plan=plan, year="令和ニ年", total="100")
    PopulationRow.objects.create(plan=plan, year="―", total="100")
    Statistic.objects.create(plan=plan, name="観光客数", value="5", year="令和ニ年")
    RelatedPlan.objects.create(
        plan=plan, name="総合計画", first_year="令和ニ年", last_year="令和ニ年"
    )
    DraftingStep.objects.create(plan=plan, date="令和ニ年", meeting="会議")
    Indicator.objects.create(
        plan=plan,
        name="数",
        baseline_year="令和ニ年",
        interim_year="令和ニ年",
        target_year="令和ニ年",
    )

    unread = [each for each in messages(plan) if "読めません" in each]

    assert unread == [
        "上位・関連計画「総合計画」の初年度「令和ニ年」を年度として読めません。",
        "上位・関連計画「総合計画」の最終年度「令和ニ年」を年度として読めません。",
        "策定の経過「会議」の年月日「令和ニ年」を読めません。",
        "人口の1行目の年「令和ニ年」を読めません。",
        "人口の2行目の年「―」を読めません。",
        "統計「観光客数」の年次「令和ニ年」を読めません。",
        "指標K1「数」の基準値の年次「令和ニ年」を読めません。",
        "指標K1「数」の中間値の年次「令和ニ年」を読めません。",
        "指標K1「数」の目標値の年次「令和ニ年」を読めません。",
    ]
