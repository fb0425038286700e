"""The CSV pages of the admin: preview, confirm, download."""

import csv
import io
import os
from io import BytesIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.html import escape

from cases.csv_files import decoded
from cases.models import Case, PolicyField
from smartplan.municipalities.models import Municipality

pytestmark = pytest.mark.django_db

LIST = "/admin/cases/case/"
HEADINGS = (
    "事例番号,題名,種類,取組主体,団体コード,都道府県,人口規模,類型,主題,計画の項目,段階,論点,分野,概要,学べること,主な数値,"
    "年次,出典,出典のページ,出典時点,備考,公開状態"
)
NEW = (
    "C901,専任の課を置く,自治体事例,会津若松市,72028,福島県,10万-30万,行政主導型,庁内体制,推進体制；個別施策,"
    '計画（戦略）作成段階,推進体制,行政運営,若手の課を新設した。,見返りを示す。,"32名\n3年",2021年度,'
    "みどり県スマートシティ事例集,P4,,,公開"
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def browser(logged_in, curator):
    return logged_in(curator)


@pytest.fixture
def library(make_case):
    PolicyField.objects.create(name="行政運営")
    Municipality.objects.create(
        code="072028", name="会津若松市", kana="あいづわかまつし", prefecture="福島県", kind="city"
    )
    return make_case("C900", title="前からある取組", note="=1+1", fields=["行政運営"])


def send(browser, *lines, encoding="utf-8-sig", name="事例.csv"):
    file = BytesIO("\r\n".join(lines).encode(encoding))
    file.name = name
    return browser.post(f"{LIST}import/", {"import_file": file, "format": "0"})


def confirm(browser, preview):
    return browser.post(
        f"{LIST}process_import/", preview.context["confirm_form"].initial, follow=True
    )


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_a_file_is_shown_first_and_written_when_confirmed(browser, library, source, encoding):
    preview = send(browser, HEADINGS, NEW, encoding=encoding)
    assert "新しい事例<strong>1件</strong>" in text_of(preview)
    assert "<ins>専任の課を置く</ins>" in text_of(preview)
    assert Case.objects.count() == 1

    text = text_of(confirm(browser, preview))
    assert "新しい事例1件、変更した事例0件、変更のない事例0件です。" in text
    case = Case.objects.get(number="C901")
    assert case.municipality.code == "072028"
    assert (case.population_band, case.status, case.source) == ("under_300k", "published", source)
    assert [section.key for section in case.sections.all()] == ["organization", "measures"]
    assert case.figures == "32名\n3年"
    entry = case.history.get()
    assert (entry.history_type, entry.history_user.name) == ("+", "司書 秋子")
    assert entry.history_change_reason == "CSVの取込み：事例.csv"
    assert entry.sections.count() == 2


def test_only_the_columns_of_the_file_change_and_only_what_differs_is_shown(browser, library):
    before = library.history.count()
    preview = send(browser, "事例番号,題名,段階", "ｃ９００,新しい題名,初動段階；準備段階")
    text = text_of(preview)
    assert "変更する事例<strong>1件</strong>" in text
    assert "<del>" in text
    assert "style=" not in text

    confirm(browser, preview)
    library.refresh_from_db()
    assert library.title == "新しい題名"
    assert [stage.key for stage in library.stages.all()] == ["initiation", "preparation"]
    assert [section.key for section in library.sections.all()] == ["organization"]
    assert library.note == "=1+1"
    assert library.history.count() == before + 1


@pytest.mark.parametrize("left_out", HEADINGS.split(",")[1:])
def test_a_file_without_a_column_keeps_what_the_case_says_there(browser, library, left_out):
    full = browser.post(f"{LIST}export/", {"format": "0"})
    [headings, cells] = csv.reader(decoded(full.content).splitlines())
    place = headings.index(left_out)

    def sent():
        return send(browser, *(as_csv(row[:place] + row[place + 1 :]) for row in (headings, cells)))

    preview = sent()
    assert "変更のない事例<strong>1件</strong>" in text_of(preview)
    change = "題名" if left_out != "題名" else "主題"
    cells[headings.index(change)] = "別のことば"
    preview = sent()
    assert "空欄になる入力はありません。" in text_of(preview)

    confirm(browser, preview)

    again = decoded(browser.post(f"{LIST}export/", {"format": "0"}).content)
    assert list(csv.reader(again.splitlines())) == [headings, cells]


def as_csv(row):
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(row)
    return written.getvalue()


def test_what_a_file_would_empty_is_counted_and_named(browser, library):
    text = text_of(send(browser, "事例番号,題名,備考,分野", "C900,前からある取組,,"))
    assert "<strong>空欄になる入力：2か所</strong>（" in text
    assert "」の「分野」、" in text
    assert "」の「備考」）" in text


def test_the_download_comes_back_without_any_change(browser, library):
    for kind in ("0", "1"):
        response = browser.post(f"{LIST}export/", {"format": kind})
        assert response["Content-Disposition"].startswith('attachment; filename="cases-')
        text = decoded(response.content)
        assert text.splitlines()[0] == HEADINGS
        assert "'=1+1" in text
        preview = send(browser, *text.split("\r\n"))
        assert "変更のない事例<strong>1件</strong>" in text_of(preview)
        assert "新しい事例<strong>0件</strong>" in text_of(preview)


def test_the_first_download_format_is_utf_8_with_bom_and_the_second_cp932(browser, library):
    assert browser.post(f"{LIST}export/", {"format": "0"}).content.startswith(b"\xef\xbb\xbf")
    assert browser.post(f"{LIST}export/", {"format": "1"}).content.startswith(
        "事例番号".encode("cp932")
    )


def test_a_download_takes_the_filter_of_the_list(browser, library, make_case):
    make_case("C902", status="draft")
    response = browser.post(f"{LIST}export/?status__exact=draft", {"format": "0"})
    assert [line[:4] for line in decoded(response.content).splitlines()[1:]] == ["C902"]


def test_what_cp932_cannot_say_stops_the_download_and_is_named(browser, library, make_case):
    make_case("C902", title="𠮷野の取組")
    text = text_of(browser.post(f"{LIST}export/", {"format": "1"}))
    assert (
        "Shift_JIS（CP932）で表せない文字があるため、書き出しませんでした：「𠮷」（C902）。" in text
    )


@pytest.mark.parametrize("answers", [{}, {"format": "9"}, {"format": "x"}])
def test_a_download_without_a_format_asks_for_one(browser, library, answers):
    assert "形式を選んでください。" in text_of(browser.post(f"{LIST}export/", answers | {"a": "b"}))


def test_a_filter_that_does_not_exist_does_not_break_the_download(browser, library):
    response = browser.get(f"{LIST}export/?nonsense__x=1", follow=True)
    assert response.status_code in {200, 400}
    response = browser.get(f"{LIST}export/?status__isnull=maybe", follow=True)
    assert response.status_code == 200


ROW = "事例番号,題名,種類,取組主体,計画の項目,段階,論点,分野,概要,出典,公開状態"
GOOD = [
    "C901",
    "題",
    "自治体事例",
    "あおば市",
    "推進体制",
    "準備段階",
    "推進体制",
    "行政運営",
    "概要",
    "みどり県スマートシティ事例集",
    "公開",
]


@pytest.mark.parametrize(
    ("place", "cell", "told"),
    [
        (0, "", "事例番号を入力してください。"),
        (0, "12", "事例番号は、英字のCと3～6桁の数字で入力してください"),
        (1, "", "題名を入力してください。"),
        (1, "あ" * 101, "題名は100文字までです（現在101文字）。"),
        (1, "題\x07名", "題名に目に見えない制御文字があります。"),
        (1, '"一\n二"', "題名は1行で入力してください。"),
        (
            2,
            "民間",
            "種類「民間」は登録されていません。使えるのは、自治体事例、国の制度・知見です。",
        ),
        (3, "", "取組主体（出典の表記）を入力してください。"),
        (4, "推進体制；おまけ", "計画の項目「おまけ」は登録されていません。"),
        (4, "", "公開するには、計画の項目を一つ以上選んでください。"),
        (5, "第六段階", "段階「第六段階」は登録されていません。"),
        (6, "論点外", "論点「論点外」は登録されていません。"),
        (7, "宇宙", "分野「宇宙」は登録されていません。"),
        (8, "あ" * 3001, "概要は3,000文字までです（現在3,001文字）。"),
        (9, "知らない資料", "出典「知らない資料」は登録されていません。"),
        (9, "", "出典を入力してください。"),
        (
            10,
            "公開中",
            "公開状態「公開中」は登録されていません。使えるのは、下書き、公開、取下げです。",
        ),
        (10, "", "公開状態を入力してください。"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_nothing_is_written(
    browser, library, place, cell, told
):
    row = [*GOOD]
    row[place] = cell
    second = ["C902", *GOOD[1:]]
    response = send(browser, ROW, ",".join(second), ",".join(row))
    text = text_of(response)
    assert escape(told) in text
    assert "3行目" in text
    assert "confirm_form" not in response.context
    assert "Traceback" not in text
    assert Case.objects.count() == 1


def test_everything_wrong_with_a_row_is_told_at_once(browser, library):
    text = text_of(send(browser, "事例番号,題名,段階", "C901,,第六段階"))
    for told in (
        "題名を入力してください。",
        "段階「第六段階」は登録されていません。",
        "新しい事例には、出典の列が必要です。",
    ):
        assert told in text


def test_a_number_that_stands_twice_in_the_file_is_told(browser, library):
    text = text_of(send(browser, ROW, ",".join(GOOD), ",".join(GOOD)))
    assert "事例番号「C901」の行が2つ以上あります。" in text


def test_an_unknown_town_code_is_told(browser, library):
    text = text_of(send(browser, "事例番号,団体コード", "C900,123456"))
    assert "団体コード「123456」は登録されていません。" in text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ファイルが空です。"),
        (b"PK\x03\x04", "CSVではなく、Excelなどのファイルです。"),
        ("番号".encode("euc-jp"), "文字コードを読み取れません。"),
        ("題名\nあ".encode(), "見出し「事例番号」の列がありません。"),
    ],
)
def test_a_file_that_is_no_csv_of_cases_is_refused_and_not_kept(browser, library, content, told):
    file = BytesIO(content)
    file.name = "x.csv"
    response = browser.post(f"{LIST}import/", {"import_file": file, "format": "0"})
    assert told in text_of(response)
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert Case.objects.count() == 1


def test_after_a_wrong_file_the_usable_headings_are_still_listed(browser, library):
    listed = f"<code>{HEADINGS.replace(',', '、')}</code>"
    assert listed in text_of(browser.get(f"{LIST}import/"))
    for lines in (["ああ,いい", "1,2"], ["事例番号,種類", "C900,ない種類"], [""]):
        assert listed in text_of(send(browser, *lines))


def test_a_file_that_was_never_confirmed_goes_after_a_day(browser, library, settings):
    send(browser, "事例番号,題名", "C900,新しい題名")
    [waiting] = (settings.MEDIA_ROOT / "django-import-export").iterdir()
    browser.get(f"{LIST}import/")
    assert waiting.exists()
    yesterday = waiting.stat().st_mtime - 25 * 3600
    os.utime(waiting, (yesterday, yesterday))
    browser.get(f"{LIST}import/")
    assert not waiting.exists()


def test_the_command_removes_old_files_too(browser, library, settings, capsys):
    call_command("clear_old_files")
    send(browser, "事例番号,題名", "C900,新しい題名")
    [waiting] = (settings.MEDIA_ROOT / "django-import-export").iterdir()
    os.utime(waiting, (0, 0))
    call_command("clear_old_files")
    assert not waiting.exists()
    assert capsys.readouterr().out.split("\n")[:2] == [
        "取り込まなかったCSV0件を削除しました。",
        "取り込まなかったCSV1件を削除しました。",
    ]


def test_without_a_file_the_page_asks_for_one(browser, library):
    assert "CSVファイルを選んでください。" in text_of(browser.post(f"{LIST}import/", {"a": "b"}))


def test_a_library_changed_since_the_preview_is_not_overwritten(browser, library):
    preview = send(browser, "事例番号,題名", "C900,CSVの題名")
    library.title = "同僚が直した題名"
    library.save()
    text = text_of(confirm(browser, preview))
    assert "確認している間に、ほかの人が事例を変更しました。何も取り込んでいません。" in text
    library.refresh_from_db()
    assert library.title == "同僚が直した題名"


def test_a_confirmation_counts_once(browser, library):
    preview = send(browser, ROW, ",".join(GOOD))
    confirm(browser, preview)
    text = text_of(confirm(browser, preview))
    assert "確認したファイルが残っていません。もう一度ファイルを選んでください。" in text
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"import_file_name": "../../secret_key"},
        {"import_file_name": "0" * 32, "format": "x", "resource": "9"},
    ],
)
def test_a_forged_confirmation_writes_nothing(browser, library, forged):
    answers = {"original_file_name": "a.csv", "stamp": "1"} | forged
    response = browser.post(f"{LIST}process_import/", answers, follow=True)
    assert response.status_code == 200
    assert "もう一度ファイルを選" in text_of(response)
    assert Case.objects.count() == 1


def test_names_are_looked_up_once_for_the_whole_file(
    browser, library, django_assert_max_num_queries
):
    numbers = [f"C{number}" for number in range(1000, 1030)]
    rows = [",".join([number, *GOOD[1:]]) for number in numbers]
    confirm(browser, send(browser, ROW, *rows))
    assert Case.objects.count() == 31
    with django_assert_max_num_queries(6 * len(rows) + 30):
        text = text_of(send(browser, ROW, *rows))
    assert "変更のない事例<strong>30件</strong>" in text
