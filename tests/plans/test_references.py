"""A reference in a text names what it means by id, and survives every way a plan can go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.plans.actions import copy_plan
from smartplan.plans.content import load_plan, plan_content
from smartplan.plans.content.unfolding import contents_from
from smartplan.plans.models import Indicator, Issue, Measure, MeasuresText, RoadmapText
from smartplan.plans.references import (
    Mark,
    mark_of,
    marks_in,
    pieces,
    replaced,
    with_local_ids,
    with_own_ids,
)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("〔→施策#17 オンライン診療〕", Mark("施策", "17", "オンライン診療")),
        ("〔→施策#17〕", Mark("施策", "17")),
        ("〔→図#timeline 工程表〕", Mark("図", "timeline", "工程表")),
        ("〔→章#4 推進体制〕", Mark("章", "4", "推進体制")),
        ("〔→指標#? 利用者数〕", Mark("指標", "?", "利用者数")),
        # What a keyboard makes of it.
        ("〔　→　施策＃１７　オンライン診療　〕", Mark("施策", "17", "オンライン診療")),
        ("〔⇒表#measures〕", Mark("表", "measures")),
    ],
)
def test_a_mark_is_read_however_it_was_typed(text, mark):
    assert list(pieces(f"前{text}後")) == ["前", mark, "後"]


@pytest.mark.parametrize("space", [" ", "　", " 　"])
def test_a_text_of_spaces_after_a_mark_does_not_hold_up_every_page_of_the_plan(space):
    text = f"〔→施策#17{space * 20_000}"[:20_000]

    assert marks_in(text) == []  # with a repeat of spaces beside another this took hours
    assert marks_in(f"{text}〕") == [Mark("施策", "17")]


@pytest.mark.parametrize(
    "text",
    [
        "〔施策#17〕",
        "→施策#17",
        "〔→施策 17〕",
        "〔→学校#17〕",
        "〔→施策#17 改\n行〕",
        "〔注〕",
        "【→施策#17】",
    ],
)
def test_what_is_no_mark_stays_as_it_is(text):
    assert marks_in(text) == []
    assert replaced(text, lambda mark: "×") == text


@given(st.text(alphabet="〔〕→#施策図1 7x\n", max_size=40))
def test_every_text_is_the_sum_of_its_pieces(text):
    assert "".join(str(each) for each in pieces(text)).count("〕") == text.count("〕")
    once = replaced(text, str)
    assert replaced(once, str) == once


def test_a_name_never_breaks_the_mark_that_holds_it():
    mark = mark_of("施策", 3, "名〔称〕が\n二行　" + "長" * 60)

    assert marks_in(str(mark)) == [mark]
    assert len(mark.words) == 40


def test_a_cell_that_is_too_short_loses_the_words_and_never_the_reference():
    text = "〔→施策#1 オンライン診療〕"

    assert with_local_ids(text, lambda kind, pk: "measures-1", 20) == "〔→施策#measures-1〕"


# The ways of a plan -------------------------------------------------------------------------------


@pytest.fixture
def written(plan):
    """A plan whose texts refer to rows, a chapter, a figure, and to a measure that is gone."""
    Measure.objects.create(plan=plan, name="消える施策", position=9).delete()
    for position in range(1, 4):
        Issue.objects.create(plan=plan, title=f"課題{position}", position=position)
    measure = Measure.objects.create(plan=plan, name="予約バス", position=1)
    indicator = Indicator.objects.create(plan=plan, name="利用者数", position=1)
    chapter = plan.chapters.get(section="roadmap")
    issue = Issue.objects.get(title="課題3")
    marks = (
        f"〔→施策#{measure.pk} 予約バス〕と〔→指標#{indicator.pk}〕、〔→課題#{issue.pk}〕、"
        f"〔→章#{chapter.pk} ロードマップ〕、〔→図#timeline〕、〔→施策#999999 消えた〕。"
    )
    MeasuresText.objects.filter(chapter__plan=plan).update(overview=marks)
    Measure.objects.filter(pk=measure.pk).update(purpose=marks)
    Issue.objects.filter(pk=issue.pk).update(title=f"{'あ' * 480}〔→施策#{measure.pk}〕")
    return plan


def meanings(plan) -> list[str]:
    """What the marks of the plan's overview mean, by name."""
    text = MeasuresText.objects.get(chapter__plan=plan).overview
    found = []
    for mark in marks_in(text):
        kinds = {"施策": plan.measures, "指標": plan.indicators, "課題": plan.issues}
        if mark.kind in kinds:
            found.append(str(kinds[mark.kind].filter(pk=mark.pk or 0).first())[:9])
        elif mark.kind == "章":
            found.append(plan.chapters.get(pk=mark.pk).title)
        else:
            found.append(mark.name)
    return found


MEANT = ["予約バス", "利用者数", "あああああああああ", "ロードマップ", "timeline", "None"]


def test_references_go_out_by_local_id(written):
    content = plan_content(written)
    overview = next(c for c in content["chapters"] if c["section"] == "measures")["texts"][
        "overview"
    ]

    assert overview == (
        "〔→施策#measures-1 予約バス〕と〔→指標#indicators-1〕、〔→課題#issues-3〕、"
        "〔→章#chapters-6 ロードマップ〕、〔→図#timeline〕、〔→施策#? 消えた〕。"
    )


def test_references_mean_the_same_in_another_town_and_in_a_copy(
    written, planner, other_town, outsider
):
    elsewhere = load_plan(plan_content(written), municipality=other_town, by=outsider)
    copied = copy_plan(plan=written, by=planner, title="写し")

    assert meanings(written) == meanings(elsewhere) == meanings(copied) == MEANT
    assert plan_content(elsewhere) == {**plan_content(written), "municipality": "992029"}
    assert (
        elsewhere.measures.get().purpose
        == elsewhere.chapters.get(section="measures").measurestext.overview
    )
    assert elsewhere.issues.get(position=3).title.endswith(
        f"〔→施策#{elsewhere.measures.get().pk}〕"
    )


def test_a_copys_first_revision_can_bring_its_references_back(written, planner):
    copied = copy_plan(plan=written, by=planner, title="写し")
    chapter = copied.chapters.get(section="measures")
    revision = copied.revisions.filter(unit="chapter", unit_id=chapter.pk).first()

    assert revision.content["texts"]["overview"] == chapter.measurestext.overview


def test_a_frozen_plan_reads_its_references_by_the_ids_of_its_rows(written, town):
    contents = contents_from(plan_content(written), town)
    (measure,) = contents.rows(Measure)

    assert f"〔→施策#{measure.pk} 予約バス〕" in contents.text_of("measures").overview
    assert f"〔→章#{contents.chapter_of('roadmap').pk} " in contents.text_of("measures").overview


def test_a_plan_without_references_is_not_touched(plan, planner):
    RoadmapText.objects.update(approach="〔注〕【→】〔施策#1〕")

    assert (
        copy_plan(plan=plan, by=planner, title="写し")
        .chapters.get(section="roadmap")
        .roadmaptext.approach
        == "〔注〕【→】〔施策#1〕"
    )


def test_unknown_local_ids_become_nobody():
    assert with_own_ids("〔→施策#measures-9 予約バス〕", {"measures": {}}) == "〔→施策#? 予約バス〕"
