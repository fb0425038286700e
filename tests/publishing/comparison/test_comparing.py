"""Two editions side by side: exactly what somebody changed, in the words of the plan."""

from __future__ import annotations

import pytest

from smartplan.plans.models import (
    Chapter,
    Field,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    OrganizationUnit,
    Partner,
    Picture,
    Plan,
    PurposeText,
    RelatedPlan,
    RoadmapItem,
    Term,
)
from smartplan.publishing.comparison.tree import Comparison
from tests.plans.writing import a_picture_file, put_last


def listed(comparison: Comparison) -> list[tuple[str, str, str, str, str]]:
    """Every line of the table: chapter, place, label, before, after."""
    return [
        (part.title, change.place, change.label, change.old.plain, change.new.plain)
        for part in comparison.parts
        for change in part.changes
    ]


def change(plan: Plan, kind: type, place: int, **values: object) -> None:
    """Change the row of a kind at a place, counted from 1."""
    row = kind.of_plan(plan)[place - 1]
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def edit_everything(plan: Plan) -> None:
    """Fifteen edits of all kinds."""
    plan.title, plan.numbering = "あおば市スマートシティ戦略", "chapter"
    plan.area = "駅周辺"
    plan.save()
    text = PurposeText.objects.get(chapter__plan=plan)
    text.aim = text.aim.replace("大学と力", "大学、NPOと力")
    text.figure_positioning = "table"
    text.save()
    added = RelatedPlan.objects.create(plan=plan, name="みどり県DX計画", level="prefectural")
    put_last(added).save()
    change(plan, Issue, 1, position=9)
    change(plan, Indicator, 1, target_value="25000", direction="maintain")
    IndicatorValue.objects.filter(plan=plan, year=2028).update(value="14500")
    change(plan, OrganizationUnit, 2, name="移動部会")
    Partner.of_plan(plan).filter(name="あおば大学").delete()
    change(plan, Measure, 2, name="健康アプリの普及")
    change(plan, RoadmapItem, 2, end_year=2029, measure=Measure.of_plan(plan)[1])
    Chapter.objects.filter(plan=plan, section="security").update(title="安全の考え方")
    change(plan, Term, 1, definition="データをつなぐ共通の基盤です。")
    Chapter.objects.create(plan=plan, title="おわりに", body="進めていきます。", position=99)


EXPECTED = [
    (
        "計画全体（表紙と設定）",
        "",
        "計画の名称",
        "あおば市スマートシティ推進計画",
        "あおば市スマートシティ戦略",
    ),
    ("計画全体（表紙と設定）", "", "対象区域", "市全域", "駅周辺"),
    (
        "第1章　策定の趣旨・位置づけ",
        "",
        "策定の趣旨",
        "市民、企業、大学と力を合わせ、暮らしの課題を解決することを目的とします。",
        "市民、企業、大学、NPOと力を合わせ、暮らしの課題を解決することを目的とします。",
    ),
    ("第1章　策定の趣旨・位置づけ", "", "位置づけ図の載せ方", "図と表", "表だけ"),
    (
        "第1章　策定の趣旨・位置づけ",
        "上位・関連計画「みどり県DX計画」",
        "",
        "（新設）",
        "計画・方針の名称：みどり県DX計画\n区分：県",
    ),
    ("第2章　現状・課題", "課題「健康づくりへの関心」", "並び順", "2番目", "1番目"),
    ("第3章　基本方針", "指標K1「デマンド交通の年間利用者数」", "めざす方向", "増やす", "維持する"),
    ("第3章　基本方針", "指標K1「デマンド交通の年間利用者数」", "目標値", "20000", "25000"),
    (
        "第3章　基本方針",
        "指標K1「デマンド交通の年間利用者数」",
        "令和10年度（2028年度）の値",
        "14000",
        "14500",
    ),
    ("第4章　推進体制", "推進組織「移動部会」", "組織の名称", "交通部会", "移動部会"),
    (
        "第4章　推進体制",
        "構成団体「あおば大学」",
        "",
        "団体の名称：あおば大学\n区分：学\n役割：データの分析",
        "（削る）",
    ),
    (
        "第5章　個別施策",
        "施策B-1「健康アプリの普及」",
        "施策の名称",
        "健康アプリ",
        "健康アプリの普及",
    ),
    (
        "第6章　ロードマップ",
        "工程「東部地区での実証運行」",
        "施策",
        "A-1　AIデマンド交通の全市展開",
        "B-1　健康アプリの普及",
    ),
    (
        "第6章　ロードマップ",
        "工程「東部地区での実証運行」",
        "終了年度",
        "令和10年度（2028年度）",
        "令和11年度（2029年度）",
    ),
    (
        "第7章　安全の考え方",
        "",
        "章の題名",
        "情報セキュリティ・個人情報保護の考え方",
        "安全の考え方",
    ),
    (
        "第8章　用語集",
        "用語「都市OS」",
        "説明",
        "データをつなぐ基盤です。",
        "データをつなぐ共通の基盤です。",
    ),
    ("第9章　おわりに", "", "章", "（新設）", "おわりに\n進めていきます。"),
]


@pytest.fixture
def edited(full_plan, close):
    close(full_plan)
    edit_everything(full_plan)
    return full_plan


def test_exactly_what_was_changed_is_shown(edited, compare):
    assert listed(compare(edited)) == EXPECTED


def test_two_closed_editions_show_the_same_as_the_edition_and_today(edited, close, compare):
    today = compare(edited)
    close(edited, "proposal")
    Measure.of_plan(edited).update(purpose="そのあとに書いた目的")
    closed = compare(edited, "1", "2")
    assert listed(closed) == listed(today)
    assert closed.old.name == "第1号（素案）"
    assert closed.new.name == "第2号（案）"


