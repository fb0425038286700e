"""Writing a chapter: from Excel, by rows, and with cases that follow the text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from smartplan.plans.models import Measure, Plan, PopulationRow
from smartplan.structure.keys import SectionKey
from tests.journeys.browsing import cells, press, rows_of
from tests.plans.writing import fill_every_kind
from tests.relevance.library import add_case

pytestmark = pytest.mark.django_db(transaction=True)

EXCEL = (
    "年\t総人口（人）\t0～14歳\t15～64歳\t65歳以上\t実績・推計\r\n"
    "R2\t82,310\t9,120\t45,980\t27,210\t実績\r\n"
    "令和12年\t７５，４００\t7,500\t40,100\t27,800\t推計\r\n"
    "2040\t六万人台\t5,600\t32,200\t28,900\t見込み\r\n"
)


def chapter(plan: Plan, section: str) -> str:
    return f"/chapters/{plan.chapters.get(section=section).pk}/"


def test_a_table_from_excel_is_looked_at_row_by_row_and_then_taken_over(
    open_browser, planner, plan
):
    page = open_browser(planner)
    page.goto(chapter(plan, "situation"))
    page.get_by_label("現状の概要").fill("貼り付けの前に書いた文章")
    page.get_by_role("button", name=re.compile("Excelの表を貼り付ける.*人口")).click()
    page.locator("textarea").fill(EXCEL)
    press(page, "読み取って確認する")
    preview = page.locator("#preview")
    expect(preview.get_by_role("heading")).to_have_text("取り込む内容の確認（3行）")
    expect(preview).to_contain_text("3行目「総人口」：「六万人台」は数として読み取れません。")
    expect(preview).to_contain_text("3行目「実績・推計」：「見込み」は取り込めません。")
    assert PopulationRow.objects.count() == 0

    page.locator("textarea").fill(EXCEL.replace("見込み", "推計"))
    press(page, "読み取り直す")
    expect(preview).not_to_contain_text("見込み")
    press(page, "3行を取り込む")
    expect(page.get_by_text("人口に3行を取り込みました。")).to_be_visible()
    expect(page.get_by_label("現状の概要")).to_have_value("貼り付けの前に書いた文章")
    assert cells(page, "population_rows", "year")[:3] == ["R2", "令和12年", "2040"]
    assert cells(page, "population_rows", "total")[:3] == ["82,310", "７５，４００", "六万人台"]
    assert cells(page, "population_rows", "kind")[:3] == ["actual", "projection", "projection"]


def test_the_cases_stay_in_place_until_the_writer_asks_for_those_that_fit(
    open_browser, planner, plan
):
    for number in range(1, 6):
        add_case(f"C90{number}", f"施策の例{number}", sections=("measures",), summary="例です。")
    add_case("C911", "水位計による避難の判断", summary="川の水位計で避難の判断を早めた。")
    page = open_browser(planner)
    page.goto(chapter(plan, "measures"))
    titles = page.locator("#suggestions h3")
    before = titles.all_inner_texts()
    assert "水位計による避難の判断" not in before
    first = page.locator(".suggestion", has_text=before[0])
    first.get_by_text("メモを付ける").click()
    first.get_by_label("引用のメモ").fill("全体像に引用する")

    page.get_by_label("施策の全体像").press_sequentially("川の水位計で避難を早くする")
    expect(page.locator("#suggestions")).to_contain_text(
        "書いた内容に近い事例が見つかりました（1件）"
    )
    assert titles.all_inner_texts() == before
    expect(page.get_by_label("施策の全体像")).to_be_focused()

    page.get_by_role("button", name="見つかった事例を表示する").click()
    expect(titles.first).to_have_text("水位計による避難の判断")
    expect(page.get_by_role("link", name="水位計による避難の判断")).to_be_focused()
    after = ["水位計による避難の判断", *before]
    assert titles.all_inner_texts() == after
    expect(first.get_by_label("引用のメモ")).to_have_value("全体像に引用する")

    first.get_by_role("button", name="引用する").click()
    expect(page.locator("#citations")).to_contain_text("全体像に引用する")
    expect(page.locator("#suggestions")).to_contain_text(f"「{before[0]}」を引用しました。")
    assert titles.all_inner_texts() == after
    expect(page.get_by_label("施策の全体像")).to_have_value("川の水位計で避難を早くする")


def test_a_figure_follows_the_rows_and_a_reference_goes_in_at_the_cursor(
    open_browser, planner, plan
):
    PopulationRow.objects.create(plan=plan, year="2020", total="41357", position=1)
    measure = Measure.objects.create(plan=plan, name="予約バス", purpose="移動", position=1)
    page = open_browser(planner)
    page.goto(chapter(plan, "situation"))
    overview = page.get_by_label("現状の概要")
    overview.fill("人口が減り、で応えます。")
    overview.evaluate("text => text.setSelectionRange(6, 6)")
    page.get_by_text("参照を入れる（現状の概要）").press("Enter")
    choices = page.locator("#id_overview_reference")
    choices.select_option(label="施策1　予約バス")
    page.get_by_role("button", name="カーソルの位置に入れる").first.click()
    written = f"人口が減り、〔→施策#{measure.pk} 予約バス〕で応えます。"
    expect(overview).to_have_value(written)
    expect(overview).to_be_focused()

    page.get_by_text("人口グラフを見る").click()
    figure = page.locator("[data-figure='population']")
    expect(figure.locator("svg")).to_contain_text("41,357")
    page.locator("[name='population_rows-0-total']").fill("38246")
    expect(figure.locator("svg")).to_contain_text("38,246")
    assert PopulationRow.objects.get().total == "41357"

    press(page, "保存")
    expect(page.locator("[data-figure='population'] svg")).to_contain_text("38,246")
    assert plan.chapters.get(section="situation").situationtext.overview == written
    page.goto(f"/plans/{plan.pk}/preview/")
    page.get_by_role("link", name="施策1").click()
    expect(page).to_have_url(re.compile("#chapter-"))


def test_rows_are_added_moved_and_removed_on_the_page_and_saved_together(
    open_browser, planner, plan
):
    page = open_browser(planner)
    page.goto(chapter(plan, "glossary"))
    here = page.url
    for term in ("都市OS", "API", "オープンデータ"):
        rows_of(page, "terms").last.locator("[name$='-term']").fill(term)
        page.get_by_role("button", name=re.compile(r"^行を追加")).click()
    rows_of(page, "terms").nth(2).get_by_role("button", name="上へ").click()
    assert page.url == here
    press(page, "保存")
    assert cells(page, "terms", "term")[:3] == ["都市OS", "オープンデータ", "API"]
    rows_of(page, "terms").nth(0).get_by_label("削除").check()
    press(page, "保存")
    expect(page.get_by_text("用語「都市OS」を削除しました。")).to_be_visible()
    assert list(plan.terms.values_list("term", flat=True)) == ["オープンデータ", "API"]


def test_on_an_office_screen_the_last_column_of_every_table_is_in_sight(
    open_browser, planner, plan
):
    plan.start_year = 2027
    plan.save()
    fill_every_kind(plan)
    page = open_browser(planner)
    hidden = []
    for section in SectionKey.values:
        page.goto(chapter(plan, section))
        for region in page.locator(".table-scroll").all():
            if region.evaluate("region => region.scrollWidth > region.clientWidth"):
                hidden.append((section, region.get_attribute("aria-labelledby")))
    assert hidden == []
