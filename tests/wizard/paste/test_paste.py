"""A table from Excel: read, shown with its doubts, and taken over."""

from __future__ import annotations

import pytest

from smartplan.plans.models import (
    Field,
    Indicator,
    Issue,
    Measure,
    Plan,
    Revision,
    RoadmapItem,
    Term,
)


def test_a_table_is_shown_first_and_stored_only_when_confirmed(paste, plan):
    text = "年\t総人口（人）\t65歳以上\t備考\n令和２\t82,300\t24,100\tあ\n2025\t八万人くらい\t―\t\n"
    page = paste("situation", "population_rows", text).content.decode()
    assert "取り込む内容の確認（2行）" in page
    assert "見出し「備考」に合う列がありません。" in page
    assert "2行目「総人口」：「八万人くらい」は数として読み取れません。" in page
    assert plan.population_rows.count() == 0
    page = paste("situation", "population_rows", text, do="confirm").content.decode()
    assert "人口に2行を取り込みました。" in page
    assert list(plan.population_rows.values_list("year", "total", "elderly")) == [
        ("令和２", "82,300", "24,100"),
        ("2025", "八万人くらい", "―"),
    ]
    assert Revision.objects.filter(unit="chapter").count() == 1


def test_another_table_pasted_after_going_back_is_added_too(paste, plan):
    mark = {"once": "a-mark-of-one-preview", "do": "confirm"}
    paste("situation", "issues", "課題\n最初の課題", **mark)
    page = paste("situation", "issues", "課題\n別の課題\nその次の課題", **mark).content.decode()
    assert "課題に2行を取り込みました。" in page
    titles = list(Issue.objects.values_list("title", flat=True))
    assert titles == ["最初の課題", "別の課題", "その次の課題"]


def test_the_same_table_sent_twice_is_added_once_and_not_counted_again(paste, plan):
    mark = {"once": "a-mark-of-one-preview", "do": "confirm"}
    paste("situation", "issues", "課題\n足がない", **mark)
    page = paste("situation", "issues", "課題\n足がない", mode="add", **mark).content.decode()
    assert "課題に変わる行はありませんでした。" in page
    assert Issue.objects.count() == 1


def test_without_a_heading_the_columns_are_read_in_order(paste, plan):
    paste("glossary", "terms", "都市OS\tとしオーエス\tCity OS\tデータを\tつなぐ", do="confirm")
    term = Term.objects.get()
    assert (term.term, term.reading, term.definition) == ("都市OS", "としオーエス", "データを")
    page = paste("glossary", "terms", "都市OS\tとしオーエス\tCity OS\tデータを\tつなぐ")
    assert (
        "1行目：列が多すぎます。4列目までを取り込みます（残り：つなぐ）。" in page.content.decode()
    )


def test_choices_are_read_by_their_words(paste, plan):
    field = Field.objects.create(plan=plan, name="移動", position=1)
    text = "課題\t分野\n足がない\t移動\n畑が荒れる\t農業"
    page = paste("situation", "issues", text).content.decode()
    assert "2行目「分野」：「農業」は取り込めません。空欄にします。" in page
    paste("situation", "issues", text, do="confirm")
    assert list(Issue.objects.values_list("title", "field")) == [
        ("足がない", field.pk),
        ("畑が荒れる", None),
    ]


def test_indicators_and_measures_are_pasted_with_their_basics(paste, plan):
    text = "指標の名称\t区分\t単位\t基準値\t目標値\n利用者数\t成果指標\t人／日\t1,200\t2,000"
    paste("policy", "indicators", text, do="confirm")
    indicator = Indicator.objects.get()
    assert (indicator.kind, indicator.unit, indicator.target_value) == (
        "outcome",
        "人／日",
        "2,000",
    )
    assert Revision.objects.filter(unit="indicators", action="created").count() == 1
    paste("measures", "measures", "施策の名称\t担当課\nデマンド交通\t交通政策課", do="confirm")
    assert Measure.objects.get().division == "交通政策課"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Excelの表を貼り付けてください。"),
        ("用語\tよみ", "見出しの行だけで、内容の行がありません。"),
        ("\n".join(f"用語{n}" for n in range(1000)), "一度に取り込めるのは300行までです。"),
        ("語\tよみ\n" + "あ" * 1_000_000, "表として読み取れませんでした。"),
    ],
)
def test_what_cannot_be_taken_over_says_why(paste, plan, text, said):
    answer = paste("glossary", "terms", text, do="confirm")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Term.objects.count() == 0


