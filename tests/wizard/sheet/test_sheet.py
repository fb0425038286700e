"""A filled Excel sheet comes back: what differs is shown, then taken over."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from smartplan.plans.actions import start_plan
from smartplan.plans.models import Field, Indicator, IndicatorValue, Measure, Revision
from smartplan.plans.reading import read_plan
from smartplan.printing.sheets import render_xlsx
from smartplan.wizard.sheet.saving import opened

KPI, MEASURES = "指標（KPI）", "施策"


@pytest.fixture
def rows(plan):
    """A field, a measure, and an indicator with a value for 2027."""
    plan.start_year, plan.years, plan.year_style = 2026, 2, "western"
    plan.save()
    field = Field.objects.create(plan=plan, name="移動", position=1)
    measure = Measure.objects.create(plan=plan, name="予約バス", field=field, purpose="足を守る")
    row = Indicator.objects.create(
        plan=plan, name="利用者", unit="人", baseline_value="12,300", target_value="20,000"
    )
    IndicatorValue.objects.create(plan=plan, indicator=row, year=2027, value="15,000")
    return field, measure, row


@pytest.fixture
def send(logged_in, planner, plan):
    """Fill in the workbook of the plan and send it: `send("indicators", {"D5": "利用者数"})`."""
    browser = logged_in(planner)
    address = reverse("wizard:sheet", args=[plan.pk])

    def post(kind, cells, title=KPI, book=None):
        book = book or workbook_of(plan)
        for place, value in cells.items():
            book[title][place] = value
        file = BytesIO()
        book.save(file)
        sent = SimpleUploadedFile("記入済み.xlsx", file.getvalue())
        return browser.post(address, {"rows": kind, "file": sent})

    return post


@pytest.fixture
def confirm(logged_in, planner, plan):
    browser = logged_in(planner)

    def post(page, take=("0",), **more):
        changes = re.search(r'name="changes" value="([^"]+)"', page.content.decode())[1]
        posted = {"do": "confirm", "changes": changes, "take": list(take), **more}
        return browser.post(reverse("wizard:sheet", args=[plan.pk]), posted, follow=True)

    return post


def workbook_of(plan):
    return load_workbook(BytesIO(render_xlsx(read_plan(plan))))


def shown(page) -> list[tuple[str, ...]]:
    """The differences on the page: heading, before, after."""
    body = page.content.decode()
    pairs = re.findall(
        r'<th scope="row">(.*?)</th>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>', body, re.S
    )
    return [tuple(re.sub(r"<.*?>", "", cell) for cell in pair) for pair in pairs]


def place_of(plan, heading, title=KPI, line=5):
    page = workbook_of(plan)[title]
    return next(f"{cell.column_letter}{line}" for cell in page[4] if cell.value == heading)


def test_an_untouched_file_changes_nothing(send, rows):
    page = send("indicators", {}).content.decode()
    assert "計画と違うところはありません。" in page


def test_differences_are_shown_and_stored_only_when_confirmed(send, confirm, rows, plan):
    _field, _measure, row = rows
    cells = {
        place_of(plan, "目標値"): 21500,
        place_of(plan, "2027年度"): "15,500",
        place_of(plan, "めざす方向"): "増やす",
    }
    page = send("indicators", cells)
    assert shown(page) == [
        ("めざす方向", "（空欄）", "増やす"),
        ("目標値", "20,000", "21500"),
        ("2027年度", "15,000", "15,500"),
    ]
    row.refresh_from_db()
    assert row.target_value == "20,000"
    done = confirm(page).content.decode()
    assert "Excelから取り込みました：変更1行、追加0行。" in done
    row.refresh_from_db()
    assert (row.target_value, row.direction, row.version) == ("21500", "increase", 2)
    assert row.values.get().value == "15,500"
    assert Revision.objects.filter(unit="indicators", unit_id=row.pk).count() == 1


def test_a_new_line_becomes_a_new_row(send, confirm, rows, plan):
    cells = {
        place_of(plan, "施策の名称", MEASURES, 6): "見守りセンサー",
        place_of(plan, "分野", MEASURES, 6): "A　移動",
    }
    page = send("measures", cells, MEASURES)
    assert "（新しい行）" in page.content.decode()
    confirm(page)
    added = Measure.objects.get(name="見守りセンサー")
    assert (added.plan, added.field, added.position) == (plan, rows[0], 1)


def test_rows_that_were_not_chosen_stay(send, confirm, rows, plan):
    page = send("indicators", {place_of(plan, "目標値"): "1"})
    confirm(page, take=())
    rows[2].refresh_from_db()
    assert rows[2].target_value == "20,000"


def test_what_somebody_saved_meanwhile_is_not_overwritten(send, confirm, rows, plan):
    row = rows[2]
    page = send("indicators", {place_of(plan, "目標値"): "1", place_of(plan, "出典"): "統計書"})
    Indicator.objects.filter(pk=row.pk).update(target_value="30,000")
    done = confirm(page).content.decode()
    assert "次は取り込んでいません：「利用者」の目標値" in done
    row.refresh_from_db()
    assert (row.target_value, row.source) == ("30,000", "統計書")


def test_a_word_that_is_not_on_the_list_is_named_and_not_taken(send, rows, plan):
    page = send("indicators", {place_of(plan, "めざす方向"): "ふやしたい"}).content.decode()
    assert "5行目：「めざす方向」の「ふやしたい」は一覧にありません。" in page
    assert "増やす、減らす、維持する、実現する" in page


def test_lines_of_another_plan_are_not_taken(send, rows, plan):
    page = send("indicators", {"A5": 987654}).content.decode()
    assert "管理番号「987654」の行はこの計画にありません。" in page


def test_an_opinion_is_shown_and_not_stored(send, rows, plan):
    cells = {place_of(plan, "確認欄（意見・修正の理由）"): "目標が高すぎます"}
    page = send("indicators", cells).content.decode()
    assert "確認欄に書かれた意見" in page
    assert "目標が高すぎます" in page
    assert "計画と違うところはありません。" in page


def test_a_formula_without_a_result_does_not_empty_the_cell(send, rows, plan):
    page = send("indicators", {place_of(plan, "目標値"): "=10000*2"}).content.decode()
    assert "「目標値」の計算式の結果がファイルにありません。" in page
    assert "計画と違うところはありません。" in page


def test_days_come_as_people_type_them(send, rows, plan):
    page = send("indicators", {place_of(plan, "目標値の年次"): date(2028, 3, 31)})
    assert shown(page) == [("目標値の年次", "（空欄）", "2028年3月31日")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a workbook", "Excelのファイル（.xlsx）として読めません。"),
        (b"PK\x03\x04 half a file", "Excelのファイル（.xlsx）として読めません。"),
    ],
)
def test_other_files_are_refused_with_what_to_do(logged_in, planner, plan, content, words):
    file = SimpleUploadedFile("計画.xlsx", content)
    address = reverse("wizard:sheet", args=[plan.pk])
    answer = logged_in(planner).post(address, {"rows": "indicators", "file": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_file_that_unpacks_to_gigabytes_is_refused(logged_in, planner, plan):
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (120 * 1024 * 1024))
    address = reverse("wizard:sheet", args=[plan.pk])
    file = SimpleUploadedFile("計画.xlsx", bomb.getvalue())
    answer = logged_in(planner).post(address, {"rows": "indicators", "file": file})
    assert "ファイルの中身が大きすぎます。" in answer.content.decode()


def test_changes_shown_for_one_plan_are_not_taken_over_in_another(send, rows, plan, planner):
    page = send("indicators", {place_of(plan, "目標値"): "1"})
    changes = re.search(r'name="changes" value="([^"]+)"', page.content.decode())[1]
    other = start_plan(
        municipality=plan.municipality, by=planner, title="別の計画", start_year=2026, years=2
    )

    assert opened(plan, changes) is not None
    assert opened(other, changes) is None


def test_a_new_line_sent_twice_is_added_once(send, confirm, rows, plan):
    cells = {place_of(plan, "施策の名称", MEASURES, 6): "見守りセンサー"}
    page = send("measures", cells, MEASURES)
    confirm(page)

    again = confirm(page).content.decode()

    assert "「見守りセンサー」（同じ内容の行がすでにあります）" in again
    assert Measure.objects.filter(name="見守りセンサー").count() == 1


def test_another_line_chosen_after_going_back_is_added_too(send, confirm, rows, plan):
    cells = {
        place_of(plan, "施策の名称", MEASURES, 6): "見守りセンサー",
        place_of(plan, "施策の名称", MEASURES, 7): "避難所の案内",
    }
    page = send("measures", cells, MEASURES)
    confirm(page, take=("0",), once="a-mark-of-one-preview")
    done = confirm(page, take=("1",), once="a-mark-of-one-preview").content.decode()
    assert "Excelから取り込みました：変更0行、追加1行。" in done
    names = list(Measure.objects.values_list("name", flat=True))
    assert names == ["予約バス", "見守りセンサー", "避難所の案内"]


def test_a_line_sent_again_is_named_where_somebody_has_changed_its_row(send, confirm, rows, plan):
    cells = {
        place_of(plan, "施策の名称", MEASURES, 6): "見守りセンサー",
        place_of(plan, "目的", MEASURES, 6): "見守る",
    }
    page = send("measures", cells, MEASURES)
    confirm(page, once="a-mark-of-one-preview")
    Measure.objects.filter(name="見守りセンサー").update(purpose="同僚の目的")
    done = confirm(page, take=("0", "9"), once="a-mark-of-one-preview").content.decode()
    assert "変更0行、追加0行。" in done
    assert "次は取り込んでいません：「見守りセンサー」の目的。" in done
    assert Measure.objects.get(name="見守りセンサー").purpose == "同僚の目的"


def test_a_field_deleted_after_the_preview_is_left_out_instead_of_an_error(
    send, confirm, rows, plan
):
    field, measure, _ = rows
    other = Field.objects.create(plan=plan, name="健康", position=2)
    cells = {
        place_of(plan, "分野", MEASURES, 5): "B　健康",
        place_of(plan, "施策の名称", MEASURES, 6): "見守りセンサー",
        place_of(plan, "分野", MEASURES, 6): "B　健康",
    }
    page = send("measures", cells, MEASURES)
    other.delete()

    done = confirm(page, take=("0", "1")).content.decode()

    assert "「予約バス」の分野" in done
    assert "「見守りセンサー」（選んだ分野が削除されています）" in done
    measure.refresh_from_db()
    assert measure.field == field


def test_changes_that_we_did_not_write_are_not_taken(logged_in, planner, plan):
    address = reverse("wizard:sheet", args=[plan.pk])
    answer = logged_in(planner).post(
        address, {"do": "confirm", "changes": "forged", "take": "0"}, follow=True
    )
    assert "もう一度ファイルを選んでください。" in answer.content.decode()


def test_the_kind_of_year_of_an_indicator_comes_back(send, confirm, rows, plan):
    page = send("indicators", {place_of(plan, "年・年度"): "年"})
    assert shown(page) == [("年・年度", "年度", "年")]
    confirm(page)
    rows[2].refresh_from_db()
    assert rows[2].year_kind == "calendar"


def test_a_file_made_earlier_does_not_undo_what_another_division_changed(send, confirm, rows, plan):
    earlier = workbook_of(plan)
    confirm(send("indicators", {place_of(plan, "目標値"): "21,500"}))
    page = send("indicators", {place_of(plan, "出典"): "統計書"}, book=earlier)
    assert shown(page) == [("出典", "（空欄）", "統計書")]


def test_what_changed_on_both_sides_is_said_and_not_chosen(send, confirm, rows, plan):
    earlier = workbook_of(plan)
    confirm(send("indicators", {place_of(plan, "目標値"): "21,500"}))
    page = send("indicators", {place_of(plan, "目標値"): "25,000"}, book=earlier)
    assert shown(page) == [
        ("目標値", "21,500このExcelを作ったあとに変わりました。", "25,000"),
    ]
    assert 'id="take-0" aria-label' in page.content.decode()


def test_a_new_line_that_is_taken_over_already_is_not_new_again(send, confirm, rows, plan):
    cells = {place_of(plan, "施策の名称", MEASURES, 6): "見守りセンサー"}
    earlier = workbook_of(plan)
    confirm(send("measures", cells, MEASURES))
    page = send("measures", cells, MEASURES, book=earlier).content.decode()
    assert "計画と違うところはありません。" in page
    assert Measure.objects.filter(name="見守りセンサー").count() == 1


def test_a_sheet_without_a_column_keeps_what_the_plan_says_there(send, confirm, rows, plan):
    measure = rows[1]
    book = workbook_of(plan)
    place = next(cell for cell in book[MEASURES][4] if cell.value == "目的")
    book[MEASURES].delete_cols(place.column)
    division = next(cell for cell in book[MEASURES][4] if cell.value == "担当課").column_letter
    page = send("measures", {f"{division}5": "交通課"}, MEASURES, book=book)
    assert shown(page) == [("担当課", "（空欄）", "交通課")]
    assert "見出しのない列は変えません：目的" in page.content.decode()
    confirm(page)
    measure.refresh_from_db()
    assert (measure.purpose, measure.division) == ("足を守る", "交通課")


def test_what_a_sheet_would_empty_is_counted_and_named(send, confirm, rows, plan):
    page = send("measures", {place_of(plan, "目的", MEASURES): None}, MEASURES)
    body = page.content.decode()
    assert "<strong>空欄になる入力：1か所</strong>（「予約バス」の「目的」）" in body
    confirm(page)
    rows[1].refresh_from_db()
    assert rows[1].purpose == ""
    assert "空欄になる入力" not in send("measures", {}, MEASURES).content.decode()


def test_words_in_a_column_that_is_only_shown_are_not_dropped_in_silence(send, rows, plan):
    page = send("measures", {place_of(plan, "SDGs", MEASURES): "11"}, MEASURES).content.decode()
    assert "5行目：灰色の列「SDGs」は参照用のため、取り込みません。" in page
