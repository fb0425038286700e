"""Who may open a plan: a stranger finds nothing, a reader changes nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from smartplan.municipalities.models import Membership, Role
from smartplan.plans import access
from smartplan.plans.actions import start_plan
from smartplan.plans.models import ROWS, Measure, Plan, Revision
from smartplan.plans.revisions import record
from tests.plans.writing import fill_every_kind

pytestmark = pytest.mark.django_db

OPEN = {
    "readable_plan": lambda request, parts: access.readable_plan(request, parts["plan"].pk),
    "editable_plan": lambda request, parts: access.editable_plan(request, parts["plan"].pk),
    "archivable_plan": lambda request, parts: access.archivable_plan(request, parts["plan"].pk),
    "readable_chapter": lambda request, parts: access.readable_chapter(
        request, parts["chapter"].pk
    ),
    "editable_chapter": lambda request, parts: access.editable_chapter(
        request, parts["chapter"].pk
    ),
    "readable_revision": lambda request, parts: access.readable_revision(
        request, parts["revision"].pk
    ),
    "editable_revision": lambda request, parts: access.editable_revision(
        request, parts["revision"].pk
    ),
    "readable_row": lambda request, parts: access.readable_row(
        request, type(parts["row"]), parts["row"].pk
    ),
    "editable_row": lambda request, parts: access.editable_row(
        request, type(parts["row"]), parts["row"].pk
    ),
}
READING = [name for name in OPEN if name.startswith("readable")]
WRITING = [name for name in OPEN if not name.startswith("readable")]


@pytest.fixture
def parts(plan, planner):
    """The plan, one of its chapters, one row and a revision."""
    chapter = plan.chapters.first()
    return {
        "plan": plan,
        "chapter": chapter,
        "row": Measure.objects.create(plan=plan, name="予約バス"),
        "revision": record(chapter, by=planner, action=Revision.Action.SAVED),
    }


@pytest.fixture
def request_of(rf):
    def of(user):
        request = rf.get("/")
        request.user = user
        return request

    return of


@pytest.mark.parametrize("name", OPEN)
def test_a_stranger_finds_nothing(name, parts, outsider, request_of):
    with pytest.raises(Http404):
        OPEN[name](request_of(outsider), parts)
    with pytest.raises(Http404):
        OPEN[name](request_of(AnonymousUser()), parts)


@pytest.mark.parametrize("name", READING)
def test_a_viewer_reads(name, parts, viewer, request_of):
    found = OPEN[name](request_of(viewer), parts)

    assert getattr(found, "plan", found) == parts["plan"]
    assert not access.can_edit(getattr(found, "plan", found))


@pytest.mark.parametrize("name", WRITING)
def test_a_viewer_changes_nothing(name, parts, viewer, request_of):
    with pytest.raises(PermissionDenied):
        OPEN[name](request_of(viewer), parts)


@pytest.mark.parametrize("name", OPEN)
def test_editors_and_managers_read_and_write(name, parts, colleague, manager, request_of):
    for user in (colleague, manager):
        found = OPEN[name](request_of(user), parts)
        assert access.can_edit(getattr(found, "plan", found))


@pytest.mark.parametrize("name", OPEN)
def test_an_archived_plan_is_read_only_but_can_be_brought_back(name, parts, manager, request_of):
    Plan.objects.update(archived_at=timezone.now())
    if name in READING or name == "archivable_plan":
        found = OPEN[name](request_of(manager), parts)
        assert not access.can_edit(getattr(found, "plan", found))
    else:
        with pytest.raises(PermissionDenied, match="保管中の計画は変更できません。"):
            OPEN[name](request_of(manager), parts)


@pytest.mark.parametrize("name", OPEN)
def test_the_door_costs_one_query_and_what_it_gives_none(
    name, parts, colleague, request_of, django_assert_num_queries
):
    request = request_of(colleague)
    with django_assert_num_queries(1):
        found = OPEN[name](request, parts)
        plan = getattr(found, "plan", found)
        assert (plan.municipality.name, plan.role) == ("あおば市", "editor")


def test_rows_of_every_kind_have_the_same_door(plan, viewer, outsider, request_of):
    for kind, row in fill_every_kind(plan).items():
        assert access.readable_row(request_of(viewer), kind, row.pk).plan == plan
        with pytest.raises(PermissionDenied):
            access.editable_row(request_of(viewer), kind, row.pk)
        with pytest.raises(Http404):
            access.readable_row(request_of(outsider), kind, row.pk)


def test_a_member_of_two_towns_has_the_right_of_each(plan, viewer, other_town, request_of):
    Membership.objects.create(user=viewer, municipality=other_town, role=Role.MANAGER)
    there = start_plan(municipality=other_town, by=viewer, title="となりの計画")

    assert access.editable_plan(request_of(viewer), there.pk) == there
    with pytest.raises(PermissionDenied):
        access.editable_plan(request_of(viewer), plan.pk)
    assert {each.pk: each.role for each in access.plans_of(viewer)} == {
        plan.pk: "viewer",
        there.pk: "manager",
    }


@pytest.mark.parametrize("number", [0, -1, 2**63 - 1, 2**63, 10**30])
def test_an_id_that_no_row_can_have_is_not_found(number, planner, request_of):
    for door in (access.readable_plan, access.readable_chapter, access.readable_revision):
        with pytest.raises(Http404):
            door(request_of(planner), number)
    for kind in ROWS:
        with pytest.raises(Http404):
            access.readable_row(request_of(planner), kind, number)
