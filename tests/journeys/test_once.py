"""Two quick clicks on the button that makes something."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from smartplan.plans.models import Measure, Plan
from tests.journeys.browsing import press

pytestmark = pytest.mark.django_db(transaction=True)

TWO_CLICKS = "(button, pause) => { button.click(); setTimeout(() => button.click(), pause); }"


@pytest.mark.parametrize("pause", [0, 80, 150], ids="{} ms".format)
def test_two_quick_clicks_make_one_measure_and_show_it(open_browser, planner, plan, pause):
    page = open_browser(planner)
    page.goto(f"/plans/{plan.pk}/measures/new/")
    page.locator("[name='name']").fill("予約バス")
    page.get_by_role("button", name="保存", exact=True).evaluate(TWO_CLICKS, pause)
    expect(page.get_by_role("heading", level=1)).to_contain_text("予約バス")
    page.wait_for_load_state("networkidle")
    assert [measure.name for measure in Measure.objects.all()] == ["予約バス"]
    expect(page.locator("[name='name']")).to_have_value("予約バス")


def test_two_quick_clicks_make_one_copy_of_the_plan(open_browser, planner, plan):
    page = open_browser(planner)
    page.goto(f"/plans/{plan.pk}/copy/")
    page.get_by_role("button", name="複製する").evaluate(TWO_CLICKS, 80)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{plan.title}（写し）")
    page.wait_for_load_state("networkidle")
    assert Plan.objects.count() == 2


def test_two_quick_clicks_take_a_pasted_table_over_once(open_browser, planner, plan):
    page = open_browser(planner)
    page.goto(f"/chapters/{plan.chapters.get(section='glossary').pk}/paste/terms/")
    page.locator("textarea").fill("AI\tえーあい\t人工知能\nRPA\tあーるぴーえー\t自動処理")
    press(page, "読み取って確認する")
    page.get_by_role("button", name="2行を取り込む").evaluate(TWO_CLICKS, 80)
    expect(page.locator("[name^='terms-0-']").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert plan.terms.count() == 2
