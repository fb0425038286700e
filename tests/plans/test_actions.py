"""Starting, copying, archiving and arranging plans; quoting cases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from smartplan.municipalities.models import Division
from smartplan.plans.actions import archive_plan, bring_back_plan, copy_plan, start_plan
from smartplan.plans.content import digest, plan_content
from smartplan.plans.models import TEXTS, Citation, Measure, Plan, Revision
from smartplan.structure.keys import SectionKey
from tests.plans.writing import a_case, a_free_chapter, fill_every_kind, quoted, removed

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def test_a_new_plan_has_the_eight_chapters_in_order(plan, planner):
    chapters = list(plan.chapters.all())

    assert [chapter.section for chapter in chapters] == list(SectionKey)
    assert [chapter.title for chapter in chapters] == [key.label for key in SectionKey]
    for chapter in chapters:
        assert TEXTS[SectionKey(chapter.section)].objects.filter(chapter=chapter).exists()
    assert plan.created_by == planner


def test_a_copy_holds_everything_and_the_original_stays(plan, planner, colleague):
    fill_every_kind(plan)
    before = plan_content(plan)

    copy = copy_plan(plan=plan, by=colleague, title="あおば市スマートシティ推進計画（改定）")

    made = plan_content(copy)
    assert made["plan"].pop("title") == "あおば市スマートシティ推進計画（改定）"
    before["plan"].pop("title")
    assert made == before
    assert (copy.municipality, copy.created_by) == (plan.municipality, colleague)
    assert plan.title == "あおば市スマートシティ推進計画"


def test_a_copy_shares_no_row_with_the_original(plan, planner):
    fill_every_kind(plan)
    copy = copy_plan(plan=plan, by=planner, title="写し")
    before = digest(copy)

    for measure in plan.measures.all():
        removed(measure, planner)

    assert digest(copy) == before


def test_a_copy_keeps_who_is_in_charge_and_when_a_case_was_quoted(plan, planner, colleague, town):
    colleague.name = planner.name
    colleague.save()
    division = Division.objects.create(municipality=town, name="企画課")
    plan.chapters.filter(section="purpose").update(person=planner, division=division)
    citation = quoted(plan.chapters.first(), planner)
    Citation.objects.filter(pk=citation.pk).update(case_updated_at=NOW, quoted_at=NOW)

    copy = copy_plan(plan=plan, by=colleague, title="写し")

    chapter = copy.chapters.first()
    assert (chapter.person, chapter.division) == (planner, division)
    copied = copy.citations.get()
    assert (copied.case_updated_at, copied.quoted_at, copied.quoted_by) == (NOW, NOW, planner)


def test_a_plan_that_no_file_could_bring_in_can_still_be_copied(plan, planner):
    """What stands in the database was typed by somebody: a copy never refuses it."""
    Plan.objects.update(start_year=9999)

    copy = copy_plan(plan=Plan.objects.get(), by=planner, title="写し")

    assert copy.start_year == 9999


def test_a_copy_of_an_archived_plan_is_not_archived(plan, planner):
    archive_plan(plan=plan, by=planner, at=timezone.now())

    copy = copy_plan(plan=plan, by=planner, title="あ" * 300)

    assert copy.archived_at is None
    assert copy.title == "あ" * 100


def test_an_archived_plan_can_be_brought_back(plan, planner):
    archive_plan(plan=plan, by=planner, at=timezone.now())
    assert list(Plan.objects.archived()) == [plan]

    bring_back_plan(plan=plan, by=planner, at=timezone.now())
    assert list(Plan.objects.current()) == [plan]


def test_a_free_chapter_comes_last_and_can_be_found_in_the_history(plan, planner):
    chapter = a_free_chapter(plan, planner, "財政負担の考え方")

    assert list(plan.chapters.all())[-1] == chapter
    assert chapter.section is None
    assert plan.revisions.get().label == "財政負担の考え方"


def test_a_quotation_outlives_the_case(plan, planner):
    case = a_case()
    citation = quoted(plan.chapters.first(), planner, case, note="体制を参考にした")
    case.delete()

    citation.refresh_from_db()
    assert (citation.case, citation.case_number, citation.actor, citation.title) == (
        None,
        "C901",
        "会津若松市",
        "事例",
    )
    assert (citation.source, citation.page, citation.as_of) == ("試験の資料", "P3", "令和4年3月")
    assert (citation.note, citation.quoted_by) == ("体制を参考にした", planner)


def test_a_case_is_quoted_once_a_chapter_and_measure(plan, planner):
    chapter = plan.chapters.first()
    measure = Measure.objects.create(plan=plan, name="予約バス")

    first = quoted(chapter, planner)
    again = quoted(chapter, planner)
    for_measure = quoted(chapter, planner, measure=measure)

    assert first == again
    assert [row.position for row in plan.citations.all()] == [1, 2]
    assert for_measure.measure == measure


def test_a_measure_of_another_plan_is_not_quoted_for(plan, planner, town):
    other = start_plan(municipality=town, by=planner, title="別の計画")
    measure = Measure.objects.create(plan=other)

    assert quoted(plan.chapters.first(), planner, measure=measure).measure is None


def test_a_removed_citation_is_listed_with_its_chapter(plan, planner):
    chapter = plan.chapters.all()[3]
    citation = quoted(chapter, planner)

    revision = removed(citation, planner)

    assert (revision.action, revision.chapter_id) == (Revision.Action.REMOVED, chapter.pk)
    assert not plan.citations.exists()
