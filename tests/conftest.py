"""The cast: the people who appear in the tests, and their two towns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from smartplan.document.build import build_document
from smartplan.municipalities.models import Membership, Municipality, Role, User
from smartplan.plans.actions import start_plan
from smartplan.plans.reading import read_plan
from tests.document.sample import fill

if TYPE_CHECKING:
    from smartplan.document.tree import Document
    from smartplan.plans.models import Plan

PASSWORD = "hinagiku-no-oka-2026"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """On SQLite every run has a database of its own: two runs at once leave each other alone.

    It is a file: threads that share a database in memory lock each other out at once.
    """
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Tests serve static files as they lie, without a manifest."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Otherwise a checkout in which collectstatic never ran warns at every request.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _empty_cache():
    """What one test cached (the guidance) is not there for the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _closed_editions_end_with_their_test(request):
    """After a test with real transactions Django empties every table.

    The triggers of closed editions refuse that. What the test closed is removed first; the triggers
    are there again before the next test.
    """
    yield
    marker = request.node.get_closest_marker("django_db")
    transactional = (marker and marker.kwargs.get("transaction")) or (
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if transactional:
        _remove_closed_editions()


def _remove_closed_editions() -> None:
    tables = ("publishing_export", "publishing_publicationfile", "publishing_publication")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE name LIKE '%\\_refuses\\_%' ESCAPE '\\'"
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        for _, trigger in triggers:
            cursor.execute(trigger)


@pytest.fixture
def town(db) -> Municipality:
    return Municipality.objects.create(
        code="992011",
        name="あおば市",
        kana="あおばし",
        prefecture="みどり県",
        kind="city",
        fictitious=True,
    )


@pytest.fixture
def other_town(db) -> Municipality:
    return Municipality.objects.create(
        code="992029",
        name="となり市",
        kana="となりし",
        prefecture="みどり県",
        kind="city",
        fictitious=True,
    )


def person(
    username: str, name: str, town: Municipality | None = None, role: Role | None = None
) -> User:
    user = User.objects.create_user(username, password=PASSWORD, name=name)
    if town and role:
        Membership.objects.create(user=user, municipality=town, role=role)
    return user


@pytest.fixture
def planner(town) -> User:
    return person("planner", "企画 花子", town, Role.EDITOR)


@pytest.fixture
def colleague(town) -> User:
    return person("colleague", "同僚 次郎", town, Role.EDITOR)


@pytest.fixture
def division_staff(town) -> User:
    return person("division_staff", "原課 三郎", town, Role.EDITOR)


@pytest.fixture
def viewer(town) -> User:
    return person("viewer", "閲覧 四郎", town, Role.VIEWER)


@pytest.fixture
def manager(town) -> User:
    return person("manager", "管理 春子", town, Role.MANAGER)


@pytest.fixture
def outsider(other_town) -> User:
    return person("outsider", "隣町 夏子", other_town, Role.MANAGER)


@pytest.fixture
def curator(db) -> User:
    """May change the case library in the admin; belongs to no municipality."""
    user = person("curator", "司書 秋子")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def logged_in():
    """A browser in which the given person has logged in: `logged_in(planner).get(...)`."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def plan(town, planner) -> Plan:
    return start_plan(
        municipality=town, by=planner, title="あおば市スマートシティ推進計画", start_year=2027
    )


@pytest.fixture
def full_plan(plan) -> Plan:
    """あおば市's plan with something in every text and every kind of row."""
    return fill(plan)


@pytest.fixture
def document_of():
    """The document of a plan as it stands in the database now."""

    def build(plan: Plan) -> Document:
        return build_document(read_plan(plan))

    return build
