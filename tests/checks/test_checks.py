"""Each check says what is wrong, by name, and what to do; where nothing is wrong it is silent."""

from __future__ import annotations

import pytest

from cases.models import Case
from smartplan.checks.everything import findings_of
from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    TEXTS,
    Chapter,
    DataLink,
    DraftingStep,
    Edition,
    Field,
    GoalLink,
    Guideline,
    Indicator,
    Issue,
    Measure,
    OrganizationUnit,
    Partner,
    Plan,
    PopulationRow,
    PublicComment,
    PurposeText,
    RelatedPlan,
    RoadmapItem,
    RoadmapTheme,
    SecurityMeasure,
    SecurityPrinciple,
    Statistic,
    Term,
)
from smartplan.plans.reading import read_plan
from smartplan.structure.keys import SectionKey
from tests.plans.writing import a_free_chapter, quoted

pytestmark = pytest.mark.django_db


def messages(plan, section=None, level=None):
    """What the checks say, optionally of one section or level."""
    return [
        finding.message
        for finding in findings_of(read_plan(plan))
        if (section is None or finding.section == section)
        and (level is None or finding.level == level)
    ]


def write(plan, section, **texts):
    TEXTS[section].objects.filter(chapter__plan=plan).update(**texts)


def finding(plan, message):
    (found,) = [each for each in findings_of(read_plan(plan)) if each.message == message]
    return found


# The plan and its chapters -----------------------------------------------------------------------


def test_of_a_new_plan_the_checks_only_note_what_is_not_begun(plan):
    found = findings_of(read_plan(plan))

    assert [each.message for each in found] == [
        f"「{key.label}」には、まだ何も書かれていません。" for key in SectionKey
    ]
    assert {each.level for each in found} == {Level.NOTICE}
    assert found[0].link == Link("chapters", plan.chapters.first().pk)


def test_an_empty_chapter_that_counts_as_done_is_a_concern(plan):
    plan.chapters.filter(section="security").update(state=Chapter.State.DONE)

    assert messages(plan, SectionKey.SECURITY, Level.WARNING) == [
        "「情報セキュリティ・個人情報保護の考え方」には、まだ何も書かれていません。"
    ]


def test_a_chapter_left_out_needs_a_reason_and_nothing_else(plan):
    plan.chapters.filter(section="glossary").update(included=False)
    assert messages(plan, SectionKey.GLOSSARY) == ["「用語集」を載せない理由がありません。"]

    plan.chapters.filter(section="glossary").update(omit_reason="脚注で説明するため")
    assert messages(plan, SectionKey.GLOSSARY) == []


def test_an_empty_free_chapter_is_noted(plan, planner):
    chapter = a_free_chapter(plan, planner, "財政負担の考え方")

    found = finding(plan, "「財政負担の考え方」には、まだ何も書かれていません。")
    assert (found.section, found.link) == (None, Link("chapters", chapter.pk))

    Chapter.objects.filter(pk=chapter.pk).update(body="市と民間で分担する。")
    assert "「財政負担の考え方」には、まだ何も書かれていません。" not in messages(plan)


def test_the_plans_own_settings_are_looked_at(plan):
    Plan.objects.update(start_year=None, issued="いつか", population="たくさん", edition="final")
    plan = Plan.objects.get()

    assert messages(plan)[:4] == [
        "計画の初年度が決まっていません。",
        "策定（公表）年月「いつか」を年月として読めません。",
        "人口「たくさん」を数として読めません。",
        "版が「確定」ですが、完了していない章が8件あります"
        "（「策定の趣旨・位置づけ」、「現状・課題」、「基本方針」など）。",
    ]
    assert Edition.FINAL == "final"


def test_a_case_that_changed_after_it_was_quoted_is_pointed_out(plan, planner):
    citation = quoted(plan.chapters.first(), planner)
    said = "引用した事例「事例」は、引用した後に内容が変わっています。"
    assert said not in messages(plan)

    Case.objects.update(title="直した題名", status=Case.Status.PUBLISHED)
    assert finding(plan, said).link == Link("citations", citation.pk)

    Case.objects.update(status=Case.Status.WITHDRAWN)
    assert "引用した事例「事例」は事例集での公開を終えています。" in messages(plan)


