"""The plan at a glance: one A3 page or two A4 pages, whatever the plan holds."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from smartplan.plans.models import Field, Indicator, Issue, Measure, OrganizationUnit, RoadmapItem
from smartplan.plans.reading import read_plan
from smartplan.printing.summary import Paper, render_summary
from smartplan.printing.summary.gathering import DENSITIES, excerpt, gather
from smartplan.structure.keys import SectionKey
from tests.printing.reading import pages_of

A3_LANDSCAPE, A4 = (1191, 842), (595, 842)


@pytest.fixture
def crowded_plan(plan):
    """60 measures in six fields, 100 indicators, 40 issues, all with long names."""
    purpose = plan.chapters.get(section="purpose").purposetext
    purpose.aim = "長い趣旨の文です。" * 800
    purpose.save()
    fields = Field.objects.bulk_create(
        Field(plan=plan, name=f"分野の名称がとても長い場合の確認{n}", position=n) for n in range(6)
    )
    measures = Measure.objects.bulk_create(
        Measure(plan=plan, name=f"名称の長い施策の第{n}号" * 4, field=fields[n % 6], position=n)
        for n in range(60)
    )
    RoadmapItem.objects.bulk_create(
        RoadmapItem(plan=plan, measure=each, phase="trial", start_year=2026, end_year=2028)
        for each in measures
    )
    Indicator.objects.bulk_create(
        Indicator(plan=plan, name=f"とても名称の長い指標その{n}", baseline_value="1000", unit="人")
        for n in range(100)
    )
    Issue.objects.bulk_create(Issue(plan=plan, title=f"課題{n}" * 20) for n in range(40))
    OrganizationUnit.objects.bulk_create(
        OrganizationUnit(plan=plan, name=f"推進会議その{n}") for n in range(40)
    )
    return plan


def text_of_pdf(pdf: bytes) -> str:
    return "".join("".join(pages_of(pdf)).split())


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        boxes = [page.mediabox for page in opened.pages]
        return [(round(float(box[2])), round(float(box[3]))) for box in boxes]


@pytest.mark.parametrize("which", ["plan", "full_plan"])
def test_it_is_one_a3_page_or_two_a4_pages(request, which):
    contents = read_plan(request.getfixturevalue(which))
    assert sizes(render_summary(contents, Paper.A3)) == [A3_LANDSCAPE]
    assert sizes(render_summary(contents, Paper.A4)) in ([A4], [A4, A4])


@pytest.mark.parametrize(("paper", "pages"), [(Paper.A3, [A3_LANDSCAPE]), (Paper.A4, [A4, A4])])
def test_what_finds_no_room_does_not_disappear_without_a_word(crowded_plan, paper, pages):
    pdf = render_summary(read_plan(crowded_plan), paper)
    words = text_of_pdf(pdf)
    assert sizes(pdf) == pages
    for heading in ("施策の体系", "主な指標", "ロードマップ（年度）", "推進体制", "課題"):
        assert heading in words
    assert words.count("ほか") == 5


def test_it_says_what_the_plan_says(full_plan):
    words = text_of_pdf(render_summary(read_plan(full_plan)))
    contents = read_plan(full_plan)
    assert "".join(full_plan.title.split()) in words
    for measure in contents.rows(Measure):
        assert contents.measure_code(measure) in words
        assert "".join(measure.name.split()) in words


def test_the_measures_of_a_plan_without_fields_are_in_no_group(full_plan):
    full_plan.fields.all().delete()

    summary = gather(read_plan(full_plan), DENSITIES[0])

    parts = {part.heading: part for column in summary.columns for part in column}
    listing = parts["施策の体系"].listing
    assert listing.headings == ()
    assert listing.lines[0] == ("1　AIデマンド交通の全市展開",)


def test_a_chapter_left_out_of_the_plan_is_left_out_here(full_plan):
    full_plan.chapters.filter(section="policy").update(included=False, omit_reason="別冊")
    summary = gather(read_plan(full_plan), DENSITIES[0])
    headings = [part.heading for column in summary.columns for part in column]
    assert "施策の体系" in headings
    assert not {"将来像", "基本理念", "主な指標"} & set(headings)


@pytest.mark.parametrize(
    ("typed", "longest", "shown"),
    [
        ("一文目です。二文目です。", 20, "一文目です。二文目です。"),
        ("一文目です。二文目です。", 10, "一文目です。"),
        ("切れ目のない長い文", 6, "切れ目のな…"),
        ("■見出し\n本文です。\n・項目", 20, "本文です。"),
        ("", 20, ""),
    ],
)
def test_a_long_text_ends_with_a_sentence_or_says_that_it_goes_on(typed, longest, shown):
    assert excerpt(typed, longest) == shown


def test_it_is_tagged_and_named_for_a_screen_reader(full_plan):
    with pikepdf.open(BytesIO(render_summary(read_plan(full_plan)))) as opened:
        assert opened.Root.Lang == "ja"
        assert opened.Root.MarkInfo.Marked
        assert str(opened.docinfo["/Title"]) == f"{full_plan.title}　概要版"


def test_html_in_a_text_is_printed_as_text(plan):
    text = plan.chapters.get(section=SectionKey.PURPOSE).purposetext
    text.aim = '</style><img src="file:///etc/passwd">危険な文。'
    text.save()
    assert '<imgsrc="file:///etc/passwd">危険な文。' in text_of_pdf(render_summary(read_plan(plan)))
