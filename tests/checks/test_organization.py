"""Organization: roles, circles, partners."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    OrganizationUnit,
    Partner,
    Plan,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, messages, write

pytestmark = pytest.mark.django_db


def test_organisations_have_roles(plan):
    write(plan, SectionKey.ORGANIZATION, method="PDCA", participation="対話", funding="分担")
    assert messages(plan, SectionKey.ORGANIZATION) == ["推進組織が1つもありません。"]

    unit = OrganizationUnit.objects.create(plan=plan, name="推進本部", status="established")
    Partner.objects.create(plan=plan, name="みどり大学", sector="academia")

    assert messages(plan, SectionKey.ORGANIZATION) == [
        "役割が書かれていない推進組織があります（推進組織「推進本部」）。",
        "役割が書かれていない構成団体があります（構成団体「みどり大学」）。",
    ]
    said = "役割が書かれていない推進組織があります（推進組織「推進本部」）。"
    assert finding(plan, said).link == Link("organization_units", unit.pk)


def test_units_that_stand_below_themselves_are_a_mistake(plan):
    one = OrganizationUnit.objects.create(plan=plan, name="本部", role="統括")
    two = OrganizationUnit.objects.create(plan=plan, name="部会", role="検討", parent=one)
    OrganizationUnit.objects.filter(pk=one.pk).update(parent=two)

    assert "推進組織「本部」の上位の組織をたどると、自分に戻ります。" in messages(
        plan, SectionKey.ORGANIZATION, Level.ERROR
    )


def test_a_plan_of_an_area_needs_its_partners(plan):
    Plan.objects.update(plan_type="area")
    OrganizationUnit.objects.create(plan=plan, name="市の事務局", role="調整", side="inside")

    said = "エリアマネジメント型ですが、庁外の組織も構成団体もありません。"
    assert said in messages(Plan.objects.get(), SectionKey.ORGANIZATION)
