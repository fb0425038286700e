"""Purpose: what is not written, years that cannot be read."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    DraftingStep,
    GoalLink,
    PublicComment,
    PurposeText,
    RelatedPlan,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, messages, write

pytestmark = pytest.mark.django_db


def test_a_begun_purpose_lacks_what_is_not_written(plan):
    write(plan, SectionKey.PURPOSE, background="人口が減っている。")

    assert messages(plan, SectionKey.PURPOSE, Level.WARNING) == [
        "「策定の趣旨」が書かれていません。",
        "「計画の位置づけ」が書かれていません。",
        "上位計画が1つもありません。",
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("令和9", "令和13年度", []),
        ("Ｒ９", "２０３１", []),
        (
            "令和13年度",
            "令和9年度",
            ["上位・関連計画「総合計画」の最終年度「令和9年度」が初年度「令和13年度」より前です。"],
        ),
        (
            "来年",
            "",
            ["上位・関連計画「総合計画」の初年度「来年」を年度として読めません。"],
        ),
        ("―", "", []),
    ],
)
def test_the_years_of_a_related_plan(plan, first, last, said):
    row = RelatedPlan.objects.create(
        plan=plan,
        name="総合計画",
        level="upper",
        relation="conforms",
        first_year=first,
        last_year=last,
    )
    write(plan, SectionKey.PURPOSE, background="背", aim="趣", positioning="位")

    assert messages(plan, SectionKey.PURPOSE) == said
    for each in said:
        assert finding(plan, each).link == Link("related_plans", row.pk)


def test_a_greeting_without_a_name_a_comment_without_an_answer(plan):
    write(plan, SectionKey.PURPOSE, greeting="ごあいさつ")
    PublicComment.objects.create(plan=plan, opinion="バスを増やしてほしい。")
    GoalLink.objects.create(plan=plan, goal="支えあうまち")
    DraftingStep.objects.create(plan=plan, meeting="庁内照会", date="令和7年11月～12月")
    DraftingStep.objects.create(plan=plan, meeting="審議会", date="そのうち")

    said = messages(plan, SectionKey.PURPOSE)

    assert PurposeText.objects.get().greeting == "ごあいさつ"
    assert said[-4:] == [
        "上位計画が1つもありません。",
        "対応する分野のない総合計画の目標があります（総合計画との対応「支えあうまち」）。",
        "策定の経過「審議会」の年月日「そのうち」を読めません。",
        "市の考え方が書かれていない意見が1件あります"
        "（パブリックコメントの結果「バスを増やしてほしい。」）。",
    ]
    assert "市長あいさつに職・氏名がありません。" in said
