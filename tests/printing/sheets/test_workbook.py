"""The Excel workbook, read back with openpyxl as a division would open it."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from smartplan.intake.sheets.sheet import ID_HEADING
from smartplan.plans.models import Indicator, IndicatorValue, Measure
from smartplan.plans.reading import read_plan
from smartplan.printing.sheets import render_xlsx


@pytest.fixture
def opened():
    """The workbook of a plan as it stands in the database now."""

    def open_it(plan):
        return load_workbook(BytesIO(render_xlsx(read_plan(plan))))

    return open_it


def lines(page) -> list[dict[str, object]]:
    """The lines below the heading, by heading."""
    headings = [cell.value for cell in page[4]]
    return [
        dict(zip(headings, (cell.value for cell in row), strict=True))
        for row in page.iter_rows(min_row=5)
    ]


def test_every_kind_of_row_has_its_sheet(opened, plan):
    assert opened(plan).sheetnames == [
        "指標（KPI）",
        "KPI（交付金の様式）",
        "施策",
        "課題",
        "推進組織",
        "構成団体",
        "委員名簿",
        "ロードマップ",
        "サービスとデータの連携",
        "用語集",
        "控え 指標（KPI）",
        "控え 施策",
        "選択肢",
    ]


def test_the_sheets_hold_what_the_plan_holds(opened, full_plan):
    book = opened(full_plan)
    names = [line["施策の名称"] for line in lines(book["施策"])]
    assert names == list(full_plan.measures.values_list("name", flat=True))
    assert [line["用語"] for line in lines(book["用語集"])] == list(
        full_plan.terms.values_list("term", flat=True)
    )
    keys = [line[ID_HEADING] for line in lines(book["指標（KPI）"])]
    assert keys == list(full_plan.indicators.values_list("pk", flat=True))


def test_an_empty_plan_gives_headings_to_fill_in(opened, plan):
    page = opened(plan)["指標（KPI）"]
    assert [cell.value for cell in page[4]][:4] == [ID_HEADING, "表示番号", "番号", "指標の名称"]
    assert page.max_row == 4


@pytest.mark.parametrize("typed", ["=1+1", "+81-3", "-5に減らす", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_nothing_that_was_typed_is_a_formula(opened, plan, typed):
    Measure.objects.create(plan=plan, name=typed)
    page = opened(plan)["施策"]
    cell = next(cell for cell in page[5] if cell.value == typed)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_numbers_are_numbers_and_words_stay_words(opened, plan):
    Indicator.objects.create(plan=plan, name="利用者", baseline_value="12,300", target_value="新規")
    Indicator.objects.create(plan=plan, name="割合", baseline_value="38.50", target_value="45％")
    Indicator.objects.create(plan=plan, name="世帯", baseline_value="４５，０００")
    first, second, third = lines(opened(plan)["指標（KPI）"])
    assert third["基準値"] == 45000
    assert (first["基準値"], first["目標値"]) == (12300, "新規")
    assert (second["基準値"], second["目標値"]) == (38.5, "45％")


def test_control_characters_do_not_stop_the_file(opened, plan):
    Measure.objects.create(plan=plan, name="見え\x0bない\x1f字 𠮷野 葛󠄀")
    assert lines(opened(plan)["施策"])[0]["施策の名称"] == "見えない字 𠮷野 葛󠄀"


def test_choices_can_be_picked_from_a_list(opened, plan):
    Indicator.objects.create(plan=plan, name="利用者")
    book = opened(plan)
    page = book["指標（KPI）"]
    offered = []
    for validation in page.data_validations.dataValidation:
        reference = validation.formula1.rpartition("!")[2].replace("$", "")
        offered.append([cell.value for (cell,) in book["選択肢"][reference]])
    assert ["増やす", "減らす", "維持する", "実現する"] in offered
    assert book["選択肢"].sheet_state == "hidden"


def test_the_sheets_print_on_a4_or_a3_with_their_headings_on_each_page(opened, full_plan):
    papers = {page.title: page.page_setup.paperSize for page in opened(full_plan).worksheets[:-3]}
    assert (papers["指標（KPI）"], papers["施策"], papers["構成団体"]) == (8, 8, 9)
    assert set(papers.values()) == {8, 9}
    for page in opened(full_plan).worksheets[:-3]:
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == "$4:$4"
        assert page.freeze_panes is not None


def test_the_grant_form_tells_what_each_year_adds(opened, plan):
    plan.start_year, plan.years, plan.year_style = 2026, 3, "western"
    plan.save()
    row = Indicator.objects.create(plan=plan, name="利用者", unit="人", baseline_value="1,000")
    for year, value in ((2026, "1,200"), (2027, "調査中"), (2028, "1,150")):
        IndicatorValue.objects.create(plan=plan, indicator=row, year=year, value=value)
    (line,) = lines(opened(plan)["KPI（交付金の様式）"])
    assert line["事業開始前（現時点）"] == 1000
    assert line["2026年度\n増加分"] == 200
    assert line["2027年度\n増加分"] is None
    assert line["2028年度\n増加分"] == -50
    assert line["増加分の累計"] == 150
    assert line["備考"] == "数値ではないため計算に入れていない年度：2027年度"


def test_a_baseline_in_words_is_named_in_the_grant_form(opened, plan):
    row = Indicator.objects.create(plan=plan, name="新しい窓口", baseline_value="新規")
    IndicatorValue.objects.create(plan=plan, indicator=row, year=2026, value="10")
    (line,) = lines(opened(plan)["KPI（交付金の様式）"])
    assert line["事業開始前（現時点）"] == "新規"
    assert line["備考"] == "基準値が数値ではないため、増加分を計算できません。"
