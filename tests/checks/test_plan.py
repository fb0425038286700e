"""The plan's settings and its chapters: what is missing is said by name."""

from __future__ import annotations

import pytest

from cases.models import Case
from smartplan.checks.everything import findings_of
from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    Chapter,
    Edition,
    Plan,
)
from smartplan.plans.reading import read_plan
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, messages
from tests.plans.writing import a_free_chapter, quoted

pytestmark = pytest.mark.django_db


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