# 1 策定の趣旨・位置づけ --------------------------------------------------------------------------


def test_a_begun_purpose_lacks_what_is_not_written(plan):
    write(plan, SectionKey.PURPOSE, background="人口が減っている。")

    assert messages(plan, SectionKey.PURPOSE, Level.WARNING) == [
        "「策定の趣旨」が書かれていません。",
        "「計画の位置づけ」が書かれていません。",
        "上位計画が1つもありません。",
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("令和9", "令和13年度", []),
        ("Ｒ９", "２０３１", []),
        (
            "令和13年度",
            "令和9年度",
            ["上位・関連計画「総合計画」の最終年度「令和9年度」が初年度「令和13年度」より前です。"],
        ),
        (
            "来年",
            "",
            ["上位・関連計画「総合計画」の初年度「来年」を年度として読めません。"],
        ),
        ("―", "", []),
    ],
)
def test_the_years_of_a_related_plan(plan, first, last, said):
    row = RelatedPlan.objects.create(
        plan=plan,
        name="総合計画",
        level="upper",
        relation="conforms",
        first_year=first,
        last_year=last,
    )
    write(plan, SectionKey.PURPOSE, background="背", aim="趣", positioning="位")

    assert messages(plan, SectionKey.PURPOSE) == said
    for each in said:
        assert finding(plan, each).link == Link("related_plans", row.pk)


def test_a_greeting_without_a_name_a_comment_without_an_answer(plan):
    write(plan, SectionKey.PURPOSE, greeting="ごあいさつ")
    PublicComment.objects.create(plan=plan, opinion="バスを増やしてほしい。")
    GoalLink.objects.create(plan=plan, goal="支えあうまち")
    DraftingStep.objects.create(plan=plan, meeting="庁内照会", date="令和7年11月～12月")
    DraftingStep.objects.create(plan=plan, meeting="審議会", date="そのうち")

    said = messages(plan, SectionKey.PURPOSE)

    assert PurposeText.objects.get().greeting == "ごあいさつ"
    assert said[-4:] == [
        "上位計画が1つもありません。",
        "対応する分野のない総合計画の目標があります（総合計画との対応「支えあうまち」）。",
        "策定の経過「審議会」の年月日「そのうち」を読めません。",
        "市の考え方が書かれていない意見が1件あります"
        "（パブリックコメントの結果「バスを増やしてほしい。」）。",
    ]
    assert "市長あいさつに職・氏名がありません。" in said


# 2 現状・課題 ------------------------------------------------------------------------------------


def population(plan, year="令和2年", total="10,000", parts=("1,000", "6,000", "3,000")):
    children, working_age, elderly = parts
    return PopulationRow.objects.create(
        plan=plan,
        year=year,
        total=total,
        children=children,
        working_age=working_age,
        elderly=elderly,
        kind="actual",
        source="国勢調査",
    )


@pytest.mark.parametrize(
    ("total", "parts", "said"),
    [
        ("10,000", ("1,000", "6,000", "3,000"), []),
        ("１０，０００人", ("1000", "6000", "3000"), []),
        ("10,200", ("1,000", "6,000", "3,000"), []),  # 年齢不詳
        ("10,000", ("1,000", "6,000", "―"), []),
        (
            "10,000",
            ("1,000", "6,000", "4,000"),
            ["人口「令和2年」の3区分の合計（11,000人）が総人口（10,000人）と合いません。"],
        ),
        (
            "20,000",
            ("1,000", "6,000", "3,000"),
            ["人口「令和2年」の3区分の合計（10,000人）が総人口（20,000人）と合いません。"],
        ),
        (
            "一万くらい",
            ("1,000", "6,000", "3,000"),
            ["人口「令和2年」の総人口「一万くらい」を数として読めません。"],
        ),
    ],
)
def test_the_age_groups_add_up_to_the_total(plan, total, parts, said):
    row = population(plan, total=total, parts=parts)

    found = [each for each in messages(plan, SectionKey.SITUATION) if each.startswith("人口")]

    assert found == said
    for each in said:
        assert finding(plan, each).link == Link("population_rows", row.pk)


