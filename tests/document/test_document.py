"""What the document holds, in which order, and how it is numbered."""

from __future__ import annotations

import pytest
from django.db.models import CharField, TextField

from smartplan.document.tree import Figure, Paragraph, ParagraphKind, Table
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    Indicator,
    PopulationRow,
    RoadmapText,
    RoadmapTheme,
    Statistic,
)
from tests.document.sample import write
from tests.printing.reading import chapter_named, headings_of, words_in


def tables_of(chapter):
    return [block for block in chapter.blocks if isinstance(block, Table)]


def drawn_in(chapter):
    return [block.key for block in chapter.blocks if isinstance(block, Figure)]


def lines_of(table):
    return [[cell.plain for cell in row.cells] for row in table.rows]


def printed_fields(kind):
    """The fields whose words the document prints as they are."""
    computed = {"year", "first_year", "last_year", "value", "start_year", "end_year", "number"}
    for field in kind._meta.concrete_fields:
        words = isinstance(field, CharField | TextField) and not field.choices
        numbers = field.name.endswith(("_value", "_year")) or field.name in computed
        numbers = numbers or (kind is PopulationRow and field.name != "source")
        # A column of the roadmap that nobody filled is not printed, nor is its heading.
        unprinted = field.name == "case_number" or field.name.startswith("heading_")
        if words and not numbers and not unprinted:
            yield field


def test_every_text_and_every_row_is_printed_somewhere(full_plan, document_of):
    projects = words_in(document_of(full_plan))
    write(full_plan, RoadmapText, style="themes")
    printed = "".join((projects + words_in(document_of(full_plan))).replace("※", "").split())
    missing = []
    for kind in (*ROWS, *TEXTS.values()):
        own = {"chapter__plan": full_plan} if kind in TEXTS.values() else {"plan": full_plan}
        for row in kind._default_manager.filter(**own):
            for field in printed_fields(kind):
                for line in str(getattr(row, field.name)).splitlines():
                    if "".join(line.split()).lstrip("■") not in printed:
                        missing.append((kind.__name__, field.name, line))
    # Beside a term in kana its reading would only repeat it.
    assert missing == [("Term", "reading", "だっしゅぼーど")]


def test_chapters_stand_in_the_plans_order_with_the_appendix_after_them(full_plan, document_of):
    full_plan.chapters.filter(section="security").update(part=Chapter.Part.APPENDIX)
    full_plan.chapters.filter(section="roadmap").update(position=0)

    document = document_of(full_plan)

    assert [chapter.heading for chapter in document.chapters] == [
        "第1章　ロードマップ",
        "第2章　策定の趣旨・位置づけ",
        "第3章　現状・課題",
        "第4章　基本方針",
        "第5章　推進体制",
        "第6章　個別施策",
        "第7章　用語集",
        "資料1　情報セキュリティ・個人情報保護の考え方",
        "資料2　策定の経過",
        "資料3　委員名簿",
        "資料4　パブリックコメントの結果",
        "資料5　引用した事例の出典",
    ]
    assert [part.title for part in document.front] == ["はじめに"]


@pytest.mark.parametrize(
    ("style", "chapter", "headings"),
    [
        ("chapter", "第5章", ["1　施策の全体像", "2　SDGsとの対応", "3　分野A　移動・交通"]),
        ("roman", "Ⅴ", ["1　施策の全体像", "2　SDGsとの対応", "3　分野A　移動・交通"]),
        ("decimal", "5", ["5-1　施策の全体像", "5-2　SDGsとの対応", "5-3　分野A　移動・交通"]),
    ],
)
def test_headings_are_numbered_in_the_plans_style(full_plan, document_of, style, chapter, headings):
    full_plan.numbering = style

    measures = chapter_named(document_of(full_plan), "個別施策")

    assert measures.label == chapter
    assert headings_of(measures)[:3] == headings
    assert "施策A-1　AIデマンド交通の全市展開" in headings_of(measures)
    assert "施策他-1　広報の充実" in headings_of(measures)


def test_a_plan_without_fields_prints_its_measures_in_no_group(full_plan, document_of):
    full_plan.fields.all().delete()

    measures = chapter_named(document_of(full_plan), "個別施策")

    headings = headings_of(measures)
    assert "施策1　AIデマンド交通の全市展開" in headings
    assert "3　施策の内容" in headings
    assert "その他の施策" not in words_in(document_of(full_plan))
    assert "他-" not in words_in(document_of(full_plan))


def test_a_chapter_left_out_of_the_plan_is_printed_nowhere(full_plan, document_of):
    full_plan.chapters.filter(section__in=("purpose", "measures")).update(included=False)

    document = document_of(full_plan)

    titles = [chapter.title for chapter in document.chapters]
    assert titles == [
        "現状・課題",
        "基本方針",
        "推進体制",
        "ロードマップ",
        "情報セキュリティ・個人情報保護の考え方",
        "用語集",
        "委員名簿",
    ]
    assert document.front == ()
    assert "策定の進め方" not in words_in(document)


