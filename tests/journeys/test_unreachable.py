"""The server cannot be reached when somebody saves: what they typed is there and is saved later."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from smartplan.plans.models import Measure, Plan, PurposeText
from tests.conftest import PASSWORD
from tests.journeys.browsing import log_in, log_out, press
from tests.journeys.conftest import FLAGS

pytestmark = pytest.mark.django_db(transaction=True)

WRITTEN = ("市民の声を聞いて書いた、消えては困る文章です。" * 13)[:290]
UNREACHABLE = "サーバーにつながりません。入力した内容は、この画面に残っています。"


def purpose(plan: Plan) -> str:
    return f"/chapters/{plan.chapters.get(section='purpose').pk}/"


def new_measure(plan: Plan) -> str:
    return f"/plans/{plan.pk}/measures/new/"


def settings(plan: Plan) -> str:
    return f"/plans/{plan.pk}/settings/"


def go_offline(page: Page, *, offline: bool = True) -> None:
    page.context.set_offline(offline)


def press_in_vain(page: Page, name: str) -> None:
    """Press a button while no server answers; the browser shows its own page of the error.

    Not faster than a person: Chromium notes once a second what stands in the forms of a page.
    """
    page.wait_for_timeout(2_000)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page).to_have_url(re.compile("^chrome-error:"))


def go_back(page: Page) -> None:
    page.go_back(wait_until="commit")


def test_while_one_writes_without_a_server_the_page_says_that_nothing_is_lost(
    open_browser, planner, plan, watch
):
    page = open_browser(planner)
    page.goto(purpose(plan))
    go_offline(page)
    page.get_by_label("策定の背景").fill(WRITTEN)
    expect(page.get_by_role("alert").filter(has_text=UNREACHABLE)).to_be_in_viewport()
    expect(page.get_by_label("策定の背景")).to_have_value(WRITTEN)
    watch.seen.clear()

    go_offline(page, offline=False)
    page.get_by_label("策定の趣旨").fill("つながったあとの趣旨")
    expect(page.get_by_text(UNREACHABLE)).not_to_be_visible()
    press(page, "保存")
    expect(page.get_by_text("を保存しました")).to_be_visible()
    assert PurposeText.objects.get().background == WRITTEN


def test_what_the_back_button_brought_back_is_not_left_unasked(open_browser, planner, plan, watch):
    page = open_browser(planner)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/")
    page.goto(purpose(plan))
    page.get_by_label("策定の背景").fill(WRITTEN)
    go_offline(page)
    press_in_vain(page, "保存")
    go_back(page)
    expect(page.get_by_label("策定の背景")).to_have_value(WRITTEN)
    go_offline(page, offline=False)
    page.get_by_label("策定の背景").click()
    page.goto("/")
    assert asked == ["beforeunload"]
    watch.seen.clear()


@pytest.mark.parametrize(
    ("address", "label", "button"),
    [
        (purpose, "策定の背景", "保存"),
        (new_measure, "施策の名称", "保存"),
        (settings, "計画の名称", "保存して計画に戻る"),
    ],
)
def test_the_back_button_brings_back_what_was_typed_when_the_save_did_not_arrive(
    open_browser, planner, plan, address, label, button
):
    page = open_browser(planner, js=False)
    page.goto("/")
    page.goto(address(plan))
    page.get_by_label(label).fill(WRITTEN)
    go_offline(page)
    for _ in range(2):
        press_in_vain(page, button)
        go_back(page)
        expect(page.get_by_label(label)).to_have_value(WRITTEN)


def test_what_the_back_button_brought_back_is_saved_when_the_server_is_there_again(
    open_browser, planner, plan
):
    page = open_browser(planner, js=False)
    page.goto("/")
    page.goto(new_measure(plan))
    page.get_by_label("施策の名称").fill("バスの予約")
    page.get_by_label("取組内容").fill(WRITTEN)
    go_offline(page)
    press_in_vain(page, "保存")
    go_back(page)
    go_offline(page, offline=False)
    press(page, "保存")
    expect(page.get_by_text("施策「バスの予約」を追加しました。")).to_be_visible()
    assert [each.actions for each in Measure.objects.all()] == [WRITTEN]


def test_it_comes_back_also_after_a_save_that_went_well(open_browser, planner, plan):
    """The message 「保存しました」 changes no cookie: the browser would ask the server again."""
    page = open_browser(planner, js=False)
    page.goto("/")
    page.goto(purpose(plan))
    page.get_by_label("策定の趣旨").fill("先に保存した趣旨")
    press(page, "保存")
    page.get_by_label("策定の背景").fill(WRITTEN)
    go_offline(page)
    press_in_vain(page, "保存")
    go_back(page)
    expect(page.get_by_label("策定の背景")).to_have_value(WRITTEN)


def test_it_comes_back_also_where_the_save_before_met_a_newer_one(
    open_browser, planner, colleague, plan
):
    mine, theirs = open_browser(planner, js=False), open_browser(colleague)
    mine.goto("/")
    for page in (mine, theirs):
        page.goto(purpose(plan))
    theirs.get_by_label("策定の背景").fill("次郎が書いた背景")
    press(theirs, "保存")
    mine.get_by_label("策定の背景").fill("花子が書いた背景")
    press(mine, "保存")
    expect(mine.get_by_role("heading", name="ほかの人が先に保存しています")).to_be_visible()

    mine.get_by_label("策定の背景").fill(WRITTEN)
    go_offline(mine)
    press_in_vain(mine, "保存")
    go_back(mine)
    expect(mine.get_by_label("策定の背景")).to_have_value(WRITTEN)
    go_offline(mine, offline=False)
    press(mine, "保存")
    expect(mine.get_by_text("を保存しました")).to_be_visible()
    assert PurposeText.objects.get().background == WRITTEN


@pytest.fixture
def keeping_browser(chromium) -> Iterator[Browser]:
    """A browser that keeps whole pages for 「戻る」, as Edge does (Playwright turns that off)."""
    browser = chromium.browser_type.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


@pytest.mark.parametrize("keeps_whole_pages", [False, True])
def test_after_a_log_out_the_back_button_shows_no_chapter_on_a_shared_desk(
    chromium, keeping_browser, live_server, planner, plan, keeps_whole_pages
):
    browser = keeping_browser if keeps_whole_pages else chromium
    page = browser.new_context(base_url=live_server.url, locale="ja-JP").new_page()
    page.goto("/login/")
    log_in(page, planner.username, PASSWORD)
    page.goto(purpose(plan))
    page.get_by_label("策定の背景").fill(WRITTEN)
    press(page, "保存")
    expect(page.get_by_text("を保存しました")).to_be_visible()
    log_out(page)
    go_back(page)
    expect(page.get_by_role("heading", name="ログイン", exact=True)).to_be_visible()
    expect(page.get_by_text(WRITTEN)).to_have_count(0)
    page.context.close()


def test_a_row_that_was_added_without_a_save_comes_back_in_a_browser_that_keeps_whole_pages(
    keeping_browser, live_server, planner, plan
):
    page = keeping_browser.new_context(base_url=live_server.url, locale="ja-JP").new_page()
    page.goto("/login/")
    log_in(page, planner.username, PASSWORD)
    page.goto(purpose(plan))
    names = page.locator("[name^='related_plans-'][name$='-name']")
    before = names.count()
    table = page.locator("[data-rows='related_plans']")
    table.get_by_role("button", name=re.compile("行を追加")).click()
    expect(names).to_have_count(before + 1)
    names.last.fill(WRITTEN)
    go_offline(page)
    press_in_vain(page, "保存")
    go_back(page)
    expect(names).to_have_count(before + 1)
    expect(names.last).to_have_value(WRITTEN)
    page.context.close()