def test_years_of_the_population_are_read_and_given_once(plan):
    population(plan, year="昭和の終わり")
    population(plan, year="2020")
    population(plan, year="令和2年")

    found = messages(plan, SectionKey.SITUATION)

    assert "人口の1行目の年「昭和の終わり」を読めません。" in found
    assert "人口「2020」と同じ年の人口が2行以上あります。" in found


def test_a_statistic_needs_its_value_year_and_source(plan):
    row = Statistic.objects.create(plan=plan, name="高齢化率", value="31.2", year="2020年")
    Statistic.objects.create(plan=plan, source="市調べ")

    found = messages(plan, SectionKey.SITUATION)

    said = "統計「高齢化率」の年次「2020年」と、選ばれている「年度」が食い違っています。"
    assert finding(plan, said).link == Link("statistics", row.pk)
    assert "統計の2行目に値・年次がありません。" in found
    assert "出典のない統計が1行あります（統計「高齢化率」）。" in found


def test_an_issue_that_no_measure_answers_is_pointed_out(plan):
    issue = Issue.objects.create(plan=plan, title="バスが少ない")
    said = "課題「バスが少ない」に対応する施策がありません。"
    assert said not in messages(plan)  # as long as there is no measure at all

    measure = Measure.objects.create(plan=plan, name="予約バス")
    found = finding(plan, said)
    assert (found.section, found.level) == (SectionKey.SITUATION, Level.WARNING)
    assert found.link == Link("issues", issue.pk)

    measure.issues.add(issue)
    assert said not in messages(plan)


# 3 基本方針 --------------------------------------------------------------------------------------


def indicator(plan, **cells):
    return Indicator.objects.create(
        plan=plan,
        **{
            "name": "利用者数",
            "kind": "outcome",
            "unit": "人",
            "direction": "increase",
            "baseline_value": "1,000",
            "baseline_year": "令和7年度",
            "target_value": "2,000",
            "target_year": "令和13年度",
            "source": "市調べ",
            "division": "交通課",
            **cells,
        },
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, []),
        ({"baseline_value": "―", "baseline_year": ""}, []),
        ({"baseline_value": "新規", "baseline_year": "", "direction": ""}, []),
        ({"baseline_value": ""}, ["指標K1「利用者数」に基準値がありません。"]),
        (
            {"baseline_year": "", "source": " "},
            ["指標K1「利用者数」に基準値の年次・出典がありません。"],
        ),
        (
            {"target_value": "", "target_year": "", "unit": ""},
            ["指標K1「利用者数」に目標値がありません。"],
        ),
        ({"unit": ""}, ["指標K1「利用者数」に単位がありません。"]),
        (
            {"target_value": "ふえる"},
            ["指標K1「利用者数」の目標値「ふえる」を数として読めません。"],
        ),
        (
            {"target_year": "そのうち"},
            ["指標K1「利用者数」の目標値の年次「そのうち」を読めません。"],
        ),
        (
            {"target_year": "2031年"},
            [
                "指標K1「利用者数」の目標値の年次「2031年」と、"
                "選ばれている「年度」が食い違っています。"
            ],
        ),
        (
            {"target_year": "令和7年度"},
            [
                "指標K1「利用者数」の目標値の年次「令和7年度」が"
                "基準値の年次「令和7年度」より後ではありません。"
            ],
        ),
        (
            {"target_value": "900"},
            [
                "指標K1「利用者数」は「増やす」指標ですが、"
                "目標値「900」が基準値「1,000」と逆向きです。"
            ],
        ),
        (
            {"target_year": "令和33年度"},
            ["指標K1「利用者数」の目標値の年次「令和33年度」が計画期間の後です。"],
        ),
        (
            {"kind": "", "division": ""},
            ["指標K1「利用者数」の区分・担当課が決まっていません。"],
        ),
        ({"number": "指標①", "unit": ""}, ["指標指標①「利用者数」に単位がありません。"]),
    ],
)
def test_an_indicator_is_complete_readable_and_does_not_contradict_itself(plan, cells, said):
    row = indicator(plan, **cells)

    found = [each for each in messages(plan, SectionKey.POLICY) if each.startswith("指標")]

    assert found == said
    for each in said:
        assert finding(plan, each).link == Link("indicators", row.pk)


