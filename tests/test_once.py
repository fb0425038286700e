"""A form that is sent twice is answered once: nothing comes double, and nothing typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartplan.intake.sheets.differences import CellDifference, Differences, LineDifference
from smartplan.municipalities.models import Division, Invitation, User
from smartplan.plans.models import (
    Chapter,
    Citation,
    Indicator,
    Issue,
    Measure,
    OrganizationUnit,
    Picture,
    Plan,
    Principle,
    Revision,
    Term,
)
from smartplan.publishing.models import Publication
from smartplan.web.models import AnsweredPost, KeptPost
from smartplan.web.once import REPEATED
from smartplan.wizard.sheet.saving import sealed
from tests import test_every_url
from tests.municipalities.conftest import one_time_link, words
from tests.plans.writing import png, removed
from tests.test_every_url import EVERY_ADDRESS, World
from tests.wizard.pages import form_of

world = test_every_url.world
OWN_FORM = 'name="written_by"'


@dataclass(frozen=True)
class Creating:
    """A form that makes something: its page, what is added to its fields, and what it makes."""

    name: str
    arguments: Callable[[World], list[object]]
    made: Any
    typed: Callable[[World], dict[str, object]]
    many: int = 1
    begins: str = OWN_FORM
    prepare: Callable[[World], object] = field(default=lambda world: None)

    def page(self, world: World) -> str:
        return reverse(self.name, args=self.arguments(world))


def chapter_of(section: str) -> Callable[[World], list[object]]:
    return lambda world: [world.plan.chapters.get(section=section).pk]


def plan_of(world: World) -> list[object]:
    return [world.plan.pk]


def town_of(world: World) -> list[object]:
    return [world.town.code]


def a_sheet_line(world: World) -> dict[str, object]:
    cell = CellDifference("name", "指標名", "", "新しい指標", "新しい指標")
    line = LineDifference(None, "新しい指標", (cell,))
    return {"changes": sealed(world.plan, "indicators", Differences([line])), "take": "0"}


def quoting(world: World) -> dict[str, object]:
    return {"do": f"quote:cases:{world.case.pk}", f"note-{world.case.pk}": "参考"}


def removed_measure(world: World) -> list[object]:
    return [Revision.objects.filter(unit="measures", action=Revision.Action.REMOVED).first().pk]


CREATING = {
    "measure": Creating(
        "wizard:row_new",
        lambda world: [world.plan.pk, "measures"],
        Measure,
        lambda world: {"name": "予約バス", "do": "list"},
    ),
    "indicator": Creating(
        "wizard:row_new",
        lambda world: [world.plan.pk, "indicators"],
        Indicator,
        lambda world: {"name": "利用者数", "do": "add"},
    ),
    "unit": Creating(
        "wizard:row_new",
        lambda world: [world.plan.pk, "organization_units"],
        OrganizationUnit,
        lambda world: {"name": "推進本部", "do": "save"},
    ),
    "case quoted for a measure": Creating(
        "wizard:row", lambda world: ["measures", world.rows["measures"].pk], Citation, quoting
    ),
    "inline row": Creating(
        "wizard:chapter",
        chapter_of("situation"),
        Issue,
        lambda world: {"issues-0-title": "移動の足", "issues-0-position": "1", "overview": "概況"},
    ),
    "case quoted": Creating("wizard:chapter", chapter_of("situation"), Citation, quoting),
    "tenets": Creating(
        "wizard:chapter",
        chapter_of("policy"),
        Principle,
        lambda world: {"do": "tenets"},
        many=5,
        prepare=lambda world: call_command("load_structure", verbosity=0),
    ),
    "free chapter": Creating(
        "wizard:chapters", plan_of, Chapter, lambda world: {"title": "財政", "do": "add"}
    ),
    "pasted rows": Creating(
        "wizard:paste",
        lambda world: [world.plan.chapters.get(section="glossary").pk, "terms"],
        Term,
        lambda world: {"pasted": "AI\tえーあい\t人工知能", "mode": "add", "do": "confirm"},
    ),
    "lines of a sheet": Creating(
        "wizard:sheet",
        plan_of,
        Indicator,
        lambda world: {**a_sheet_line(world), "do": "confirm"},
    ),
    "picture": Creating(
        "wizard:pictures",
        plan_of,
        Picture,
        lambda world: {
            "logo-alternative": "市章",
            "logo-file": SimpleUploadedFile("logo.png", png("red"), "image/png"),
        },
        prepare=lambda world: Picture.objects.all().delete(),
    ),
    "plan": Creating(
        "wizard:plan_new",
        lambda world: [],
        Plan,
        lambda world: {"municipality": world.town.pk, "title": "新しい計画"},
    ),
    "copy": Creating("wizard:plan_copy", plan_of, Plan, lambda world: {"title": "写し"}),
    "plan from an edition": Creating(
        "publishing:edition_open",
        lambda world: [world.plan.pk, world.publication.number],
        Plan,
        lambda world: {"title": "版から"},
    ),
    "edition": Creating(
        "publishing:editions",
        plan_of,
        Publication,
        lambda world: {"edition": "draft", "acknowledged": "on"},
    ),
    "row brought back": Creating(
        "wizard:revision",
        removed_measure,
        Measure,
        lambda world: {},
        prepare=lambda world: removed(world.rows["measures"], world.editor),
    ),
    "division": Creating("divisions", town_of, Division, lambda world: {"name": "防災課"}),
    "invitation": Creating(
        "invite", town_of, Invitation, lambda world: {"name": "友 一郎", "role": "editor"}
    ),
}
every_creation = pytest.mark.parametrize("creating", CREATING.values(), ids=CREATING.keys())

# Posts that take something away, with what their last button sends: the second click would find
# nothing (or bring it back).
REMOVING: dict[str, dict[str, object]] = {
    "wizard:row_remove": {},
    "wizard:citation": {"do": "remove"},
    "wizard:picture_remove": {},
    "wizard:plan_archive": {"do": "archive"},
    "division_remove": {},
    "membership_remove": {},
}

# Posts that make no row of what people write. One that is sent twice does no harm:
CREATES_NOTHING = {
    # they change what is there to the same again,
    "account", "password_change", "password_link", "membership", "division",
    "withdraw_invitation", "wizard:plan_settings",
    # move by one place for each click,
    "division_move",
    # begin or end a visit (the second click of somebody who joins is in test_invitations.py),
    "login", "logout", "join",
    # show something,
    "members", "membership_password", "wizard:suggestions", "wizard:figures", "wizard:row_figures",
    "structure:overview", "cases:list", "cases:case",
    # quote what is quoted already, or ask for a file that is known by its content.
    "wizard:quote", "publishing:exports", "publishing:edition_files",
}  # fmt: skip


def opened_form(client: Client, creating: Creating, world: World) -> dict[str, Any]:
    """What the form of the page sends as it stands, with its mark."""
    sent = form_of(client.get(creating.page(world)), creating.begins)
    assert sent["once"]
    return sent


def test_every_address_that_takes_a_post_is_sorted(world, logged_in):
    posting = {
        address.name.removesuffix("_save")
        for address in EVERY_ADDRESS
        for path in address.paths(world)[:1]
        if logged_in(world.manager).post(path).status_code != 405
    }
    creating = {each.name for each in CREATING.values()}
    sorted_in = creating | set(REMOVING) | CREATES_NOTHING
    assert sorted(posting - sorted_in) == [], "Add it to CREATING, or say why not."
    assert sorted(sorted_in - posting) == [], "There is no such post (any more)."


@every_creation
def test_two_clicks_make_one_and_lead_to_the_same_place(creating, world, logged_in):
    creating.prepare(world)
    client = logged_in(world.manager)
    sent = opened_form(client, creating, world)
    before = creating.made.objects.count()

    first = client.post(creating.page(world), sent | creating.typed(world))
    assert first.status_code == 302
    assert creating.made.objects.count() == before + creating.many

    second = client.post(creating.page(world), sent | creating.typed(world))
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert creating.made.objects.count() == before + creating.many
    assert REPEATED in words(client.get(reverse("wizard:plan_list")))


@pytest.mark.parametrize("name", REMOVING)
def test_the_second_click_that_removes_leads_where_the_first_led(name, world, logged_in):
    address = next(each for each in EVERY_ADDRESS if each.name == name)
    page = address.paths(world)[-1]
    if name == "membership_remove":
        page = reverse(name, args=[world.editor.memberships.get().pk])
    client = logged_in(world.manager)
    sent = form_of(client.get(page), OWN_FORM) | REMOVING[name]
    first, stored = client.post(page, sent), test_every_url.everything_stored()
    second = client.post(page, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert test_every_url.everything_stored() == stored


@pytest.mark.django_db(transaction=True)
@every_creation
def test_two_clicks_at_the_same_moment_make_one(creating, world, logged_in):
    creating.prepare(world)
    clients = [logged_in(world.manager) for _ in range(2)]
    sent = opened_form(clients[0], creating, world)
    typed = [creating.typed(world) for _ in clients]
    page, before = creating.page(world), creating.made.objects.count()
    start, answers = threading.Barrier(2), []

    def click(client: Client, typed: dict[str, object]) -> None:
        start.wait()
        answers.append(client.post(page, sent | typed))
        connection.close()

    threads = [
        threading.Thread(target=click, args=pair) for pair in zip(clients, typed, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert creating.made.objects.count() == before + creating.many


def measure_form(client: Client, plan: Plan) -> tuple[str, dict[str, Any]]:
    page = reverse("wizard:row_new", args=[plan.pk, "measures"])
    return page, form_of(client.get(page)) | {
        "name": "予約バス",
        "purpose": "足を守る",
        "do": "list",
    }


def names_of(plan: Plan) -> list[str]:
    return list(plan.measures.order_by("pk").values_list("name", flat=True))


def test_who_goes_back_and_types_something_else_loses_nothing(plan, planner, logged_in):
    client = logged_in(planner)
    page, sent = measure_form(client, plan)
    client.post(page, sent)
    client.post(page, sent | {"name": "乗合タクシー"})
    assert names_of(plan) == ["予約バス", "乗合タクシー"]


def test_two_forms_with_the_same_words_are_two_rows(plan, planner, logged_in):
    client = logged_in(planner)
    for _ in range(2):
        client.post(*measure_form(client, plan))
    assert names_of(plan) == ["予約バス", "予約バス"]


def test_a_refused_form_is_corrected_and_sent_again(town, manager, logged_in):
    client = logged_in(manager)
    page = reverse("divisions", args=[town.code])
    sent = form_of(client.get(page), OWN_FORM)
    assert client.post(page, sent | {"name": ""}).status_code == 422
    assert client.post(page, sent | {"name": "防災課"}).status_code == 302
    assert [str(division) for division in town.divisions.all()] == ["防災課"]


def test_a_form_without_a_mark_is_saved_as_ever(plan, planner, logged_in):
    client = logged_in(planner)
    page, sent = measure_form(client, plan)
    del sent["once"]
    assert client.post(page, sent).status_code == 302
    assert names_of(plan) == ["予約バス"]


def test_the_mark_of_somebody_else_says_nothing(plan, planner, colleague, logged_in):
    page, sent = measure_form(logged_in(planner), plan)
    for person in (planner, colleague):
        assert logged_in(person).post(page, sent).status_code == 302
    assert names_of(plan) == ["予約バス", "予約バス"]


def test_two_clicks_after_the_log_in_expired_make_one(plan, planner, logged_in):
    client = logged_in(planner)
    page, sent = measure_form(client, plan)
    del client.cookies["sessionid"]
    sent["purpose"] = "一行目\r\n二行目"
    kept = [client.post(page, sent)["Location"].partition("?next=")[2] for _ in range(2)]
    client.force_login(planner, backend="django.contrib.auth.backends.ModelBackend")
    shown = [client.get(address) for address in kept]
    assert all(sent["once"] not in words(page) for page in shown)

    answers = [client.post(page, form_of(one, OWN_FORM)) for one in shown]
    assert {answer["Location"] for answer in answers} == {answers[0]["Location"]}
    assert names_of(plan) == ["予約バス"]
    assert KeptPost.objects.count() == 0


def test_an_invitation_sent_twice_shows_one_link_that_works(town, manager, logged_in):
    client = logged_in(manager)
    page = reverse("invite", args=[town.code])
    sent = form_of(client.get(page), OWN_FORM) | {"name": "友 一郎", "role": "editor"}
    links = {one_time_link(client.post(page, sent, follow=True)) for _ in range(2)}
    assert len(links) == 1
    assert "友 一郎" in Client().get(links.pop()).content.decode()


def test_no_token_of_an_invitation_is_stored(town, manager, logged_in):
    client = logged_in(manager)
    page = reverse("invite", args=[town.code])
    sent = form_of(client.get(page), OWN_FORM) | {"name": "友 一郎", "role": "editor"}
    token = one_time_link(client.post(page, sent, follow=True)).split("/")[2]
    stored = [str(AnsweredPost.objects.values().get()), str(Invitation.objects.values().get())]
    assert "seed=" in stored[0]
    assert token not in "".join(stored)


def test_a_link_is_shown_for_ten_minutes_to_whoever_made_it(town, manager, colleague, logged_in):
    colleague.memberships.update(role="manager")
    client = logged_in(manager)
    page = reverse("invite", args=[town.code])
    shown = client.post(page, {"name": "友 一郎", "role": "editor"})["Location"]
    assert "one-time-link" in client.get(shown).content.decode()
    gone = "招待のリンクは、招待した人に、作ってから10分のあいだだけ表示します。"
    assert gone in words(logged_in(colleague).get(shown, follow=True))
    assert gone in words(client.get(shown.replace("seed=", "seed=x"), follow=True))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert gone in words(client.get(shown, follow=True))


def test_notes_of_answers_go_after_a_day(plan, planner, logged_in):
    client = logged_in(planner)
    client.post(*measure_form(client, plan))
    call_command("clear_kept_posts")
    assert AnsweredPost.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        call_command("clear_kept_posts")
    assert AnsweredPost.objects.count() == 0


def test_a_note_goes_with_its_person(plan, planner, logged_in):
    client = logged_in(planner)
    client.post(*measure_form(client, plan))
    User.objects.filter(pk=planner.pk).delete()
    assert AnsweredPost.objects.count() == 0
