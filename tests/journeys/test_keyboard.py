"""Everything works with the keyboard alone, and the focus is seen wherever it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

MOST_STOPS = 150

STOP = """() => {
    const here = document.activeElement;
    // Between the end and the start of the page, or where a link within it has led.
    if (here === document.body || here.tabIndex < 0) return { name: "", outline: null };
    const style = getComputedStyle(here);
    const named = (here.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
    const words = named.length ? named.map(id => document.getElementById(id)) : [
        ...(here.labels?.length ? here.labels : [here])];
    const box = here.getBoundingClientRect();
    // Of a tall text at the edge of the screen, the part that is on the screen.
    const height = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const middle = document.elementFromPoint(box.x + box.width / 2, height);
    return {
        name: words.map(each => each.textContent.replace(/※..\\s*$/, "").trim()).join(" "),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        seen: middle !== null && (here.contains(middle) || middle.contains(here)),
    };
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus; every stop on the way must be seen."""
    page.wait_for_load_state()
    stops: list[str] = []
    for _ in range(MOST_STOPS):
        stop = page.evaluate(STOP)
        if stop["outline"] is not None:
            assert stop["outline"] >= 2, f"the focus is not drawn: {stop}"
            assert stop["seen"], f"something hides what has the focus: {stop}"
        if stop["name"] == name:
            return
        stops.append(stop["name"])
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached with Tab; the stops were {stops}")


def enter(page: Page) -> None:
    """Press Enter where it leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_keyboard_alone_is_enough_and_shows_where_it_is(open_browser, planner, plan):
    page = open_browser()
    page.goto("/")
    tab_to(page, "ログイン名")
    page.keyboard.type("planner")
    tab_to(page, "パスワード")
    page.keyboard.type(PASSWORD)
    enter(page)
    tab_to(page, plan.title)
    enter(page)
    tab_to(page, "本文へ移動")
    page.keyboard.press("Enter")
    tab_to(page, "第3章　基本方針")
    enter(page)
    tab_to(page, "将来像")
    page.keyboard.insert_text("誰もが行きたいところへ行けるまち")
    tab_to(page, "行を追加（基本理念）")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("市民が主役")
    tab_to(page, "いいえ、あとで続ける")
    page.keyboard.press("ArrowUp")
    tab_to(page, "保存して計画に戻る")
    enter(page)
    expect(page.locator(".task-list > li", has_text="基本方針")).to_contain_text("完了")
    assert list(plan.philosophies.values_list("name", flat=True)) == ["市民が主役"]

    page.goto("/plans/new/")
    tab_to(page, "計画の名称")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    enter(page)
    expect(page.locator("#error-summary")).to_be_focused()
    tab_to(page, "計画の名称を入力してください。")
    page.keyboard.press("Enter")
    expect(page.get_by_label("計画の名称")).to_be_focused()