def test_a_name_with_quotation_marks_of_its_own_is_told_from_the_sentence(plan):
    Issue.objects.create(plan=plan, title="「通い」の場が遠い")
    Measure.objects.create(plan=plan, name="予約バス")
    assert "課題「『通い』の場が遠い」に対応する施策がありません。" in messages(plan)


@pytest.mark.parametrize("typed", ["①80", "30①", "120¹⁾", "150²", "80 120", "80※1"])
def test_a_mark_beside_a_number_is_pointed_out(plan, typed):
    row = indicator(plan, baseline_value=typed)
    Statistic.objects.create(plan=plan, name="満足度", value=typed, year="R5", source="調査")
    population(plan, total=typed)

    for said in (
        f"指標K1「利用者数」の基準値「{typed}」を数として読めません。",
        f"統計「満足度」の値「{typed}」を数として読めません。",
        f"人口「令和2年」の総人口「{typed}」を数として読めません。",
    ):
        found = finding(plan, said)
        assert found.level == Level.WARNING
        assert "値には数を1つだけ入れ、注は備考や出典に書いてください。" in found.hint
    said = f"指標K1「利用者数」の基準値「{typed}」を数として読めません。"
    assert finding(plan, said).link == Link("indicators", row.pk)


def test_a_unit_beside_a_number_is_not_pointed_out(plan):
    indicator(plan, baseline_value="1,000㎞", target_value="2,000㎞", unit="㎞")
    for value in ("26℃", "50㌶", "12000 人 / 年", "10ﾎﾟｲﾝﾄ", "4.2t-CO2", "5m²"):
        Statistic.objects.create(plan=plan, name="統計", value=value, year="R5", source="調査")

    assert [said for said in messages(plan) if "数として" in said] == []


@pytest.mark.parametrize(
    ("year", "far"),
    [
        *(("令和48年度", True), ("令和45年度", True), ("令和43年度", False), ("R13", False)),
        *(("FY30", False), ("昭和6年度", True), ("H6", True), ("H9", False), ("そのうち", False)),
    ],
)
def test_a_year_decades_off_the_plan_is_pointed_out(plan, year, far):
    Plan.objects.update(start_year=2027, years=5)
    row = indicator(plan, interim_year=year)

    found = [each for each in messages(Plan.objects.get()) if "大きく離れて" in each]

    assert [said.partition("は")[0] for said in found] == (
        [f"指標K1「利用者数」の中間値の年次「{year}」"] if far else []
    )
    for said in found:
        assert finding(Plan.objects.get(), said).link == Link("indicators", row.pk)


def test_old_statistics_and_long_projections_are_not_far_off(plan):
    Plan.objects.update(start_year=2027, years=5, issued="令和49年3月")
    plan = Plan.objects.get()
    for year in ("昭和55年国勢調査", "大正9年", "令和52年", "令和99年"):
        population(plan, year=year)
    for year in ("昭和55年", "R6", "令和48年"):
        Statistic.objects.create(plan=plan, name="世帯数", value="5", year=year, source="調査")
    RelatedPlan.objects.create(plan=plan, name="総合計画", first_year="S55", last_year="令和48")
    DraftingStep.objects.create(plan=plan, meeting="審議会", date="昭和8年5月1日")

    assert [said for said in messages(plan) if "大きく離れて" in said] == [
        "策定（公表）年月「令和49年3月」が、計画期間から大きく離れています。",
        "上位・関連計画「総合計画」の期間の最終年度「令和48」は2066年と読め、"
        "計画期間から大きく離れています。",
        "策定の経過「審議会」の年月日「昭和8年5月1日」は1933年と読め、"
        "計画期間から大きく離れています。",
        "人口「令和99年」の年「令和99年」は2117年と読め、計画期間から大きく離れています。",
        "統計「世帯数」の年次「令和48年」は2066年と読め、計画期間から大きく離れています。",
    ]