def test_a_cell_that_is_too_long_is_named(paste, plan):
    page = paste("glossary", "terms", "あ" * 501 + "\tよみ").content.decode()
    assert "1行目「用語」" in page
    assert "500文字までで入力してください（現在501文字です）。" in page


def test_control_characters_and_quoted_line_breaks_are_read(paste, plan):
    paste("glossary", "terms", 'OS\x00\tおーえす\t\t"一行目\n二行目"', do="confirm")
    assert (Term.objects.get().term, Term.objects.get().definition) == ("OS", "一行目\n二行目")


def test_three_hundred_rows_are_taken_over(paste, plan):
    paste("glossary", "terms", "\n".join(f"用語{n}\tよみ" for n in range(300)), do="confirm")
    assert Term.objects.count() == 300


def test_an_unknown_table_is_not_found(paste):
    assert paste("glossary", "issues", "課題").status_code == 404


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("R10.3", (2027, 2)),
        ("令和10年3月", (2027, 2)),
        ("2028/3", (2027, 2)),
        ("R10.3.31", (2027, 2)),
        ("R10年1月", (2027, 2)),
        ("令和10年4月", (2028, 1)),
        ("令和10年9月", (2028, 1)),
        ("2028/10", (2028, 2)),
        ("令和9年度末", (2027, 2)),
        ("令和9年度上期", (2027, 1)),
        ("R9", (2027, 2)),
    ],
)
def test_an_end_in_march_does_not_make_the_work_a_year_longer(paste, plan, typed, stored):
    plan.start_year = 2026
    plan.save()
    page = paste("roadmap", "roadmap_items", f"工程の内容\t終了\n実証\t{typed}")
    assert "確かめてほしいところ" not in page.content.decode()
    paste("roadmap", "roadmap_items", f"工程の内容\t終了\n実証\t{typed}", do="confirm")
    item = RoadmapItem.objects.get()
    assert (item.end_year, item.end_half) == stored


def test_a_calendar_year_taken_as_a_fiscal_year_is_pointed_out(paste, plan):
    plan.start_year = 2026
    plan.save()
    text = paste("roadmap", "roadmap_items", "工程の内容\t終了\n実証\t2028年").content.decode()
    assert (
        "1行目「終了」：「2028年」は令和10年度（4月から翌年3月まで）として読み取りました。" in text
    )


def test_headings_in_the_towns_own_words_lose_no_column(paste, plan):
    heading = "指標名\t単 位\t現状値（Ｒ５）\t現状年度\t目標\t目標値の年度\t所管課"
    text = f"{heading}\n利用者数\t人\t1,200\tR5\t2,000\tR12\t交通政策課"
    page = paste("policy", "indicators", text).content.decode()
    assert "確かめてほしいところ" not in page
    for words in ("指標名→指標の名称", "現状値（Ｒ５）→基準値", "目標→目標値"):
        assert words in page
    paste("policy", "indicators", text, do="confirm")
    found = Indicator.objects.get()
    assert (found.name, found.unit, found.division) == ("利用者数", "人", "交通政策課")
    assert (found.baseline_value, found.baseline_year) == ("1,200", "R5")
    assert (found.target_value, found.target_year) == ("2,000", "R12")


