"""The frame of every page in a real browser: what JavaScript adds, and that nothing needs it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from smartplan.plans.models import Plan
from tests.journeys.axe import assert_accessible, assert_reflows
from tests.journeys.browsing import log_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def purpose(plan: Plan) -> str:
    """The address of a chapter with a text and tables of short rows."""
    return f"/chapters/{plan.chapters.get(section='purpose').pk}/"


def cells(page: Page) -> list[str]:
    """What stands in the first column of the table of related plans."""
    controls = page.locator("[name^='related_plans-'][name$='-name']")
    return [controls.nth(place).input_value() for place in range(controls.count())]


def fill_row(page: Page, place: int, name: str) -> None:
    page.locator("[name^='related_plans-'][name$='-name']").nth(place).fill(name)


@pytest.mark.parametrize("path", ["/login/", "/manual/", "/no/such/page/"])
def test_the_public_pages_are_accessible_and_reflow(page, path):
    page.goto(path)
    assert_accessible(page)
    assert_reflows(page)


def test_a_mistake_is_told_first_and_leads_to_its_field(page, planner):
    page.goto("/login/")
    page.get_by_role("button", name="ログイン").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^エラー："))
    summary.get_by_role("link", name="パスワードを入力してください。").click()
    expect(page.get_by_label("パスワード")).to_be_focused()
    assert_accessible(page)


def test_a_mistake_is_told_without_javascript(plain_page, planner):
    plain_page.goto("/login/")
    plain_page.get_by_role("button", name="ログイン").click()
    plain_page.get_by_role("link", name="ログイン名を入力してください。").click()
    assert plain_page.url.endswith("#id_username")


def test_the_skip_link_is_the_first_stop_of_the_keyboard(open_browser, planner):
    page = open_browser(planner)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ移動")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_menu_opens_logs_out_and_closes_by_keyboard(open_browser, planner):
    page = open_browser(planner)
    page.goto("/")
    menu = page.locator(".user-menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="アカウント")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="アカウント")).not_to_be_visible()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="ログアウト").click()
    expect(page.get_by_role("heading", name="ログイン", exact=True)).to_be_visible()


def test_rows_are_added_moved_and_told_without_a_round_trip(open_browser, planner, purpose):
    page = open_browser(planner)
    page.goto(purpose)
    table = page.locator("[data-rows='related_plans']")
    fill_row(page, 0, "総合計画")
    table.get_by_role("button", name=re.compile("行を追加")).click()
    expect(page.locator("#announcer")).to_have_text("2行目を追加しました。")
    expect(page.locator("[name='related_plans-1-name']")).to_be_focused()
    fill_row(page, 1, "国土強靱化計画")
    table.get_by_role("button", name=re.compile("上へ 2 ?行目")).click()
    expect(page.locator("#announcer")).to_have_text("1行目に移動しました。")
    assert cells(page) == ["国土強靱化計画", "総合計画"]
    assert_accessible(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.goto(purpose)
    assert cells(page)[:2] == ["国土強靱化計画", "総合計画"]


def test_leaving_with_unsaved_text_is_asked_about_and_saving_is_not(open_browser, planner, purpose):
    page = open_browser(planner)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(purpose)
    page.goto("/")
    assert asked == []

    page.goto(purpose)
    page.locator("textarea[id]").first.fill("背景を書きかけた")
    page.goto("/")
    assert asked == ["beforeunload"]

    page.goto(purpose)
    page.locator("textarea[id]").first.fill("背景を書いた")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_load_state()
    page.goto("/")
    assert asked == ["beforeunload"]


def test_a_text_grows_and_tells_its_length(open_browser, planner, purpose):
    page = open_browser(planner)
    page.goto(purpose)
    text = page.locator("textarea[id]").first
    before = text.bounding_box()
    text.fill("葛\U000e0100城市の背景。\n" * 20)
    after = text.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"]
    counter = page.locator(f"#{text.get_attribute('id')}_count")
    expect(counter).to_have_text("160文字")


@pytest.mark.parametrize("js", [True, False])
def test_what_was_written_waits_through_the_log_in(open_browser, planner, purpose, js):
    page = open_browser(planner, js=js)
    page.goto(purpose)
    page.locator("textarea[id]").first.fill("期限が切れても消えない文章")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存", exact=True).click()
    log_in(page, "planner")
    heading = page.get_by_role("heading", name="ログインの前に送信した内容を預かっています")
    expect(heading).to_be_visible()
    expect(page.get_by_text("期限が切れても消えない文章")).to_be_visible()
    if js:
        assert_accessible(page)
        assert_reflows(page)
    page.get_by_role("button", name="この内容を保存する").click()
    page.goto(purpose)
    expect(page.locator("textarea[id]").first).to_have_value("期限が切れても消えない文章")


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"media": "print"}])
def test_a_page_is_readable_in_forced_colours_and_on_paper(open_browser, planner, plan, media):
    page = open_browser(planner)
    page.emulate_media(**media)
    page.goto(f"/plans/{plan.pk}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if "media" in media:
        expect(page.locator(".site-nav")).not_to_be_visible()