def test_a_plan_without_a_period_has_no_years_far_off(plan):
    Plan.objects.update(start_year=None)
    indicator(plan, interim_year="令和48年度")
    assert [said for said in messages(Plan.objects.get()) if "大きく離れて" in said] == []


def test_two_indicators_with_one_number_are_a_mistake(plan):
    indicator(plan, number="K1")
    indicator(plan, number="K1")

    assert messages(plan, level=Level.ERROR) == ["指標の番号「K1」が2つ以上の指標に付いています。"]


def test_an_indicator_that_no_measure_uses_is_noted(plan):
    used = indicator(plan)
    indicator(plan, name="満足度")
    indicator(plan, name="人口", kind="kgi")
    measure = Measure.objects.create(plan=plan, name="予約バス")
    measure.indicators.add(used)

    found = [each for each in messages(plan, SectionKey.POLICY) if "使う施策" in each]

    assert found == ["指標K2「満足度」を使う施策がありません。"]


# 4 推進体制 --------------------------------------------------------------------------------------


def test_organisations_have_roles(plan):
    write(plan, SectionKey.ORGANIZATION, method="PDCA", participation="対話", funding="分担")
    assert messages(plan, SectionKey.ORGANIZATION) == ["推進組織が1つもありません。"]

    unit = OrganizationUnit.objects.create(plan=plan, name="推進本部", status="established")
    Partner.objects.create(plan=plan, name="みどり大学", sector="academia")

    assert messages(plan, SectionKey.ORGANIZATION) == [
        "役割が書かれていない推進組織があります（推進組織「推進本部」）。",
        "役割が書かれていない構成団体があります（構成団体「みどり大学」）。",
    ]
    said = "役割が書かれていない推進組織があります（推進組織「推進本部」）。"
    assert finding(plan, said).link == Link("organization_units", unit.pk)


def test_units_that_stand_below_themselves_are_a_mistake(plan):
    one = OrganizationUnit.objects.create(plan=plan, name="本部", role="統括")
    two = OrganizationUnit.objects.create(plan=plan, name="部会", role="検討", parent=one)
    OrganizationUnit.objects.filter(pk=one.pk).update(parent=two)

    assert "推進組織「本部」の上位の組織をたどると、自分に戻ります。" in messages(
        plan, SectionKey.ORGANIZATION, Level.ERROR
    )


def test_a_plan_of_an_area_needs_its_partners(plan):
    Plan.objects.update(plan_type="area")
    OrganizationUnit.objects.create(plan=plan, name="市の事務局", role="調整", side="inside")

    said = "エリアマネジメント型ですが、庁外の組織も構成団体もありません。"
    assert said in messages(Plan.objects.get(), SectionKey.ORGANIZATION)


# 5 個別施策 --------------------------------------------------------------------------------------


def test_a_measure_needs_an_issue_a_kpi_and_a_division(plan):
    field = Field.objects.create(plan=plan, name="移動", vision="誰でも出かけられる")
    Issue.objects.create(plan=plan, title="バスが少ない")
    indicator(plan)
    measure = Measure.objects.create(plan=plan, name="予約バス", field=field, actions="走らせる")

    found = messages(plan, SectionKey.MEASURES)

    said = "施策A-1「予約バス」に対応する課題・KPI・担当課がありません。"
    assert found[0] == said
    assert finding(plan, said).link == Link("measures", measure.pk)
    assert found[1] == "施策A-1「予約バス」の目的・効果が書かれていません。"


