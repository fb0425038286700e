"""A closed edition is opened as a new plan."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import PolicyField
from smartplan.plans.content import plan_content
from smartplan.plans.models import Field, Measure, Plan
from smartplan.publishing.editions.opening import open_edition
from tests.plans.writing import put_last


def test_the_new_plan_holds_what_the_edition_held(full_plan, close, planner):
    publication = close(full_plan, "proposal")
    full_plan.refresh_from_db()
    then = plan_content(full_plan)
    Measure.of_plan(full_plan).delete()
    opened = open_edition(publication=publication, by=planner, title="第1号から")
    again = plan_content(opened)
    assert again["plan"] == {**then["plan"], "title": "第1号から"}
    assert (again["chapters"], again["rows"]) == (then["chapters"], then["rows"])
    assert Measure.of_plan(full_plan).count() == 0


def test_a_field_that_the_library_lost_since_does_not_stop_it(plan, close, planner):
    field = put_last(Field.objects.create(plan=plan, name="移動"))
    field.save()
    gone = PolicyField.objects.create(name="なくなる分野", position=99)
    field.policy_fields.add(gone)
    publication = close(plan)
    field.policy_fields.clear()
    gone.delete()
    opened = open_edition(publication=publication, by=planner, title="開いた計画")
    assert [row.name for row in Field.of_plan(opened)] == ["移動"]


def test_an_editor_opens_it_on_the_page_and_reads_where_it_came_from(
    full_plan, close, planner, logged_in
):
    close(full_plan, "final")
    path = reverse("publishing:edition_open", args=[full_plan.pk, 1])
    client = logged_in(planner)
    assert "（第1号から）" in client.get(path).content.decode()
    page = client.post(path, {"title": "次期計画"}, follow=True).content.decode()
    assert "の第1号（確定）から、新しい計画「次期計画」を作りました。" in page
    assert Plan.objects.get(title="次期計画").created_by == planner


def test_it_needs_a_title(full_plan, close, planner, logged_in):
    close(full_plan)
    path = reverse("publishing:edition_open", args=[full_plan.pk, 1])
    response = logged_in(planner).post(path, {"title": ""})
    assert response.status_code == 422
    assert "新しい計画の名称を入力してください。" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_viewer_opens_none(full_plan, close, viewer, logged_in, method):
    close(full_plan)
    path = reverse("publishing:edition_open", args=[full_plan.pk, 1])
    assert getattr(logged_in(viewer), method)(path).status_code == 403
    assert Plan.objects.count() == 1
