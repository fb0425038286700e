"""The server cannot be reached when somebody saves: what was typed is there after 「戻る」."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from smartplan.plans.models import Plan, PurposeText
from tests.conftest import PASSWORD
from tests.journeys.browsing import log_in, log_out, press
from tests.journeys.conftest import FLAGS

pytestmark = pytest.mark.django_db(transaction=True)

WRITTEN = "市民の声を聞いて書いた、消えては困る文章です。" * 12 + "以上、二百九十字。これで全部です。"
WRITTEN = WRITTEN[:290]
BACKGROUND = "策定の背景"


def purpose(plan: Plan) -> str:
    return f"/chapters/{plan.chapters.get(section='purpose').pk}/"


def save_without_server(page: Page) -> None:
    """Press 保存 while no server answers, and wait for the browser's own page of the error."""
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="保存", exact=True).click(no_wait_after=True)
    page.wait_for_url("chrome-error://**")


def go_back(page: Page) -> None:
    page.go_back(wait_until="commit")


def test_it(open_browser, planner, plan):
    page = open_browser(planner, js=False)
    page.goto("/")
    page.goto(purpose(plan))
    page.get_by_label(BACKGROUND).fill(WRITTEN)
    save_without_server(page)
    go_back(page)
    expect(page.get_by_label(BACKGROUND)).to_have_value(WRITTEN)
    page.context.set_offline(False)
    press(page, "保存")
    expect(page.get_by_text("を保存しました")).to_be_visible()
    assert PurposeText.objects.get().background == WRITTEN
