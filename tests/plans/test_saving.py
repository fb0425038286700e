"""The one door: fields are merged one by one, nothing is overwritten unseen, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import PolicyField
from smartplan.plans.actions import start_plan
from smartplan.plans.models import (
    Chapter,
    Field,
    Indicator,
    Issue,
    Measure,
    OrganizationUnit,
    Plan,
    PolicyText,
    Revision,
    SituationText,
)
from smartplan.plans.reading import read_plan
from smartplan.plans.revisions import content_of
from smartplan.plans.saving import WHATEVER, Order, Removal, Write, digest_of, save
from smartplan.structure.keys import SectionKey

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def situation(plan):
    return plan.chapters.get(section=SectionKey.SITUATION)


@pytest.fixture
def do(plan, planner):
    """Save as the planner, a minute after whatever came before."""

    def save_now(*changes, by=None, **more):
        return save(changes, plan=plan, by=by or planner, at=timezone.now(), **more)

    return save_now


def issues(plan, *titles):
    return [
        Issue.objects.create(plan=plan, title=title, position=place)
        for place, title in enumerate(titles, start=1)
    ]


def titles(plan):
    return [row.title for row in read_plan(plan).rows(Issue)]


# Fields -----------------------------------------------------------------------------------------


def test_a_text_is_stored_with_its_revision_its_writer_and_its_time(plan, situation, planner):
    later = NOW + timedelta(hours=1)
    write = Write(Chapter, situation.pk, "overview", "人口は減っている。", base="")
    saved = save([write], plan=plan, by=planner, at=later)

    assert SituationText.objects.get().overview == "人口は減っている。"
    situation.refresh_from_db()
    plan.refresh_from_db()
    assert saved.changed
    assert saved.versions == {(Chapter, situation.pk): 2}
    assert (situation.version, situation.saved_by, situation.saved_at) == (2, planner, later)
    assert situation.state == Chapter.State.IN_PROGRESS
    assert (plan.saves, plan.updated_at) == (1, later)
    revision = Revision.objects.get()
    assert (revision.unit, revision.summary, revision.author) == ("chapter", "現状の概要", planner)
    assert revision.content["texts"]["overview"] == "人口は減っている。"


def test_what_only_one_of_two_changed_needs_no_decision(plan, situation, do, colleague):
    do(Write(Chapter, situation.pk, "overview", "同僚の概要", base=""), by=colleague)
    saved = do(
        Write(Chapter, situation.pk, "overview", "", base=""),
        Write(Chapter, situation.pk, "strengths", "私の強み", base=""),
    )
    text = SituationText.objects.get()
    assert (text.overview, text.strengths) == ("同僚の概要", "私の強み")
    assert [change.field for change in saved.taken] == ["overview"]
    assert saved.is_whole


def test_what_both_changed_stays_and_holds_back_nothing_else(plan, situation, do, colleague):
    do(Write(Chapter, situation.pk, "overview", "同僚の概要", base=""), by=colleague)
    saved = do(
        Write(Chapter, situation.pk, "overview", "私の概要", base=""),
        Write(Chapter, situation.pk, "strengths", "私の強み", base=""),
    )
    text = SituationText.objects.get()
    assert (text.overview, text.strengths) == ("同僚の概要", "私の強み")
    (conflict,) = saved.conflicts
    assert (conflict.change.value, conflict.stored) == ("私の概要", "同僚の概要")
    assert saved.changed
    assert not saved.is_whole


def test_the_same_words_from_two_people_are_no_conflict(plan, situation, do, colleague):
    do(Write(Chapter, situation.pk, "overview", "同じ", base=""), by=colleague)
    assert do(Write(Chapter, situation.pk, "overview", "同じ", base="")).is_whole
    assert Revision.objects.count() == 1


def test_a_field_without_a_known_base_is_never_overwritten(plan, situation, do):
    SituationText.objects.update(overview="前からの概要")
    saved = do(Write(Chapter, situation.pk, "overview", "私の概要"))
    assert [conflict.stored for conflict in saved.conflicts] == ["前からの概要"]
    assert SituationText.objects.get().overview == "前からの概要"
    assert not saved.changed


def test_a_digest_tells_as_much_as_the_base_itself(plan, situation, do):
    SituationText.objects.update(overview="一行目\n二行目")
    seen = digest_of("一行目\r\n二行目  ")
    assert do(Write(Chapter, situation.pk, "overview", "新しい", base=seen)).changed
    assert do(Write(Chapter, situation.pk, "overview", "もう一つ", base=seen)).conflicts
    assert SituationText.objects.get().overview == "新しい"


def test_what_cannot_be_stored_is_refused_by_itself(plan, situation, do):
    issue = Issue.objects.create(plan=plan, title="交通")
    saved = do(
        Write(Issue, issue.pk, "title", "あ" * 501, base="交通"),
        Write(Issue, issue.pk, "description", "高齢者の足", base=""),
        Write(Chapter, situation.pk, "style", "無い様式", base=""),
    )
    issue.refresh_from_db()
    assert (issue.title, issue.description) == ("交通", "高齢者の足")
    assert [refusal.message for refusal in saved.refusals] == [
        "500文字までで入力してください（現在501文字です）。",
        "一覧にない値です。選び直してください。",
    ]


def test_nothing_is_touched_where_nothing_differs(plan, situation, do):
    before = Plan.objects.values().get()
    assert not do(Write(Chapter, situation.pk, "overview", "", base="")).changed
    assert Plan.objects.values().get() == before
    assert not Revision.objects.exists()


def test_settings_of_the_plan_are_a_unit_of_their_own(plan, do):
    saved = do(
        Write(Plan, plan.pk, "title", "新しい名称", base=plan.title),
        Write(Plan, plan.pk, "years", 10, base=5),
    )
    plan.refresh_from_db()
    assert (plan.title, plan.years, plan.version) == ("新しい名称", 10, 2)
    assert saved.versions == {(Plan, plan.pk): 2}
    assert Revision.objects.get().unit == "plan"


# New rows ---------------------------------------------------------------------------------------


def test_a_row_sent_twice_is_made_once(plan, do):
    row = (
        Write(Issue, "mark-1", "title", "交通"),
        Write(Issue, "mark-1", "description", "高齢者の足"),
    )
    first, second = do(*row), do(*row)
    issue = Issue.objects.get()
    assert first.ids == second.ids == {"mark-1": issue.pk}
    assert (first.changed, second.changed) == (True, False)
    assert (issue.title, issue.description, issue.position) == ("交通", "高齢者の足", 1)


def test_a_mark_whose_row_was_removed_makes_a_row_again(plan, do):
    do(Write(Issue, "mark-1", "title", "交通"))
    do(Removal(Issue, Issue.objects.get().pk))
    do(Write(Issue, "mark-1", "title", "交通"))
    assert titles(plan) == ["交通"]


def test_marks_of_another_plan_lead_nowhere(plan, do, planner, town):
    other = start_plan(municipality=town, by=planner, title="別の計画")
    save([Write(Issue, "m", "title", "別の課題")], plan=other, by=planner, at=NOW)
    do(Write(Issue, "m", "title", "この課題"))
    assert (titles(plan), titles(other)) == (["この課題"], ["別の課題"])


def test_a_new_row_with_nothing_in_it_is_not_made(plan, do):
    blank = (Write(Indicator, "m", "name", ""), Write(Indicator, "m", "year_kind", "fiscal"))
    default = Indicator().year_kind
    assert default == "fiscal"
    assert not do(*blank).changed
    assert not Indicator.objects.exists()


def test_a_new_measure_has_links_and_a_revision_of_its_own(plan, do):
    (issue,) = issues(plan, "交通")
    saved = do(
        Write(Measure, "m", "name", "デマンド交通"),
        Write(Measure, "m", "issues", [issue.pk]),
    )
    measure = Measure.objects.get()
    assert list(measure.issues.all()) == [issue]
    revision = Revision.objects.get()
    assert (revision.unit, revision.action) == ("measures", "created")
    assert revision.content["fields"]["issues"] == [issue.pk]
    assert revision.chapter_id == plan.chapters.get(section=SectionKey.MEASURES).pk
    assert saved.contents.issues_of(saved.contents.rows(Measure)[0]) == [issue]


def test_a_new_chapter_comes_last_with_its_text(plan, do):
    saved = do(Write(Chapter, "m", "title", "補足"), Write(Chapter, "m", "body", "本文"))
    chapter = Chapter.objects.get(section=None)
    assert (chapter.title, chapter.body, chapter.position) == ("補足", "本文", 9)
    assert saved.ids == {"m": chapter.pk}
    assert Revision.objects.get().action == "created"


# Rows that are there ----------------------------------------------------------------------------


def test_cells_of_one_row_merge(plan, do, colleague):
    (issue,) = issues(plan, "交通")
    do(Write(Issue, issue.pk, "description", "同僚の説明", base=""), by=colleague)
    do(Write(Issue, issue.pk, "title", "移動", base="交通"))
    issue.refresh_from_db()
    assert (issue.title, issue.description) == ("移動", "同僚の説明")


def test_a_row_that_changed_is_not_removed_unseen(plan, do, colleague):
    (issue,) = issues(plan, "交通")
    do(Write(Issue, issue.pk, "title", "同僚の題", base="交通"), by=colleague)
    saved = do(Removal(Issue, issue.pk, {("title", None): "交通", ("description", None): ""}))
    assert saved.conflicts[0].stored == {"title": "同僚の題"}
    assert titles(plan) == ["同僚の題"]


def test_a_removed_row_in_which_somebody_writes_comes_back_whole(plan, do, colleague):
    (issue,) = issues(plan, "交通")
    Issue.objects.update(description="高齢者の足")
    measure = Measure.objects.create(plan=plan, name="バス")
    measure.issues.add(issue)
    do(Removal(Issue, issue.pk), by=colleague)
    saved = do(Write(Issue, issue.pk, "title", "移動", base="交通"))
    back = Issue.objects.get()
    assert (back.pk, back.title, back.description) == (issue.pk, "移動", "高齢者の足")
    assert list(measure.issues.all()) == [back]
    assert saved.returned == [back]


def test_a_row_that_comes_back_in_conflict_is_in_the_history(plan, do, colleague):
    (issue,) = issues(plan, "交通")
    do(Write(Issue, issue.pk, "title", "同僚の題", base="交通"), by=colleague)
    do(Removal(Issue, issue.pk), by=colleague)
    saved = do(Write(Issue, issue.pk, "title", "私の題", base="交通"))
    newest = Revision.objects.first()
    assert (saved.conflicts[0].stored, saved.changed) == ("同僚の題", True)
    assert saved.contents.row(Issue, issue.pk).title == "同僚の題"
    assert newest.summary == "削除された行を元に戻す"
    assert [row["title"] for row in newest.content["rows"]["issues"]] == ["同僚の題"]


def test_a_row_that_goes_in_the_same_save_is_not_referred_to(plan, do):
    (issue,) = issues(plan, "交通")
    field = Field.objects.create(plan=plan, name="移動")
    saved = do(Removal(Field, field.pk), Write(Issue, issue.pk, "field", field.pk, base=None))
    assert "削除されます" in saved.refusals[0].message
    assert not Field.objects.exists()


def test_a_removed_row_that_i_left_alone_stays_removed(plan, do, colleague):
    (issue,) = issues(plan, "交通")
    do(Removal(Issue, issue.pk), by=colleague)
    assert do(Write(Issue, issue.pk, "title", "交通", base="交通")).is_whole
    assert titles(plan) == []


def test_a_row_of_another_plan_is_not_written(plan, do, planner, town):
    other = start_plan(municipality=town, by=planner, title="別の計画")
    (issue,) = issues(other, "別の課題")
    saved = do(Write(Issue, issue.pk, "title", "乗っ取り", base="別の課題"))
    assert "この計画のものではない行" in saved.refusals[0].message
    assert titles(other) == ["別の課題"]


def test_yearly_values_merge_year_by_year(plan, do, colleague):
    indicator = Indicator.objects.create(plan=plan, name="利用者")
    do(Write(Indicator, indicator.pk, "values", "100", base="", year=2027), by=colleague)
    do(
        Write(Indicator, indicator.pk, "values", "", base="", year=2027),
        Write(Indicator, indicator.pk, "values", "200", base="", year=2028),
    )
    assert read_plan(plan).values_of(indicator) == {2027: "100", 2028: "200"}
    do(Write(Indicator, indicator.pk, "values", "", base="100", year=2027))
    assert read_plan(plan).values_of(indicator) == {2028: "200"}


def test_a_field_belongs_to_policy_fields_of_the_library(plan, do):
    mobility = PolicyField.objects.create(name="モビリティ", position=1)
    saved = do(Write(Field, "m", "name", "移動"), Write(Field, "m", "policy_fields", [mobility.pk]))
    field = Field.objects.get()
    assert list(field.policy_fields.all()) == [mobility]
    assert saved.contents.policy_fields_of(field) == ["モビリティ"]


def test_a_reference_to_a_row_that_is_gone_is_refused(plan, do):
    (issue,) = issues(plan, "交通")
    saved = do(Write(Issue, issue.pk, "field", 999, base=None))
    assert "削除しています" in saved.refusals[0].message


def test_no_unit_comes_to_stand_below_itself(plan, do):
    above = OrganizationUnit.objects.create(plan=plan, name="本部")
    below = OrganizationUnit.objects.create(plan=plan, name="部会", parent=above)
    saved = do(Write(OrganizationUnit, above.pk, "parent", below.pk, base=None))
    assert "上位の組織に選べません" in saved.refusals[0].message
    assert not saved.changed


def test_what_a_removed_row_was_linked_to_forgets_it_in_the_plan_that_is_returned(plan, do):
    field = Field.objects.create(plan=plan, name="移動")
    measure = Measure.objects.create(plan=plan, name="バス", field=field)
    saved = do(Removal(Field, field.pk))
    assert saved.contents.row(Measure, measure.pk).field is None
    assert [row.pk for row in saved.removed] == [field.pk]
    assert Revision.objects.filter(action="removed").get().content["incoming"] == {
        "measures.field": [measure.pk]
    }


# Order ------------------------------------------------------------------------------------------


def test_rows_take_the_order_in_which_they_were_put(plan, do):
    one, two, three = (row.pk for row in issues(plan, "一", "二", "三"))
    do(Order(Issue, (three, one, two), base=(one, two, three)))
    assert titles(plan) == ["三", "一", "二"]


def test_the_order_of_the_other_stays_where_i_moved_nothing(plan, do, colleague):
    one, two = (row.pk for row in issues(plan, "一", "二"))
    do(Order(Issue, (two, one), base=(one, two)), by=colleague)
    assert do(Order(Issue, (one, two), base=(one, two))).is_whole
    assert titles(plan) == ["二", "一"]


def test_two_orders_are_shown_side_by_side(plan, do, colleague):
    one, two, three = (row.pk for row in issues(plan, "一", "二", "三"))
    do(Order(Issue, (two, one, three), base=(one, two, three)), by=colleague)
    saved = do(Order(Issue, (one, three, two), base=(one, two, three)))
    assert saved.conflicts[0].stored == [two, one, three]
    assert titles(plan) == ["二", "一", "三"]


def test_a_new_row_stands_behind_the_row_after_which_it_was_typed(plan, do, colleague):
    one, two = (row.pk for row in issues(plan, "一", "二"))
    do(Write(Issue, "other", "title", "同僚"), by=colleague)
    do(Write(Issue, "m", "title", "間"), Order(Issue, (one, "m", two), base=(one, two)))
    assert titles(plan) == ["一", "間", "二", "同僚"]


def test_rows_of_a_page_that_were_not_sent_keep_their_places(plan, do):
    _, two, three, _ = (row.pk for row in issues(plan, "一", "二", "三", "四"))
    do(Order(Issue, (three, two), base=(two, three)))
    assert titles(plan) == ["一", "三", "二", "四"]


def test_a_row_that_a_button_moved_says_so_in_its_history(plan, do):
    first = Measure.objects.create(plan=plan, name="一", position=1)
    second = Measure.objects.create(plan=plan, name="二", position=2)
    do(Order(Measure, (second.pk, first.pk), base=(first.pk, second.pk), moved=second.pk))
    assert [row.name for row in read_plan(plan).rows(Measure)] == ["二", "一"]
    revision = Revision.objects.get()
    assert (revision.unit_id, revision.summary) == (second.pk, "順番")


# Revisions --------------------------------------------------------------------------------------


def test_every_save_appends_a_revision_and_changes_none(plan, situation, do):
    do(Write(Chapter, situation.pk, "overview", "一", base=""))
    before = list(Revision.objects.values())
    do(Write(Chapter, situation.pk, "overview", "二", base="一"))
    assert list(Revision.objects.order_by("pk").values())[:1] == before
    assert Revision.objects.count() == 2


def test_the_revision_holds_what_the_database_holds(plan, situation, do):
    (one,) = issues(plan, "一")
    field = Field.objects.create(plan=plan, name="移動")
    do(
        Write(Issue, one.pk, "field", field.pk, base=None),
        Write(Issue, "m", "title", "二"),
        Order(Issue, ("m", one.pk), base=(one.pk,)),
        Write(Chapter, situation.pk, "overview", "概要", base=""),
        Write(Chapter, situation.pk, "state", "done", base="not_started"),
        Write(Chapter, situation.pk, "division_name", "企画課", base=""),
    )
    situation.refresh_from_db()
    newest = Revision.objects.first()
    assert newest.content == content_of(situation, read_plan(plan))
    assert newest.summary == "現状の概要、課題、状態、担当課の名称"


def test_an_older_state_is_brought_back_over_whatever_stands_there(plan, do):
    policy = plan.chapters.get(section=SectionKey.POLICY)
    PolicyText.objects.update(vision="今の姿")
    do(Write(Chapter, policy.pk, "vision", "前の姿", base=WHATEVER))
    assert PolicyText.objects.get().vision == "前の姿"


# Who reads what ---------------------------------------------------------------------------------


def test_a_plan_that_was_read_is_not_read_again(
    plan, situation, planner, django_assert_num_queries
):
    contents = read_plan(plan)
    write = Write(Chapter, situation.pk, "overview", "概要", base="")
    with django_assert_num_queries(4):  # plan, text, chapter, revision
        save([write], plan=plan, by=planner, at=NOW, contents=contents)


def test_a_plan_that_somebody_saved_since_is_read_again(plan, situation, do, colleague):
    contents = read_plan(plan)
    do(Write(Chapter, situation.pk, "overview", "同僚", base=""), by=colleague)
    saved = do(Write(Chapter, situation.pk, "overview", "私", base=""), contents=contents)
    assert [conflict.stored for conflict in saved.conflicts] == ["同僚"]
    assert SituationText.objects.get().overview == "同僚"
