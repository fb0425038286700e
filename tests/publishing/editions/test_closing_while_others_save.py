"""While an edition is closed, others save: each save is in it as a whole, or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from smartplan.municipalities.models import Role, User
from smartplan.plans.actions import start_plan
from smartplan.plans.models import Chapter, Plan, PurposeText
from smartplan.plans.saving import Write, save
from smartplan.publishing.editions.closing import close_edition
from tests.conftest import person

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
"""Seconds after which a test that hangs fails."""


@pytest.fixture
def manager(town) -> User:
    return person("manager", "管理 良子", town, Role.MANAGER)


@pytest.fixture
def plan(town, manager) -> Plan:
    return start_plan(municipality=town, by=manager, title="あおば市の計画", start_year=2027)


def in_thread(work: Callable[[], object]) -> threading.Thread:
    """Work on a connection of its own; what it raises fails the test (warnings are errors)."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def write(plan: Plan, field: str, value: str) -> Write:
    chapter = Chapter.objects.get(plan=plan, section="purpose")
    return Write(Chapter, chapter.pk, field, value, base="")


def close(plan: Plan, manager: User) -> dict[str, str]:
    publication = close_edition(
        plan=plan, by=manager, edition="proposal", note="", at=timezone.now()
    )
    texts: dict[str, str] = json.loads(publication.content)["chapters"][0]["texts"]
    return texts


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_a_save_that_began_is_waited_for_and_is_in_the_edition_whole(plan, manager):
    closed: list[dict[str, str]] = []
    with transaction.atomic():
        changes = [write(plan, "background", "背景"), write(plan, "aim", "趣旨")]
        save(changes, plan=plan, by=manager, at=timezone.now())
        closing = in_thread(lambda: closed.append(close(plan, manager)))
        closing.join(1)
        assert closing.is_alive()  # it waits for the save
    closing.join(PATIENCE)
    assert [(texts["background"], texts["aim"]) for texts in closed] == [("背景", "趣旨")]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_a_save_that_begins_meanwhile_waits_and_is_not_in_the_edition(plan, manager):
    change = write(plan, "background", "あとからの背景")
    with transaction.atomic():
        texts = close(plan, manager)
        saving = in_thread(lambda: save([change], plan=plan, by=manager, at=timezone.now()))
        saving.join(1)
        assert saving.is_alive()  # it waits for the edition
        assert PurposeText.objects.get().background == ""
    saving.join(PATIENCE)
    assert texts["background"] == ""
    assert PurposeText.objects.get().background == "あとからの背景"


def test_two_who_save_at_once_lose_nothing(plan, manager):
    """Both read the plan before either saves; each changes other fields of one chapter."""
    changes = [write(plan, name, name) for name in ("background", "aim", "positioning", "greeting")]
    start = threading.Barrier(len(changes))

    def save_one(change: Write) -> None:
        found = Plan.objects.get(pk=plan.pk)
        start.wait(PATIENCE)
        save([change], plan=found, by=manager, at=timezone.now())

    threads = [in_thread(lambda change=change: save_one(change)) for change in changes]  # type: ignore[misc]
    for thread in threads:
        thread.join(PATIENCE)
    text = PurposeText.objects.get()
    assert [text.background, text.aim, text.positioning, text.greeting] == [
        "background",
        "aim",
        "positioning",
        "greeting",
    ]
    plan.refresh_from_db()
    assert plan.saves == len(changes)
    assert plan.revisions.count() == len(changes)
