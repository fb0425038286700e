"""Several people at one plan, each in a browser of their own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from smartplan.municipalities.models import Division
from smartplan.plans.models import Measure, Plan, PurposeText
from tests.conftest import PASSWORD
from tests.journeys.axe import assert_accessible, assert_reflows
from tests.journeys.browsing import log_in, log_out, press
from tests.relevance.library import add_case

pytestmark = pytest.mark.django_db(transaction=True)


def chapter(plan: Plan, section: str) -> str:
    """The address of a plan's chapter."""
    return f"/chapters/{plan.chapters.get(section=section).pk}/"


def test_two_planners_save_the_same_section_and_the_second_decides(
    open_browser, planner, colleague, plan
):
    mine, theirs = open_browser(planner), open_browser(colleague)
    for page in (mine, theirs):
        page.goto(chapter(plan, "purpose"))
    theirs.get_by_label("策定の背景").fill("次郎が書いた背景")
    theirs.get_by_label("計画の位置づけ").fill("次郎が書いた位置づけ")
    press(theirs, "保存")
    mine.get_by_label("策定の背景").fill("花子が書いた背景")
    mine.get_by_label("策定の趣旨").fill("花子が書いた趣旨")
    press(mine, "保存")

    expect(mine.get_by_role("heading", name="ほかの人が先に保存しています")).to_be_visible()
    expect(mine.locator("#conflict")).to_contain_text("取り込みました：計画の位置づけ")
    expect(mine.get_by_label("計画の位置づけ")).to_have_value("次郎が書いた位置づけ")
    difference = mine.locator(".card", has=mine.get_by_role("heading", name="策定の背景"))
    expect(difference).to_contain_text("花子が書いた背景")
    expect(difference).to_contain_text("次郎が書いた背景")
    expect(mine.locator(".card h3")).to_have_text(["策定の背景"])
    expect(mine.get_by_label("策定の背景")).to_have_value("花子が書いた背景")
    assert PurposeText.objects.get().background == "次郎が書いた背景"
    assert_accessible(mine)
    assert_reflows(mine)

    mine.get_by_label("策定の背景").fill("次郎が書いた背景\n\n花子が書いた背景")
    press(mine, "保存")
    theirs.goto(chapter(plan, "purpose"))
    expect(theirs.get_by_label("策定の背景")).to_have_value("次郎が書いた背景\n\n花子が書いた背景")
    expect(theirs.get_by_label("策定の趣旨")).to_have_value("花子が書いた趣旨")
    expect(theirs.get_by_label("計画の位置づけ")).to_have_value("次郎が書いた位置づけ")


def test_a_case_that_a_curator_corrects_is_corrected_in_the_wizard_and_one_withdrawn_stays_quoted(
    open_browser, planner, curator, plan
):
    case = add_case("C901", "まちがった題名", sections=("organization",), summary="協議会の例")
    page, admin = open_browser(planner), open_browser(curator)
    page.goto(chapter(plan, "organization"))
    expect(page.get_by_role("link", name="まちがった題名")).to_be_visible()

    admin.goto(f"/admin/cases/case/{case.pk}/change/")
    admin.get_by_label("題名:").fill("直した題名")
    admin.get_by_role("button", name="保存", exact=True).first.click()
    expect(admin.locator(".messagelist")).to_contain_text("変更しました")
    page.reload()
    page.get_by_role("button", name="引用する").click()
    expect(page.locator("#citations")).to_contain_text("直した題名")

    admin.goto(f"/admin/cases/case/{case.pk}/change/")
    admin.get_by_label("公開状態:").select_option(label="取下げ")
    admin.get_by_role("button", name="保存", exact=True).first.click()
    expect(admin.locator(".messagelist")).to_contain_text("変更しました")
    assert Case.objects.get().status == "withdrawn"
    page.reload()
    citation = page.locator("#citations")
    expect(citation).to_contain_text("直した題名")
    expect(citation).to_contain_text("事例は公開を終了しました。")
    expect(page.locator("#suggestions")).not_to_contain_text("直した題名")
    page.goto(f"/plans/{plan.pk}/preview/")
    expect(page.locator("main")).to_contain_text("試験の資料集")


def test_an_outsider_gets_nowhere_and_a_viewer_reads_but_cannot_write(
    open_browser, outsider, viewer, plan
):
    measure = Measure.objects.create(plan=plan, name="見守りの仕組み", position=1)
    addresses = [
        f"/plans/{plan.pk}/",
        chapter(plan, "measures"),
        f"/measures/{measure.pk}/",
        f"/plans/{plan.pk}/preview/",
        f"/plans/{plan.pk}/plan.pdf",
        f"/municipalities/{plan.municipality.code}/members/",
    ]
    page = open_browser(outsider)
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_contain_text("見つかりません")
        assert plan.title not in page.content()
    page.goto("/")
    assert plan.title not in page.content()

    page = open_browser(viewer)
    page.goto("/")
    page.get_by_role("link", name=plan.title).click()
    page.get_by_role("link", name="個別施策").first.click()
    expect(page.get_by_text("閲覧の権限で開いています。")).to_be_visible()
    page.get_by_role("link", name="見守りの仕組み", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("見守りの仕組み")
    assert page.locator("main form").count() == 0
    for address in (f"/plans/{plan.pk}/settings/", f"/plans/{plan.pk}/measures/new/"):
        assert page.goto(address).status == 403


def test_what_was_written_when_the_log_in_expired_waits_for_its_writer_alone(
    open_browser, planner, colleague, plan
):
    page = open_browser(planner)
    page.goto(chapter(plan, "purpose"))
    page.get_by_label("策定の背景").fill("花子だけが見る書きかけ")
    page.context.clear_cookies(name="sessionid")
    press(page, "保存")
    log_in(page, "colleague")
    kept = page.url
    assert "花子だけが見る書きかけ" not in page.content()
    assert page.goto(kept).status == 404
    log_out(page)

    page.goto(kept)
    log_in(page, "planner")
    expect(page.get_by_text("花子だけが見る書きかけ")).to_be_visible()
    press(page, "この内容を保存する")
    page.goto(chapter(plan, "purpose"))
    expect(page.get_by_label("策定の背景")).to_have_value("花子だけが見る書きかけ")


def test_a_manager_invites_a_colleague_who_joins_and_writes(open_browser, manager, plan, town):
    Division.objects.create(municipality=town, name="交通政策課", position=1)
    page, guest = open_browser(manager), open_browser()
    page.goto("/")
    page.get_by_role("link", name="管理", exact=True).click()
    page.get_by_role("link", name="利用者を招待する").click()
    page.get_by_label("氏名").fill("新人 五郎")
    page.get_by_label("編集者：").check()
    press(page, "招待のリンクを作る")
    link = page.locator("#one-time-link").input_value()

    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_contain_text("あおば市の利用者になる")
    guest.get_by_label("ログイン名").fill("goro")
    for box in guest.locator("input[type='password']").all():
        box.fill(PASSWORD)
    press(guest, "登録してログインする")
    guest.goto(chapter(plan, "measures"))
    guest.get_by_label("施策の全体像").fill("五郎が書いた全体像")
    press(guest, "保存して計画に戻る")
    expect(guest.locator(".task-list > li", has_text="個別施策")).to_contain_text("新人 五郎")

    page.goto(f"/municipalities/{town.code}/members/")
    expect(page.get_by_role("row", name=re.compile("新人 五郎"))).to_contain_text("編集者")
    spent: Page = open_browser()
    assert spent.goto(link).status in {404, 410}
