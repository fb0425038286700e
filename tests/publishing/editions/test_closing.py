"""A manager closes an edition: what the plan held is kept under a number, for ever."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from smartplan.plans.actions import archive_plan
from smartplan.plans.content import plan_json
from smartplan.plans.models import Measure, Plan, PurposeText, Revision
from smartplan.publishing.editions.closing import NumberTakenError, close_edition, goes_back
from smartplan.publishing.models import Publication


def page_of(plan: Plan) -> str:
    return reverse("publishing:editions", args=[plan.pk])


def closing(number: int, edition: str = "proposal", **more: str) -> dict[str, str]:
    return {"number": str(number), "edition": edition, "acknowledged": "on", **more}


def test_an_edition_holds_the_whole_plan_and_its_hash(full_plan, close):
    publication = close(full_plan, "proposal", note="協議会に提出")
    full_plan.refresh_from_db()
    assert (publication.number, publication.edition, publication.note) == (
        1,
        "proposal",
        "協議会に提出",
    )
    assert publication.content == plan_json(full_plan)
    assert json.loads(publication.content)["plan"]["edition"] == "proposal"
    assert publication.sha256 == sha256(publication.content.encode()).hexdigest()
    first = Measure.of_plan(full_plan).first()
    assert publication.row_ids["measures-1"] == first.pk


def test_the_plan_itself_is_of_the_edition_that_was_closed(plan, close, manager):
    close(plan, "final")
    plan.refresh_from_db()
    assert (plan.edition, plan.version) == ("final", 2)
    newest = Revision.objects.filter(plan=plan, unit="plan").first()
    assert (newest.author, newest.content["fields"]["edition"]) == (manager, "final")


def test_what_is_written_afterwards_does_not_reach_the_edition(full_plan, close):
    publication = close(full_plan)
    before = publication.content
    Measure.of_plan(full_plan).update(name="あとで変えた施策")
    publication.refresh_from_db()
    assert publication.content == before
    assert "あとで変えた施策" not in before


def test_numbers_count_on_within_each_plan(plan, close, town, planner):
    other = Plan.objects.create(municipality=town, title="別の計画", created_by=planner)
    assert [close(plan).number, close(plan).number] == [1, 2]
    assert Publication.objects.filter(plan=other).count() == 0


def test_sent_twice_the_edition_is_closed_once(plan, manager):
    asked = {"plan": plan, "by": manager, "edition": "draft", "note": "", "expected": 1}
    close_edition(**asked, at=timezone.now())
    with pytest.raises(NumberTakenError):
        close_edition(**asked, at=timezone.now())
    assert Publication.objects.filter(plan=plan).count() == 1


@pytest.mark.parametrize(
    ("before", "edition", "back"),
    [("draft", "proposal", False), ("draft", "draft", False), ("final", "draft", True)],
)
def test_going_back_is_noticed(before, edition, back):
    assert goes_back(edition, before) is back


# The page --------------------------------------------------------------------------------------


def test_a_manager_closes_an_edition_on_the_page(full_plan, manager, logged_in):
    client = logged_in(manager)
    page = client.get(page_of(full_plan)).content.decode()
    assert "第1号を確定する" in page
    assert "確定した版はまだありません。" in page
    response = client.post(page_of(full_plan), closing(1, note="議会に報告"), follow=True)
    page = response.content.decode()
    publication = Publication.objects.get(plan=full_plan)
    assert "第1号（案）を確定しました。" in page
    assert "議会に報告" in page
    assert "管理 春子" in page
    assert publication.sha256 in page


def test_the_page_sends_nobody_to_a_manager_who_is_one(plan, manager, planner, logged_in):
    told = "版の確定は、管理者が行います。"
    assert told not in logged_in(manager).get(page_of(plan)).content.decode()
    assert told in logged_in(planner).get(page_of(plan)).content.decode()


def test_a_second_press_of_the_button_is_told_and_closes_nothing(full_plan, manager, logged_in):
    client = logged_in(manager)
    client.post(page_of(full_plan), closing(1))
    page = client.post(page_of(full_plan), closing(1), follow=True).content.decode()
    assert "先に新しい版が確定されています。" in page
    assert Publication.objects.filter(plan=full_plan).count() == 1


def test_concerns_must_be_acknowledged(full_plan, manager, logged_in):
    client = logged_in(manager)
    page = client.get(page_of(full_plan)).content.decode()
    assert re.search(r"確認事項が[0-9]+件残っています(（うち誤り [0-9]+件）)?</p>", page)
    answers = closing(1)
    del answers["acknowledged"]
    response = client.post(page_of(full_plan), answers)
    assert response.status_code == 422
    assert (
        "「確認事項が残っていることを承知で、版を確定する」にチェックを入れてください。"
        in response.content.decode()
    )
    assert Publication.objects.count() == 0


def test_going_back_is_said_and_done(plan, manager, logged_in, close):
    close(plan, "final")
    client = logged_in(manager)
    assert "前の版は「確定」です。" in client.get(page_of(plan)).content.decode()
    page = client.post(page_of(plan), closing(2, "draft"), follow=True).content.decode()
    assert "第2号（素案）を確定しました。前の版「確定」より前の段階の版です。" in page


@pytest.mark.parametrize("who", ["planner", "viewer"])
def test_editors_and_viewers_see_editions_and_close_none(plan, close, logged_in, request, who):
    close(plan, note="見てよい備考")
    client = logged_in(request.getfixturevalue(who))
    page = client.get(page_of(plan)).content.decode()
    assert "見てよい備考" in page
    assert "第2号を確定する" not in page
    assert client.post(page_of(plan), closing(2)).status_code == 403
    assert Publication.objects.count() == 1


def test_an_archived_plan_is_not_closed(plan, manager, logged_in):
    archive_plan(plan=plan, by=manager, at=timezone.now())
    client = logged_in(manager)
    assert client.post(page_of(plan), closing(1)).status_code == 403
    assert "保管中の計画の版は確定できません。" in client.get(page_of(plan)).content.decode()


def test_three_editions_cost_no_more_queries_than_one(
    plan, close, manager, logged_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = logged_in(manager)
    close(plan)
    client.get(page_of(plan))
    with django_assert_max_num_queries(40) as first:
        client.get(page_of(plan))
    close(plan)
    close(plan)
    with django_assert_num_queries(len(first)):
        page = client.get(page_of(plan)).content.decode()
    assert "第3号　素案" in page


def test_text_from_people_is_shown_and_never_run(plan, manager, logged_in, close):
    PurposeText.objects.filter(chapter__plan=plan).update(aim="<script>alert(1)</script>")
    close(plan, note="<b>太字</b>")
    page = logged_in(manager).get(page_of(plan)).content.decode()
    assert "&lt;b&gt;太字&lt;/b&gt;" in page


def test_who_closed_an_edition_can_leave_the_town_and_stays_named(
    plan, close, manager, planner, logged_in
):
    close(plan)
    manager.memberships.all().delete()
    page = logged_in(planner).get(page_of(plan)).content.decode()
    assert "管理 春子" in page
    with pytest.raises(ProtectedError):
        manager.delete()
