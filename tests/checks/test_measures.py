"""Measures: what a measure needs, fields, personal data."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    DataLink,
    Field,
    Issue,
    Measure,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, indicator, messages

pytestmark = pytest.mark.django_db


def test_a_measure_needs_an_issue_a_kpi_and_a_division(plan):
    field = Field.objects.create(plan=plan, name="移動", vision="誰でも出かけられる")
    Issue.objects.create(plan=plan, title="バスが少ない")
    indicator(plan)
    measure = Measure.objects.create(plan=plan, name="予約バス", field=field, actions="走らせる")

    found = messages(plan, SectionKey.MEASURES)

    said = "施策A-1「予約バス」に対応する課題・KPI・担当課がありません。"
    assert found[0] == said
    assert finding(plan, said).link == Link("measures", measure.pk)
    assert found[1] == "施策A-1「予約バス」の目的・効果が書かれていません。"


def test_a_field_without_measures_and_a_measure_without_field(plan):
    field = Field.objects.create(plan=plan, name="防災", vision="安心")
    Measure.objects.create(plan=plan, name="予約バス", actions="走らせる", division="交通課")

    found = messages(plan, SectionKey.MEASURES, Level.WARNING)

    assert found == [
        "分野「防災」に施策がありません。",
        "施策他-1「予約バス」の分野が選ばれていません。",
    ]
    assert finding(plan, found[0]).link == Link("fields", field.pk)


def test_a_measure_that_uses_personal_data_says_how(plan):
    measure = Measure.objects.create(plan=plan, name="健診", actions="受診", division="健康課")
    DataLink.objects.create(
        plan=plan,
        service="健診予約",
        data="受診歴",
        provider="市",
        personal_data="included",
        measure=measure,
    )
    said = (
        "施策1「健診」は個人情報を含むデータ「受診歴」を使いますが、"
        "個人情報の扱いが書かれていません。"
    )
    assert finding(plan, said).link == Link("measures", measure.pk)

    Measure.objects.update(personal_data="同意を得て使う。")
    assert said not in messages(plan)