def test_an_empty_plan_has_no_headings_without_content(plan, document_of):
    plan.start_year = None

    document = document_of(plan)

    assert document.is_empty
    assert document.cover.full_title == "あおば市スマートシティ推進計画（素案）"


def test_a_free_chapter_prints_its_text(plan, document_of):
    Chapter.objects.create(plan=plan, title="財政負担の考え方", position=20, body="・基金を使う")

    assert "基金を使う" in words_in(document_of(plan))


def test_a_final_edition_prints_no_edition(plan, document_of):
    plan.edition = "final"

    assert document_of(plan).cover.full_title == "あおば市スマートシティ推進計画"


def test_numbers_are_grouped_and_what_cannot_be_read_stays_as_typed(full_plan, document_of):
    table = tables_of(chapter_named(document_of(full_plan), "現状・課題"))[0]

    assert lines_of(table)[0] == [
        "昭和55年（1980年）",
        "98,000",
        "12,300",
        "55,000",
        "9,000",
        "9.2％",
        "実績",
    ]
    assert table.note == "出典：国勢調査（実績）、国立社会保障・人口問題研究所（推計）"
    Statistic.objects.filter(plan=full_plan).update(value="約１２３００人（見込み）")
    table = tables_of(chapter_named(document_of(full_plan), "現状・課題"))[1]
    assert lines_of(table)[0][1] == "約12,300人（見込み）"


@pytest.mark.parametrize(
    ("style", "year"),
    [
        ("era", "12,300\n（令和7年度）"),
        ("western", "12,300\n（2025年度）"),
        ("era_western", "12,300\n令和7年度\n（2025年度）"),
        ("western_era", "12,300\n2025年度\n（令和7年度）"),
    ],
)
def test_typed_years_follow_the_plans_way_of_writing_years(full_plan, document_of, style, year):
    full_plan.year_style = style

    table = tables_of(chapter_named(document_of(full_plan), "基本方針"))[2]

    assert lines_of(table)[0][4] == year


def test_a_column_that_nobody_filled_is_not_printed(full_plan, document_of):
    Indicator.objects.filter(plan=full_plan).update(interim_value="", interim_year="")

    table = tables_of(chapter_named(document_of(full_plan), "基本方針"))[2]

    assert "中間値" not in [column.heading for column in table.columns]


def test_the_roadmap_is_printed_in_the_chosen_style_only(full_plan, document_of):
    roadmap = chapter_named(document_of(full_plan), "ロードマップ")
    assert drawn_in(roadmap) == ["timeline"]
    assert "バス中心" not in words_in(document_of(full_plan))

    write(full_plan, RoadmapText, style="themes")
    RoadmapTheme.objects.filter(plan=full_plan).update(stage_4="自動運転")
    roadmap = chapter_named(document_of(full_plan), "ロードマップ")

    assert drawn_in(roadmap) == ["themes"]
    (table,) = tables_of(roadmap)
    assert [column.heading for column in table.columns] == ["取組", "現状", "5年後", "20年後"]
    assert lines_of(table) == [["移動の自由", "バス中心", "予約型", "自動運転"]]


def test_units_stand_under_their_parent_even_when_parents_form_a_ring(full_plan, document_of):
    head, section = full_plan.organization_units.order_by("position")
    table = tables_of(chapter_named(document_of(full_plan), "推進体制"))[0]
    assert [line[0] for line in lines_of(table)] == ["スマートシティ推進本部", "└ 交通部会"]

    head.parent = section
    head.save()

    table = tables_of(chapter_named(document_of(full_plan), "推進体制"))[0]
    assert [line[0] for line in lines_of(table)] == ["スマートシティ推進本部", "└ 交通部会"]


def test_a_short_future_image_stands_out(full_plan, document_of):
    policy = chapter_named(document_of(full_plan), "基本方針")

    kinds = [block.kind for block in policy.blocks if isinstance(block, Paragraph)]
    assert kinds[0] is ParagraphKind.VISION


def test_tables_are_numbered_through_the_document(full_plan, document_of):
    numbers = [
        block.number
        for chapter in document_of(full_plan).chapters
        for block in chapter.blocks
        if isinstance(block, Table) and block.caption
    ]

    assert numbers == [f"表{place}" for place in range(1, len(numbers) + 1)]


def test_the_year_that_all_targets_share_stands_once_in_the_head_of_their_column(
    full_plan, document_of
):
    full_plan.indicators.update(baseline_year="", target_year="R13")
    full_plan.indicators.filter(pk=full_plan.indicators.first().pk).update(baseline_year="R7")

    blocks = chapter_named(document_of(full_plan), "基本方針").blocks

    (listed,) = [each for each in blocks if getattr(each, "caption", "") == "指標の一覧"]
    heads = [column.heading for column in listed.columns]
    place = heads.index("目標値\n令和13年度\n（2031年度）")
    assert all("令和" not in row.cells[place].plain for row in listed.rows)
    assert "基準値" in heads, "baselines of several years keep their years"
    assert "令和7年度" in listed.rows[0].cells[heads.index("基準値")].plain