def test_a_field_without_measures_and_a_measure_without_field(plan):
    field = Field.objects.create(plan=plan, name="防災", vision="安心")
    Measure.objects.create(plan=plan, name="予約バス", actions="走らせる", division="交通課")

    found = messages(plan, SectionKey.MEASURES, Level.WARNING)

    assert found == [
        "分野「防災」に施策がありません。",
        "施策他-1「予約バス」の分野が選ばれていません。",
    ]
    assert finding(plan, found[0]).link == Link("fields", field.pk)


def test_a_measure_that_uses_personal_data_says_how(plan):
    measure = Measure.objects.create(plan=plan, name="健診", actions="受診", division="健康課")
    DataLink.objects.create(
        plan=plan,
        service="健診予約",
        data="受診歴",
        provider="市",
        personal_data="included",
        measure=measure,
    )
    said = (
        "施策1「健診」は個人情報を含むデータ「受診歴」を使いますが、"
        "個人情報の扱いが書かれていません。"
    )
    assert finding(plan, said).link == Link("measures", measure.pk)

    Measure.objects.update(personal_data="同意を得て使う。")
    assert said not in messages(plan)


# 6 ロードマップ ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "level", "said"),
    [
        ({"start_year": 2027, "end_year": 2031}, None, None),
        (
            {"start_year": 2027, "end_year": None},
            Level.WARNING,
            "施策1「予約バス」の工程「実証」に終了年度がありません。",
        ),
        (
            {"start_year": 2029, "end_year": 2028},
            Level.ERROR,
            "施策1「予約バス」の工程「実証」の終了（令和10年度下期）が"
            "開始（令和11年度上期）より前です。",
        ),
        (
            {"start_year": 2028, "start_half": 2, "end_year": 2028, "end_half": 1},
            Level.ERROR,
            "施策1「予約バス」の工程「実証」の終了（令和10年度上期）が"
            "開始（令和10年度下期）より前です。",
        ),
        (
            {"start_year": 2026, "end_year": 2030},
            Level.WARNING,
            "施策1「予約バス」の工程「実証」（令和8年度から令和12年度）が"
            "計画期間をはみ出しています。",
        ),
        (
            {"start_year": 0, "end_year": 32767},
            Level.WARNING,
            "施策1「予約バス」の工程「実証」（0年度から32767年度）が計画期間をはみ出しています。",
        ),
    ],
)
def test_a_bar_lies_within_the_plan_and_ends_after_it_starts(plan, cells, level, said):
    measure = Measure.objects.create(plan=plan, name="予約バス")
    item = RoadmapItem.objects.create(plan=plan, measure=measure, phase="trial", **cells)
    write(plan, SectionKey.ROADMAP, approach="順に進める。")

    found = messages(plan, SectionKey.ROADMAP)

    assert found == ([said] if said else [])
    if said:
        assert finding(plan, said).link == Link("roadmap_items", item.pk)
        assert finding(plan, said).level == level


def test_a_measure_without_a_bar_is_pointed_out(plan):
    Measure.objects.create(plan=plan, name="予約バス")
    measure = Measure.objects.create(plan=plan, name="健診")
    RoadmapItem.objects.create(plan=plan, measure=measure, start_year=2027, end_year=2027)

    assert messages(plan, SectionKey.ROADMAP, Level.WARNING) == [
        "施策1「予約バス」の工程がありません。"
    ]


def test_the_long_range_roadmap_is_looked_at_in_its_own_way(plan):
    Measure.objects.create(plan=plan, name="予約バス")
    write(plan, SectionKey.ROADMAP, style="themes", approach="大きく描く。")
    assert messages(plan, SectionKey.ROADMAP) == ["大きな取組が1つもありません。"]

    RoadmapTheme.objects.create(plan=plan, name="移動の自由")
    assert messages(plan, SectionKey.ROADMAP) == [
        "大きな取組「移動の自由」の段階が1つも書かれていません。"
    ]


