"""Security: categories, personal data, old ordinances, editions."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Link
from smartplan.plans.models import (
    DataLink,
    Guideline,
    Measure,
    SecurityMeasure,
    SecurityPrinciple,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, messages, write

pytestmark = pytest.mark.django_db


def test_security_measures_cover_the_four_categories(plan):
    write(plan, SectionKey.SECURITY, approach="守ります。")
    SecurityMeasure.objects.create(plan=plan, category="governance", name="体制")
    SecurityMeasure.objects.create(plan=plan, category="asset", name="機器")

    assert messages(plan, SectionKey.SECURITY) == [
        "セキュリティ対策にサービス・都市OSの区分のものがありません。"
    ]


def test_personal_data_in_the_measures_need_a_word_here(plan):
    DataLink.objects.create(plan=plan, service="健診", data="受診歴", personal_data="included")
    write(plan, SectionKey.SECURITY, approach="守ります。")
    said = (
        "個人情報を含むデータの連携（サービスとデータの連携「健診：受診歴」）がありますが、"
        "この章に個人情報の扱いが書かれていません。"
    )
    assert said in messages(plan, SectionKey.SECURITY)

    SecurityPrinciple.objects.create(plan=plan, name="個人情報は同意を得て使います")
    assert said not in messages(plan)


def test_the_old_ordinance_is_pointed_out_wherever_it_stands(plan):
    SecurityMeasure.objects.create(plan=plan, category="governance", name="体制")
    measure = Measure.objects.create(
        plan=plan, name="健診", personal_data="市個人情報保護条例に基づき扱う。"
    )

    said = "施策1「健診」に「個人情報保護条例」という言葉があります。"
    assert finding(plan, said).link == Link("measures", measure.pk)


def test_a_guideline_needs_its_edition(plan):
    Guideline.objects.create(plan=plan, name="スマートシティセキュリティガイドライン")

    assert (
        "版・時点のないガイドラインがあります"
        "（参照するガイドライン・規程「スマートシティセキュリティガイドライン」）。"
    ) in messages(plan, SectionKey.SECURITY)