def test_the_other_way_round_new_is_old(edited, compare):
    there, back = compare(edited), compare(edited, "today", "1")
    pairs = {(old, new) for *_, old, new in listed(there)}
    assert ("市全域", "駅周辺") in pairs
    assert {(new, old) for *_, old, new in listed(back)} >= {
        pair for pair in pairs if not {"（新設）", "（削る）", "1番目"} & set(pair)
    }


def test_nothing_is_shown_where_nothing_changed(full_plan, close, compare):
    close(full_plan)
    close(full_plan)
    assert compare(full_plan).parts == ()
    assert compare(full_plan, "1", "2").parts == ()


def test_a_measure_that_came_renumbers_the_others_in_one_line(full_plan, close, compare):
    close(full_plan)
    field = Field.of_plan(full_plan)[0]
    Measure.objects.create(plan=full_plan, field=field, name="先頭の施策", position=0)
    assert [line[1:] for line in listed(compare(full_plan))] == [
        (
            "施策A-1「先頭の施策」",
            "",
            "（新設）",
            "施策の名称：先頭の施策\n分野：A　移動・交通",
        ),
        ("施策の番号", "", "A-1　AIデマンド交通の全市展開", "A-2　AIデマンド交通の全市展開"),
    ]


def test_a_renamed_measure_is_not_a_change_of_all_that_refers_to_it(full_plan, close, compare):
    close(full_plan)
    change(full_plan, Measure, 1, name="AIデマンド交通")
    assert [line[1] for line in listed(compare(full_plan))] == ["施策A-1「AIデマンド交通」"]


def test_the_fewest_rows_that_explain_the_order_are_moved(full_plan, close, compare):
    for place in range(3, 8):
        Issue.objects.create(plan=full_plan, title=f"課題{place}", position=place)
    close(full_plan)
    change(full_plan, Issue, 7, position=0)
    assert [line[1:] for line in listed(compare(full_plan))] == [
        ("課題「課題7」", "並び順", "7番目", "1番目")
    ]


def test_a_chapter_that_moved_and_those_it_renumbered(full_plan, close, compare):
    close(full_plan)
    Chapter.objects.filter(plan=full_plan, section="policy").update(position=0)
    assert listed(compare(full_plan)) == [
        (
            "計画全体（表紙と設定）",
            "章の番号",
            "",
            "第1章　策定の趣旨・位置づけ\n第2章　現状・課題",
            "第2章　策定の趣旨・位置づけ\n第3章　現状・課題",
        ),
        ("第1章　基本方針", "", "章の並び順", "第3章", "第1章"),
    ]


def test_a_removed_free_chapter_stands_where_it_was(full_plan, close, compare):
    chapter = Chapter.objects.create(plan=full_plan, title="おわりに", body="結び", position=99)
    close(full_plan)
    chapter.delete()
    assert listed(compare(full_plan)) == [
        ("第9章　おわりに", "", "章", "おわりに\n結び", "（削る）")
    ]


def test_a_picture_that_was_replaced_is_told(full_plan, close, compare):
    picture = Picture.objects.create(
        plan=full_plan, place="logo", alternative="市章", file=a_picture_file("navy")
    )
    close(full_plan)
    picture.file = a_picture_file("green")
    picture.save()
    assert [line[2:] for line in listed(compare(full_plan))] == [
        ("画像", "（差し替え前の画像）", "（差し替え後の画像）")
    ]


def test_links_of_a_measure_are_told_by_the_names_of_the_rows(full_plan, close, compare):
    close(full_plan)
    first = Measure.of_plan(full_plan)[0]
    first.indicators.add(Indicator.of_plan(full_plan)[1])
    assert [line[2:] for line in listed(compare(full_plan))] == [
        (
            "KPI",
            "K1　デマンド交通の年間利用者数",
            "K1　デマンド交通の年間利用者数\nK2　健康アプリの登録者数",
        )
    ]


def test_a_reference_is_read_as_it_was_printed_and_alone_is_no_change(full_plan, close, compare):
    first, second = Measure.of_plan(full_plan)[:2]
    text = PurposeText.objects.get(chapter__plan=full_plan)
    text.aim = f"〔→施策#{first.pk} AIデマンド交通〕を進めます。"
    text.positioning = f"〔→施策#{first.pk} AIデマンド交通〕から始めます。"
    text.save()
    close(full_plan)
    Measure.objects.create(plan=full_plan, field=first.field, name="先頭の施策", position=0)
    text.positioning = f"〔→施策#{first.pk} AIデマンド交通〕と〔→施策#{second.pk}〕から始めます。"
    text.save()
    assert listed(compare(full_plan))[0] == (
        "第1章　策定の趣旨・位置づけ",
        "",
        "計画の位置づけ",
        "施策A-1から始めます。",
        "施策A-2と施策B-1から始めます。",
    )
    assert "策定の趣旨" not in [line[2] for line in listed(compare(full_plan))]


def test_no_ids_and_no_names_of_the_programme_are_shown(edited, compare):
    words = " ".join(word for line in listed(compare(edited)) for word in line)
    for inner in ("measures-", "indicator", "both", "table", "None", "security", "maintain"):
        assert inner not in words


def test_a_name_with_quotation_marks_of_its_own_is_told_from_those_of_the_table(
    full_plan, close, compare
):
    change(full_plan, Issue, 1, title="「通い」の場が遠い")
    close(full_plan)
    change(full_plan, Issue, 1, description="書き直しました。")
    assert {place for _, place, *_ in listed(compare(full_plan))} == {"課題「『通い』の場が遠い」"}