# 7 情報セキュリティ ------------------------------------------------------------------------------


def test_security_measures_cover_the_four_categories(plan):
    write(plan, SectionKey.SECURITY, approach="守ります。")
    SecurityMeasure.objects.create(plan=plan, category="governance", name="体制")
    SecurityMeasure.objects.create(plan=plan, category="asset", name="機器")

    assert messages(plan, SectionKey.SECURITY) == [
        "セキュリティ対策にサービス・都市OSの区分のものがありません。"
    ]


def test_personal_data_in_the_measures_need_a_word_here(plan):
    DataLink.objects.create(plan=plan, service="健診", data="受診歴", personal_data="included")
    write(plan, SectionKey.SECURITY, approach="守ります。")
    said = (
        "個人情報を含むデータの連携（サービスとデータの連携「健診：受診歴」）がありますが、"
        "この章に個人情報の扱いが書かれていません。"
    )
    assert said in messages(plan, SectionKey.SECURITY)

    SecurityPrinciple.objects.create(plan=plan, name="個人情報は同意を得て使います")
    assert said not in messages(plan)


def test_the_old_ordinance_is_pointed_out_wherever_it_stands(plan):
    SecurityMeasure.objects.create(plan=plan, category="governance", name="体制")
    measure = Measure.objects.create(
        plan=plan, name="健診", personal_data="市個人情報保護条例に基づき扱う。"
    )

    said = "施策1「健診」に「個人情報保護条例」という言葉があります。"
    assert finding(plan, said).link == Link("measures", measure.pk)


def test_a_guideline_needs_its_edition(plan):
    Guideline.objects.create(plan=plan, name="スマートシティセキュリティガイドライン")

    assert (
        "版・時点のないガイドラインがあります"
        "（参照するガイドライン・規程「スマートシティセキュリティガイドライン」）。"
    ) in messages(plan, SectionKey.SECURITY)


# 8 用語集 ----------------------------------------------------------------------------------------


def test_a_term_needs_a_definition_and_a_reading(plan):
    term = Term.objects.create(plan=plan, term="都市OS")
    Term.objects.create(plan=plan, term="オープンデータ", definition="公開されたデータ")

    found = messages(plan, SectionKey.GLOSSARY, Level.WARNING)

    assert found == [
        "説明のない用語が1語あります（用語「都市OS」）。",
        "よみのない用語が1語あります（用語「都市OS」）。",
    ]
    assert finding(plan, found[0]).link == Link("terms", term.pk)

    write(plan, SectionKey.GLOSSARY, style="number")
    assert "よみのない用語が1語あります（用語「都市OS」）。" not in messages(plan)


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        ("都市ＯＳを整える。", ["API", "OS"]),
        ("都市OSとＡＰＩ", ["OS"]),
        ("OSの更新", ["都市OS", "API"]),
        ("rapid", ["都市OS", "API", "OS"]),
        ("", ["都市OS", "API", "OS"]),
    ],
)
def test_a_term_that_stands_nowhere_in_the_plan_is_noted(plan, words, unused):
    for place, word in enumerate(("都市OS", "API", "OS")):
        Term.objects.create(plan=plan, term=word, reading="よみ", definition="説", position=place)
    write(plan, SectionKey.MEASURES, overview=words)

    (found,) = [each for each in messages(plan) if "計画の文章に出てこない" in each]

    named = "、".join(f"用語「{word}」" for word in unused)
    assert found == f"計画の文章に出てこない用語が{len(unused)}語あります（{named}）。"


def test_words_that_need_explaining_are_listed_by_frequency(plan):
    Term.objects.create(plan=plan, term="都市OS", reading="としおーえす", definition="土台")
    write(
        plan,
        SectionKey.MEASURES,
        overview="レジリエンスと都市OSのサービス。ＭａａＳ、MaaS、MaaS。www.city.example.jp",
    )

    found = [each for each in messages(plan) if each.startswith("用語集にない")]

    assert found == ["用語集にないカタカナ語・略語があります：「ＭａａＳ」、「レジリエンス」"]


