"""Every save can be brought back: texts, rows, links, and what was removed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from smartplan.plans.actions import start_plan
from smartplan.plans.models import (
    Citation,
    DataLink,
    Field,
    GoalLink,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    OrganizationUnit,
    PopulationRow,
    Revision,
    RoadmapItem,
    SituationText,
    Term,
)
from smartplan.plans.reading import read_plan
from smartplan.plans.revisions import content_of, differences, record
from smartplan.plans.revisions.snapshots import inline_kinds
from smartplan.plans.saving import restore as restore_at
from smartplan.structure.keys import SectionKey
from tests.plans.writing import ODD, a_free_chapter, fill, fill_every_kind, removed

pytestmark = pytest.mark.django_db

SAVED, REMOVED, RESTORED = Revision.Action.SAVED, Revision.Action.REMOVED, Revision.Action.RESTORED


@pytest.fixture
def situation(plan):
    return plan.chapters.get(section=SectionKey.SITUATION)


def restore(revision, *, by):
    return restore_at(revision, by=by, at=timezone.now())


def write_overview(chapter, words):
    SituationText.objects.filter(chapter=chapter).update(overview=words)


def test_a_save_keeps_who_when_and_what(plan, situation, planner):
    write_overview(situation, "人口が減っている。")
    Issue.objects.create(plan=plan, title="バスが少ない")

    revision = record(situation, by=planner, action=SAVED)

    assert (revision.unit, revision.unit_id) == ("chapter", situation.pk)
    assert (revision.author, revision.author_name) == (planner, "企画 花子")
    assert (revision.chapter_id, revision.label) == (situation.pk, "現状・課題")
    assert revision.content["texts"]["overview"] == "人口が減っている。"
    assert [row["title"] for row in revision.content["rows"]["issues"]] == ["バスが少ない"]


def test_a_save_that_changes_nothing_leaves_no_revision(situation, planner):
    assert record(situation, by=planner, action=SAVED)
    assert record(situation, by=planner, action=SAVED) is None


def test_renaming_a_field_is_no_change_of_its_measures(plan, planner):
    field = Field.objects.create(plan=plan, name="移動")
    measure = Measure.objects.create(plan=plan, field=field)
    record(measure, by=planner, action=SAVED)
    Field.objects.update(name="モビリティ")

    assert record(measure, by=planner, action=SAVED) is None


def test_the_texts_of_a_chapter_are_brought_back(situation, planner, colleague):
    write_overview(situation, f"初めの文章{ODD}")
    first = record(situation, by=planner, action=SAVED)
    write_overview(situation, "書き直した文章")
    record(situation, by=colleague, action=SAVED)

    restored = restore(first, by=planner)

    assert restored == situation
    assert SituationText.objects.get(chapter=situation).overview == f"初めの文章{ODD}"
    assert [revision.action for revision in situation.plan.revisions.all()] == [
        RESTORED,
        SAVED,
        SAVED,
    ]


def test_what_was_never_recorded_is_kept_before_a_restore(situation, planner):
    first = record(situation, by=planner, action=SAVED)
    write_overview(situation, "まだ記録のない文章")

    restore(first, by=planner)

    kept = Revision.objects.filter(unit="chapter", action=SAVED).first()
    assert kept.content["texts"]["overview"] == "まだ記録のない文章"
    restore(kept, by=planner)
    assert SituationText.objects.get(chapter=situation).overview == "まだ記録のない文章"


def test_rows_come_back_as_the_same_rows_with_their_links(plan, situation, planner):
    issue = Issue.objects.create(plan=plan, title="バスが少ない", position=1)
    measure = Measure.objects.create(plan=plan, name="予約バス")
    measure.issues.add(issue)
    before = record(situation, by=planner, action=SAVED)
    removed(issue, planner)
    added = Issue.objects.create(plan=plan, title="後から加えた課題", position=1)

    restore(before, by=planner)

    assert list(Issue.objects.values_list("pk", "title")) == [(issue.pk, "バスが少ない")]
    assert list(measure.issues.all()) == [issue]
    removal = Revision.objects.get(unit="issues", unit_id=added.pk, action=REMOVED)
    restore(removal, by=planner)
    assert Issue.objects.filter(pk=added.pk, title="後から加えた課題").exists()


def test_restoring_a_chapter_touches_nothing_of_the_other_chapters(plan, situation, planner):
    fill_every_kind(plan)
    before = record(situation, by=planner, action=SAVED)
    Issue.objects.update(title="変えた")
    PopulationRow.objects.create(plan=plan, year="2030")
    others = [
        record(chapter, by=planner, action=SAVED)
        for chapter in plan.chapters.exclude(pk=situation.pk)
    ]

    restore(before, by=planner)

    for revision in others:
        chapter = plan.chapters.get(pk=revision.unit_id)
        assert record(chapter, by=planner, action=SAVED) is None, chapter.title
    assert PopulationRow.objects.count() == 1


@pytest.mark.parametrize("section", SectionKey)
def test_every_cell_of_every_chapter_comes_back(plan, planner, section):
    rows = fill_every_kind(plan)
    chapter = plan.chapters.get(section=section)
    full = record(chapter, by=planner, action=SAVED)
    for kind, row in rows.items():
        if kind in inline_kinds(chapter) and kind is not Citation:
            removed(row, planner)
    SituationText.objects.update(overview="", strengths="")

    restore(full, by=planner)

    assert content_of(chapter, read_plan(plan)) == full.content


def test_a_removed_measure_comes_back_with_what_referred_to_it(plan, planner):
    rows = fill_every_kind(plan)
    measure = rows[Measure]
    removal = removed(measure, planner)
    assert RoadmapItem.objects.get().measure is None
    assert DataLink.objects.get().measure is None

    restored = restore(removal, by=planner)

    assert restored.pk == measure.pk
    assert RoadmapItem.objects.get().measure == restored
    assert DataLink.objects.get().measure == restored
    assert plan.citations.get().measure == restored
    assert list(restored.issues.all()) == [rows[Issue]]
    assert list(restored.indicators.all()) == [rows[Indicator]]
    assert restored.sdgs == [3, 11]
    assert restored.field == rows[Field]


def test_a_bar_that_was_given_another_measure_keeps_it(plan, planner):
    rows = fill_every_kind(plan)
    removal = removed(rows[Measure], planner)
    other = Measure.objects.create(plan=plan, name="別の施策")
    RoadmapItem.objects.update(measure=other)

    restore(removal, by=planner)

    assert RoadmapItem.objects.get().measure == other


def test_a_link_to_a_row_that_is_gone_is_left_out(plan, planner):
    rows = fill_every_kind(plan)
    removal = removed(rows[Measure], planner)
    rows[Issue].delete()
    rows[Field].delete()

    restored = restore(removal, by=planner)

    assert (restored.field, list(restored.issues.all())) == (None, [])
    assert restored.name == rows[Measure].name


def test_a_removed_field_comes_back_to_its_measures_issues_and_goals(plan, planner):
    rows = fill_every_kind(plan)
    removal = removed(rows[Field], planner)

    restored = restore(removal, by=planner)

    assert Measure.objects.get().field == restored
    assert Issue.objects.get().field == restored
    assert GoalLink.objects.get().field == restored
    assert [each.name for each in restored.policy_fields.all()] == ["モビリティ"]


def test_a_removed_indicator_comes_back_with_its_yearly_values(plan, planner):
    rows = fill_every_kind(plan)
    removal = removed(rows[Indicator], planner)
    assert not IndicatorValue.objects.exists()

    restored = restore(removal, by=planner)

    assert [(value.pk, value.year) for value in restored.values.all()] == [
        (rows[IndicatorValue].pk, 2031)
    ]
    assert list(Measure.objects.get().indicators.all()) == [restored]


def test_the_yearly_values_go_back_with_their_indicator(plan, planner):
    indicator = Indicator.objects.create(plan=plan, name="利用者")
    IndicatorValue.objects.create(plan=plan, indicator=indicator, year=2027, value="100")
    before = record(indicator, by=planner, action=SAVED)
    IndicatorValue.objects.update(value="999")
    IndicatorValue.objects.create(plan=plan, indicator=indicator, year=2028, value="200")
    record(indicator, by=planner, action=SAVED)

    restore(before, by=planner)

    assert list(IndicatorValue.objects.values_list("year", "value")) == [(2027, "100")]


def test_a_removed_indicator_goes_back_to_the_yearly_values_of_the_revision(plan, planner):
    indicator = Indicator.objects.create(plan=plan, name="利用者")
    IndicatorValue.objects.create(plan=plan, indicator=indicator, year=2027, value="100")
    before = record(indicator, by=planner, action=SAVED)
    IndicatorValue.objects.create(plan=plan, indicator=indicator, year=2028, value="200")
    removed(indicator, planner)

    restore(before, by=planner)

    assert list(IndicatorValue.objects.values_list("year", "value")) == [(2027, "100")]


def test_who_has_the_page_open_notices_a_restore(plan, situation, planner):
    measure = Measure.objects.create(plan=plan, name="前")
    before = record(measure, by=planner, action=SAVED)
    chapter_before = record(situation, by=planner, action=SAVED)
    Measure.objects.update(name="後")
    SituationText.objects.update(overview="後")

    restore(before, by=planner)
    restore(chapter_before, by=planner)

    assert Measure.objects.get().version == measure.version + 1
    situation.refresh_from_db()
    assert situation.version == 2
    assert situation.saved_by == planner


def test_the_settings_of_a_plan_are_brought_back(plan, planner):
    before = record(plan, by=planner, action=SAVED)
    plan.title, plan.years = "別の名称", 10
    plan.save()
    record(plan, by=planner, action=SAVED)

    restored = restore(before, by=planner)

    assert (restored.title, restored.years) == ("あおば市スマートシティ推進計画", 5)


def test_a_free_chapter_is_brought_back(plan, planner):
    chapter = a_free_chapter(plan, planner, "財政負担の考え方")
    created = plan.revisions.first()
    chapter.body, chapter.title = "本文", "別の題名"
    chapter.save()

    restore(created, by=planner)

    chapter.refresh_from_db()
    assert (chapter.title, chapter.body) == ("財政負担の考え方", "")


def test_a_restore_leaves_the_chapter_where_it_stands(plan, situation, planner):
    before = record(situation, by=planner, action=SAVED)
    write_overview(situation, "新しい文章")
    plan.chapters.filter(pk=situation.pk).update(position=7)

    restore(before, by=planner)

    situation.refresh_from_db()
    assert situation.position == 7


def test_an_id_that_now_belongs_to_another_plan_is_not_taken(plan, planner, town):
    term = Term.objects.create(plan=plan, term="都市OS")
    removal = removed(term, planner)
    other = start_plan(municipality=town, by=planner, title="別の計画")
    Term.objects.create(pk=removal.unit_id, plan=other, term="よその用語")

    restored = restore(removal, by=planner)

    assert restored.pk != removal.unit_id
    assert Term.objects.get(plan=other).term == "よその用語"
    assert Term.objects.get(plan=plan).term == "都市OS"


def test_units_never_come_to_stand_below_themselves(plan, planner):
    upper = OrganizationUnit.objects.create(plan=plan, name="本部")
    lower = OrganizationUnit.objects.create(plan=plan, name="部会", parent=upper)
    before = record(lower, by=planner, action=SAVED)
    lower.parent = None
    lower.save()
    upper.parent = lower
    upper.save()

    restored = restore(before, by=planner)

    assert restored.parent is None


def test_a_revision_costs_few_queries_however_long_the_plan(
    plan, situation, planner, django_assert_max_num_queries
):
    fill(plan, rows=20)
    with django_assert_max_num_queries(9):  # two of them the savepoint's
        record(situation, by=planner, action=SAVED)


def test_a_list_of_revisions_does_not_read_their_content(
    plan, situation, planner, django_assert_num_queries
):
    record(situation, by=planner, action=SAVED)
    with django_assert_num_queries(1):
        (listed,) = Revision.objects.listed(plan)
        assert (listed.label, listed.author_name) == ("現状・課題", "企画 花子")
    assert "content" in listed.get_deferred_fields()


# Differences -----------------------------------------------------------------------------------


def test_differences_are_told_in_the_words_of_the_pages(plan, situation, planner):
    issue = Issue.objects.create(plan=plan, title="バスが少ない", description="1日4本")
    before = record(situation, by=planner, action=SAVED)
    write_overview(situation, "人口が減っている。")
    SituationText.objects.filter(chapter=situation).update(style="focused")
    field = Field.objects.create(plan=plan, name="移動")
    Issue.objects.filter(pk=issue.pk).update(field=field, description="1日2本")
    Issue.objects.create(plan=plan, title="空き家が多い", position=2)
    after = record(situation, by=planner, action=SAVED)

    found = [
        (each.label, each.before, each.after) for each in differences(before.content, after.content)
    ]

    assert found == [
        ("書き方の型", "", "焦点型"),
        ("現状の概要", "", "人口が減っている。"),
        ("課題「バスが少ない」の説明", "1日4本", "1日2本"),
        ("課題「バスが少ない」の分野", "", "移動"),
        ("課題（追加）", "", "課題：空き家が多い"),
    ]


def test_a_removed_and_a_moved_row_are_told(plan, planner):
    chapter = plan.chapters.get(section=SectionKey.GLOSSARY)
    for place, word in enumerate(("都市OS", "API", "DX"), start=1):
        Term.objects.create(plan=plan, term=word, position=place)
    before = record(chapter, by=planner, action=SAVED)
    Term.objects.filter(term="DX").update(position=0)
    Term.objects.filter(term="API").delete()
    after = record(chapter, by=planner, action=SAVED)

    found = [
        (each.label, each.before, each.after) for each in differences(before.content, after.content)
    ]

    assert found == [
        ("用語（削除）", "用語：API", ""),
        ("用語（並び順の変更）", "都市OS\nAPI\nDX", "DX\n都市OS"),
    ]


def test_links_and_yearly_values_are_told_by_name(plan, planner):
    rows = fill_every_kind(plan)
    measure, indicator = rows[Measure], rows[Indicator]
    Issue.objects.update(title="バスが少ない")
    before = record(measure, by=planner, action=SAVED)
    values_before = record(indicator, by=planner, action=SAVED)
    measure.issues.clear()
    IndicatorValue.objects.update(value="１２０")
    IndicatorValue.objects.create(plan=plan, indicator=indicator, year=2032, value="新規")
    after = record(measure, by=planner, action=SAVED)
    values_after = record(indicator, by=planner, action=SAVED)

    (link,) = differences(before.content, after.content)
    values = differences(values_before.content, values_after.content)

    assert (link.label, link.before, link.after) == ("対応する課題", "バスが少ない", "")
    assert [(each.label, each.after) for each in values] == [
        ("2031年度の値", "１２０"),
        ("2032年度の値", "新規"),
    ]


def test_the_first_revision_differs_from_nothing(plan, planner):
    revision = record(plan, by=planner, action=Revision.Action.CREATED)

    found = differences({}, revision.content)

    assert ("計画の名称", "", "あおば市スマートシティ推進計画") in [
        (each.label, each.before, each.after) for each in found
    ]
