"""The main job, end to end: from the log-in page to the PDF, with every section written."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from smartplan.plans.models import ROWS, Picture
from smartplan.structure.keys import SectionKey
from tests.journeys.browsing import (
    cells,
    download,
    log_in,
    press,
    rows_of,
    submit,
    words_of,
    write_everywhere,
)
from tests.relevance.library import add_case

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "あおば市スマートシティ推進計画"


@pytest.fixture
def library(transactional_db) -> None:
    """The guidance, and one case that fits 推進体制."""
    call_command("load_structure", verbosity=0)
    add_case(
        "C901",
        "市と大学で設けた協議会",
        sections=("organization",),
        summary="市と大学と企業が協議会を設けた。",
        page="P12-13",
    )


def start_plan(page: Page) -> None:
    page.get_by_role("link", name="新しい計画を始める").click()
    expect(page.get_by_label("計画の名称")).to_have_value(TITLE)
    page.get_by_label("対象区域").fill("市全域")
    page.get_by_label("計画の初年度").select_option(label="令和9年度（2027年度）")
    press(page, "計画を始める")


def write_chapter(page: Page) -> list[str]:
    """A text in every box, a row in every table, and one page of every kind that has a page."""
    typed = []
    for kind in page.locator("button[value^='new:']").all():
        submit(kind)
        typed += write_everywhere(page.locator("#texts"))
        press(page, "保存して一覧に戻る")
    typed += write_everywhere(page.locator("#texts"))
    for table in page.locator("[data-rows]").all():
        typed += write_everywhere(table.locator("tbody"))
    for headings in page.locator("#theme-headings").all():
        headings.locator("summary").click()
        typed += write_everywhere(headings)
    return typed


def of_the_other_style(page: Page) -> list[str]:
    """What was written for the table of 大きな取組単位; the plan prints 事業単位."""
    names = ("[name^='heading_']", "[name^='roadmap_themes-']:not([type='checkbox'])[id]")
    return [box.input_value() for box in page.locator(", ".join(names)).all()]


def quote_the_case(page: Page) -> None:
    page.get_by_text("メモを付ける").click()
    page.get_by_label("引用のメモ").fill("参画団体の参考")
    page.get_by_role("button", name="引用する").click()
    expect(page.locator("#citations")).to_contain_text("参画団体の参考")


def test_a_planner_gets_from_the_log_in_page_to_a_pdf_with_every_section(
    page, planner, library, worker, tmp_path
):
    page.goto("/")
    log_in(page, "planner")
    start_plan(page)
    page.get_by_role("link", name="策定の趣旨・位置づけ").first.click()
    typed: list[str] = []
    left_out: list[str] = []
    for section in SectionKey:
        expect(page.get_by_role("heading", level=1)).to_contain_text(section.label)
        expect(page.locator("#guidance-heading")).to_be_visible()
        typed += write_chapter(page)
        if section is SectionKey.ORGANIZATION:
            quote_the_case(page)
        if section is SectionKey.ROADMAP:
            left_out = of_the_other_style(page)
        if section is SectionKey.GLOSSARY:
            page.get_by_label("はい", exact=True).check()
        press(page, "保存して次へ")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".task-list > li", has_text="用語集")).to_contain_text("完了")

    page.get_by_role("link", name="画面でプレビュー").click()
    shown = "".join(page.locator("main").inner_text().split())
    page.go_back()
    # It is made by the worker, and comes by itself as soon as it is there.
    pdf = download(page, page.get_by_role("button", name="PDFを取り出す").click, tmp_path)
    expect(page.locator("#export-pdf")).to_contain_text("今の内容です")
    assert pdf.name == f"{TITLE}（素案）.pdf"
    printed = words_of(pdf)
    for document in (printed, shown):
        assert [text for text in typed if text not in document] == left_out
        for fact in (TITLE, "素案", "あおば市", "市と大学で設けた協議会", "試験の資料集", "P12-13"):
            assert fact in document
    # Pictures are uploaded on a page of their own.
    assert [kind for kind in ROWS if not kind._default_manager.exists()] == [Picture]


def test_the_same_without_javascript_and_every_row_operation(
    plain_page, planner, library, worker, tmp_path
):
    page = plain_page
    page.goto("/")
    log_in(page, "planner")
    start_plan(page)
    home = page.url
    page.get_by_role("link", name="現状・課題").first.click()
    page.get_by_label("現状の概要").fill("バスの本数が減っています。")
    for title in ("通院の足がない", "担い手が足りない", "申請に時間がかかる"):
        rows_of(page, "issues").last.get_by_label("課題").first.fill(title)
        submit(page.get_by_role("button", name=re.compile(r"^行を追加.*課題")))
    submit(rows_of(page, "issues").nth(2).get_by_role("button", name="上へ"))
    assert cells(page, "issues", "title")[:3] == [
        "通院の足がない",
        "申請に時間がかかる",
        "担い手が足りない",
    ]
    submit(rows_of(page, "issues").nth(0).get_by_role("button", name="下へ"))
    rows_of(page, "issues").nth(2).get_by_label("削除").check()
    press(page, "保存")
    expect(page.get_by_text("課題「担い手が足りない」を削除しました。")).to_be_visible()
    assert cells(page, "issues", "title")[:2] == ["申請に時間がかかる", "通院の足がない"]

    page.goto(home)
    page.get_by_role("link", name="個別施策").first.click()
    press(page, "保存して施策を追加する")
    page.get_by_label("施策の名称").fill("AIデマンド交通")
    page.get_by_label("通院の足がない").check()
    press(page, "保存して一覧に戻る")
    page.goto(home)
    page.get_by_role("link", name="推進体制").first.click()
    page.get_by_role("button", name="引用する").click()
    expect(page.locator("#citations")).to_contain_text("市と大学で設けた協議会")
    press(page, "保存して計画に戻る")
    press(page, "PDFを取り出す")
    exports = page.locator("#export-pdf")
    link = exports.get_by_role("link", name="ダウンロード")
    while not link.is_visible():
        submit(exports.get_by_role("link", name="最新の状態を見る"))
    pdf = download(page, link.click, tmp_path)
    printed = words_of(pdf)
    for fact in ("バスの本数が減っています。", "申請に時間がかかる", "AIデマンド交通", "P12-13"):
        assert fact in printed
    assert "担い手が足りない" not in printed