def test_a_word_that_needs_explaining_is_quoted_as_it_was_typed(plan):
    Term.objects.create(plan=plan, term="都市OS", reading="としおーえす", definition="土台")
    write(
        plan, SectionKey.MEASURES, overview="BIMaaSとMaaS、ＧＩＳ、<script>alert(1)</script>&amp;"
    )

    found = [each for each in messages(plan) if each.startswith("用語集にない")]

    assert found == ["用語集にないカタカナ語・略語があります：「BIMaaS」、「MaaS」、「ＧＩＳ」"]


def test_the_key_of_a_reference_is_no_word_to_explain(plan):
    Term.objects.create(plan=plan, term="工程表", reading="こうていひょう", definition="予定")
    write(
        plan,
        SectionKey.MEASURES,
        overview="〔→図#timeline 工程表〕とレジリエンス、レジリエンスについて記します。",
    )
    found = [each for each in messages(plan) if each.startswith("用語集にない")]
    assert found == ["用語集にないカタカナ語・略語があります：「レジリエンス」"]


def test_the_words_of_a_chapter_left_out_do_not_count(plan):
    Term.objects.create(plan=plan, term="都市OS", reading="としおーえす", definition="土台")
    write(plan, SectionKey.MEASURES, overview="都市OS")
    plan.chapters.filter(section="measures").update(included=False, omit_reason="別冊")

    assert "計画の文章に出てこない用語が1語あります（用語「都市OS」）。" in messages(plan)


def test_a_term_given_twice_is_pointed_out(plan):
    for word in ("都市OS", "都市ＯＳ"):
        Term.objects.create(plan=plan, term=word, reading="としおーえす", definition="土台")

    assert "用語「都市OS」が用語集に2つ以上あります。" in messages(plan)


# Years as they are typed ----------------------------------------------------------------------


def test_the_number_that_excel_made_of_a_date_is_told_before_it_is_printed(plan):
    DraftingStep.objects.create(plan=plan, date="45000", meeting="第1回会議")

    found = finding(plan, "策定の経過「第1回会議」の年月日「45000」を読めません。")

    assert found.level == Level.WARNING
    assert found.hint == (
        "Excelの日付の番号のようです（45000は令和5年3月15日にあたります）。"
        "日付を文字で入力してください。"
    )


def test_no_year_cell_is_left_unread_without_a_word(plan):
    PopulationRow.objects.create(plan=plan, year="令和ニ年", total="100")
    PopulationRow.objects.create(plan=plan, year="―", total="100")
    Statistic.objects.create(plan=plan, name="観光客数", value="5", year="令和ニ年")
    RelatedPlan.objects.create(
        plan=plan, name="総合計画", first_year="令和ニ年", last_year="令和ニ年"
    )
    DraftingStep.objects.create(plan=plan, date="令和ニ年", meeting="会議")
    Indicator.objects.create(
        plan=plan,
        name="数",
        baseline_year="令和ニ年",
        interim_year="令和ニ年",
        target_year="令和ニ年",
    )

    unread = [each for each in messages(plan) if "読めません" in each]

    assert unread == [
        "上位・関連計画「総合計画」の初年度「令和ニ年」を年度として読めません。",
        "上位・関連計画「総合計画」の最終年度「令和ニ年」を年度として読めません。",
        "策定の経過「会議」の年月日「令和ニ年」を読めません。",
        "人口の1行目の年「令和ニ年」を読めません。",
        "人口の2行目の年「―」を読めません。",
        "統計「観光客数」の年次「令和ニ年」を読めません。",
        "指標K1「数」の基準値の年次「令和ニ年」を読めません。",
        "指標K1「数」の中間値の年次「令和ニ年」を読めません。",
        "指標K1「数」の目標値の年次「令和ニ年」を読めません。",
    ]