def test_part_of_a_label_is_understood_and_said(paste, plan):
    page = paste("roadmap", "roadmap_items", "施策\t内容\t開始時期\t終了時期\n\t実証\tR9\tR10.3")
    assert "内容→工程の内容、開始時期→開始、終了時期→終了" in page.content.decode()
    page = paste(
        "purpose", "related_plans", "計画の名称\t区分\n総合計画\t上位計画"
    ).content.decode()
    assert "計画の名称→計画・方針の名称" in page


def test_a_heading_row_that_is_hardly_understood_is_not_taken_as_content_in_silence(paste, plan):
    text = "指標\tげんざい\tゴール\n利用者数\t1,200\t2,000"
    page = paste("policy", "indicators", text).content.decode()
    assert "1行目「指標、げんざい、ゴール」は見出しのようですが" in page


@pytest.mark.parametrize("above", ["（単位：人）", "－", "・", "---", "\t（千円）"])
def test_a_mark_above_the_headings_is_passed_over_and_said(paste, plan, above):
    page = paste("glossary", "terms", f"{above}\n用語\tよみ\n都市OS\tとしオーエス").content.decode()
    assert f"見出しの上の「{above.strip()}」は読み飛ばしました。" in page
    assert "取り込む内容の確認（1行）" in page


@pytest.mark.parametrize("mark", ["（単位：人）", "－", "・", "---"])
def test_a_line_of_marks_alone_is_content_and_no_error(paste, plan, mark):
    paste("glossary", "terms", mark, do="confirm")
    assert Term.objects.get().term == mark


def test_an_empty_first_cell_does_not_shift_the_line(paste, plan):
    paste("glossary", "terms", "\tとしオーエス\tCity OS\t\n", do="confirm")
    term = Term.objects.get()
    assert (term.term, term.reading, term.origin) == ("", "としオーエス", "City OS")


def test_a_first_row_of_words_over_numbers_is_pointed_out(paste, plan):
    text = "ねんじ\tぜんぶ\tこども\nR2\t82,300\t9,100"
    page = paste("situation", "population_rows", text).content.decode()
    assert "1行目「ねんじ、ぜんぶ、こども」は見出しのようですが" in page
    page = paste("situation", "population_rows", "R2\t82,300\t9,100").content.decode()
    assert "見出しのようですが" not in page


HEADING = "指標名\t単位\t基準値\t基準値の年次\t目標値\t目標値の年次"


def test_a_note_mark_beside_a_number_is_asked_about_and_kept(paste, plan):
    rows = ("窓口満足度\t％\t①80\tR5\t②90\tR12", "男女別\t人\t80 120\tR5\t120¹⁾\tR12")
    text = "\n".join((HEADING, *rows))
    page = paste("policy", "indicators", text).content.decode()
    for typed in ("①80", "②90", "80 120", "120¹⁾"):
        assert f"「{typed}」は数として読み取れません。このまま取り込みます。" in page
    paste("policy", "indicators", text, do="confirm")
    assert list(plan.indicators.values_list("baseline_value", "target_value")) == [
        ("①80", "②90"),
        ("80 120", "120¹⁾"),
    ]


def test_a_unit_beside_a_number_is_not_asked_about(paste, plan):
    page = paste("policy", "indicators", f"{HEADING}\n延長\t㎞\t120㎞\tFY24\t12000 人 / 年\tFY30")
    assert "読み取れません" not in page.content.decode()


def test_a_year_that_may_be_two_or_lies_decades_off_is_asked_about(paste, plan):
    Plan.objects.update(start_year=2027, years=5)
    text = f"{HEADING}\n登録者\t人\t10\t24年度\t30\t令和48年度"
    page = paste("policy", "indicators", text).content.decode()
    assert "「24年度」は年として読み取れません。このまま取り込みます。" in page
    assert (
        "「令和48年度」は2066年と読め、計画期間から大きく離れています。このまま取り込みます。"
    ) in page
    paste("policy", "indicators", text, do="confirm")
    assert plan.indicators.get().target_year == "令和48年度"
