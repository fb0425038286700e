"""Every address of the site, as everybody: nobody gets further than they may, nothing breaks.

A new address enters by itself. What it needs to know is in three tables below:
- ARGUMENTS says which value of the first town each parameter of an address takes;
- TOGETHER gives whole sets of arguments where they must fit one another;
- PUBLIC, OPEN_TO_ALL, READ_ONLY_POST … list the addresses that differ from the rule.

The rule: anonymous people are sent to the log-in; strangers get 404 wherever a plan or a
municipality is in the address; a viewer reads, and a POST of theirs is refused and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cases.models import Case, Source
from smartplan.municipalities.actions import invite
from smartplan.municipalities.links import password_tokens
from smartplan.municipalities.models import Division, Membership, Municipality, Role, User
from smartplan.plans.models import OWN_PAGE, Citation, Picture, Plan, Revision
from smartplan.plans.revisions import record
from smartplan.publishing import storing
from smartplan.publishing.editions.closing import close_edition
from smartplan.publishing.frozen_files import freeze_file
from smartplan.publishing.models import Export, Publication
from smartplan.web.models import KeptPost
from smartplan.web.pages import SAVE
from tests.plans.writing import a_picture_file, put_last

Arguments = dict[str, object]


@dataclass(frozen=True)
class World:
    """The first town with one of everything that an address can name."""

    town: Municipality
    plan: Plan
    viewer: User
    editor: User
    manager: User
    outsider: User
    division: Division
    invitation: Any
    token: str
    case: Case
    citation: Citation
    revision: Revision
    publication: Publication
    export: Export
    rows: dict[str, Any]
    """One row of each kind that has a page of its own, by its name in addresses."""


# The value that a parameter of an address takes: one of the first town's.
ARGUMENTS: dict[str, Callable[[World], object]] = {
    "plan_id": lambda world: world.plan.pk,
    "chapter_id": lambda world: world.plan.chapters.get(section="measures").pk,
    "revision_id": lambda world: world.revision.pk,
    "citation_id": lambda world: world.citation.pk,
    "export_id": lambda world: world.export.pk,
    "case_id": lambda world: world.case.pk,
    "number": lambda world: world.case.number,
    "code": lambda world: world.town.code,
    "division_id": lambda world: world.division.pk,
    "membership_id": lambda world: world.manager.memberships.get().pk,
    "invitation_id": lambda world: world.invitation.pk,
    "rows": lambda world: "measures",
    "row_id": lambda world: world.rows["measures"].pk,
    "edition_number": lambda world: world.publication.number,
    "file_format": lambda world: "docx",
    "place": lambda world: "logo",
}


def _each_kind_of_row(world: World) -> Iterator[Arguments]:
    for rows, row in world.rows.items():
        yield {"rows": rows, "row_id": row.pk}


def _each_new_row(world: World) -> Iterator[Arguments]:
    for rows in world.rows:
        yield {"plan_id": world.plan.pk, "rows": rows}


def _each_paste(world: World) -> Iterator[Arguments]:
    for section, rows in (
        ("situation", "population_rows"),
        ("situation", "statistics"),
        ("policy", "indicators"),
        ("glossary", "terms"),
    ):
        yield {"chapter_id": world.plan.chapters.get(section=section).pk, "rows": rows}


def _each_chapter(world: World) -> Iterator[Arguments]:
    for chapter in world.plan.chapters.all():
        yield {"chapter_id": chapter.pk}


def _password_link(world: World) -> Iterator[Arguments]:
    uid = urlsafe_base64_encode(force_bytes(world.editor.pk))
    yield {"uidb64": uid, "token": password_tokens.make_token(world.editor)}


# The arguments of addresses whose parameters must fit one another, or which need several sets.
TOGETHER: dict[str, Callable[[World], Iterator[Arguments]]] = {
    "wizard:row": _each_kind_of_row,
    "wizard:row_remove": _each_kind_of_row,
    "wizard:row_figures": _each_kind_of_row,
    "wizard:figures": _each_chapter,
    "wizard:row_new": _each_new_row,
    "wizard:paste": _each_paste,
    "wizard:chapter": _each_chapter,
    "join": lambda world: iter([{"token": world.token}]),
    "password_link": _password_link,
    "kept_post": lambda world: iter([{"token": "kept-for-the-editor"}]),
}

# Nobody needs to be logged in.
PUBLIC = {
    "login",
    "logout",
    "join",
    "password_link",
    "manual",
    "manual_curators",
    "health",
    "ready",
}
# Everybody who is logged in has these: they hold nothing of a municipality but the person's own.
OPEN_TO_ALL = PUBLIC | {
    "wizard:plan_list",
    "wizard:plan_new",
    "cases:list",
    "cases:case",
    "structure:overview",
    "account",
    "password_change",
}
# Only the person who wrote what is kept there: here, the editor.
PERSONAL = {"kept_post"}
# A POST is answered like a GET, since there is nothing to write; or it asks for a file.
READ_ONLY_POST = {
    "publishing:preview",
    "publishing:json",
    "publishing:exports",
    "wizard:plan",
    "wizard:plan_history",
    "wizard:chapter_history",
    "wizard:review",
    "wizard:suggestions",
    "members",
}
# What stands in for a thing that does not exist, by the converter of the parameter.
ABSENT: dict[str, tuple[object, ...]] = {
    "IntConverter": (999_999, 10**30),
    "StringConverter": ("nothing-here",),
    "SlugConverter": ("nothing-here",),
    "CodeConverter": ("000000",),
}


@dataclass(frozen=True)
class Address:
    """One pattern of the URL resolver."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """Name and converter of each."""

    @property
    def is_open(self) -> bool:
        return self.page in OPEN_TO_ALL

    @property
    def page(self) -> str:
        """The name of the page: a posting address belongs to the page that posts there."""
        return self.name.removesuffix("_save")

    def all_arguments(self, world: World) -> list[Arguments]:
        """The sets of arguments to try."""
        if self.page in TOGETHER:
            return list(TOGETHER[self.page](world))
        unknown = [name for name, _ in self.parameters if name not in ARGUMENTS]
        if unknown:
            pytest.fail(
                f"The address {self.name!r} has parameters that this test does not know: {unknown}."
                " Add them to ARGUMENTS (or the address to TOGETHER) in tests/test_every_url.py."
            )
        return [{name: ARGUMENTS[name](world) for name, _ in self.parameters}]

    def paths(self, world: World) -> list[str]:
        return [self.path(arguments) for arguments in self.all_arguments(world)]

    def path(self, arguments: Arguments) -> str:
        return reverse(self.name, kwargs=arguments)

    def absent_paths(self, world: World) -> Iterator[str]:
        """The address with one argument at a time replaced by something that does not exist."""
        arguments = self.all_arguments(world)[0]
        for parameter, converter in self.parameters:
            for nothing in ABSENT[converter]:
                yield self.path({**arguments, parameter: nothing})


def addresses(
    patterns: list[URLPattern | URLResolver],
    namespace: str = "",
    before: tuple[tuple[str, str], ...] = (),
) -> Iterator[Address]:
    """Every address below these patterns, except the administration site's own."""
    for pattern in patterns:
        parameters = before + _parameters(pattern)
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from addresses(pattern.url_patterns, inner, parameters)
        else:
            assert pattern.name, f"The address {pattern.pattern} has no name; give it one."
            yield Address(namespace + pattern.name, parameters)


def _parameters(pattern: URLPattern | URLResolver) -> tuple[tuple[str, str], ...]:
    if isinstance(pattern.pattern, RoutePattern):
        return tuple(
            (name, type(converter).__name__)
            for name, converter in pattern.pattern.converters.items()
        )
    regex = pattern.pattern.regex
    assert regex.groups == len(regex.groupindex), f"{pattern.pattern}: name every group"
    return tuple((name, "StringConverter") for name in regex.groupindex)


EVERY_ADDRESS = sorted(addresses(get_resolver().url_patterns), key=lambda one: one.name)
every_address = pytest.mark.parametrize(
    "address", EVERY_ADDRESS, ids=[one.name for one in EVERY_ADDRESS]
)


@pytest.fixture
def world(town, plan, viewer, planner, manager, outsider, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    division = Division.objects.create(municipality=town, name="企画課", position=1)
    invitation, token = invite(
        municipality=town,
        by=manager,
        name="新人 五郎",
        role=Role.EDITOR,
        division=division,
        now=timezone.now(),
    )
    case = Case.objects.create(
        number="C901",
        title="試しの事例",
        status=Case.Status.PUBLISHED,
        actor="となり市",
        summary="概要",
        source=Source.objects.create(title="試しの資料"),
    )
    chapter = plan.chapters.get(section="measures")
    citation = Citation(plan=plan, chapter=chapter)
    citation.take_from(case)
    put_last(citation).save()
    KeptPost.objects.create(
        user_id=planner.pk,
        path=f"/chapters/{chapter.pk}/{SAVE}",
        content=[["overview", ["書きかけ"]]],
        token_hash=KeptPost.hash_of("kept-for-the-editor"),
        created_at=timezone.now(),
    )
    Picture.objects.create(plan=plan, place="logo", alternative="市章", file=a_picture_file())
    publication = close_edition(plan=plan, by=manager, edition="draft", note="", at=timezone.now())
    freeze_file(publication, "docx", b"a file")
    return World(
        town=town,
        plan=plan,
        viewer=viewer,
        editor=planner,
        manager=manager,
        outsider=outsider,
        division=division,
        invitation=invitation,
        token=token,
        case=case,
        citation=citation,
        revision=record(chapter, by=planner, action=Revision.Action.CREATED),
        publication=publication,
        export=_finished_export(plan),
        rows={kind.rows_name(): _one_row(kind, plan) for kind in OWN_PAGE},
    )


def _finished_export(plan: Plan) -> Export:
    file = storing.write_file(b"a file", folder="exports", extension="pdf")
    return Export.objects.create(
        plan=plan, format="pdf", key="made", state="done", path=file.path, sha256=file.sha256
    )


def _one_row(kind: type, plan: Plan) -> Any:
    row = put_last(kind(plan=plan, name="見本"))
    row.save()
    return row


def get_and_post(client: Client, path: str) -> tuple[int, int]:
    """The status of both methods; the POST has an empty body.

    A posting address leads to its page, whether that is there or not: what counts is the page.
    """
    shown = client.get(path)
    if path.endswith(SAVE) and shown.status_code == 302:
        assert shown["Location"] == path.removesuffix(SAVE)
        shown = client.get(shown["Location"])
    return shown.status_code, client.post(path).status_code


def everything_stored() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of our own tables, for comparison."""
    ours = ("plans_", "publishing_", "municipalities_", "cases_", "structure_")
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        stored = {}
        for table in tables:
            if table.startswith(ours):
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608 - our own names
                stored[table] = cursor.fetchall()
    return stored


def test_the_walk_finds_the_addresses_of_every_package():
    names = {one.name for one in EVERY_ADDRESS}
    assert {"login", "members", "join", "account", "cases:list", "publishing:pdf"} <= names
    assert not any(name.startswith("admin") for name in names)


def test_the_tables_of_exceptions_name_addresses_that_exist():
    names = {one.name for one in EVERY_ADDRESS}
    assert (OPEN_TO_ALL | PERSONAL | READ_ONLY_POST | set(TOGETHER)) - names == set()


def test_an_address_with_an_unknown_parameter_asks_to_be_added(world):
    newcomer = Address("wizard:newcomer", (("plan_id", "IntConverter"), ("page", "IntConverter")))
    with pytest.raises(pytest.fail.Exception, match=r"\['page'\]. Add them to ARGUMENTS"):
        newcomer.paths(world)


@every_address
def test_anonymous_people_are_sent_to_the_log_in(address, world):
    before = everything_stored()
    for path in address.paths(world):
        if address.page in PUBLIC:
            assert max(get_and_post(Client(), path)) < 500
            continue
        for response in (Client().get(path), Client().post(path)):
            assert response.status_code == 302, path
            assert response["Location"].startswith("/login/?next="), path
        assert everything_stored() == before


@every_address
def test_strangers_find_nothing_of_a_town(address, world, logged_in):
    client = logged_in(world.outsider)
    before = everything_stored()
    for path in address.paths(world):
        statuses = get_and_post(client, path)
        if address.is_open:
            assert max(statuses) < 500, path
        else:
            # 405 tells a stranger only which method the kind of page takes.
            assert set(statuses) <= {404, 405}, path
            assert 404 in statuses, path
            assert everything_stored() == before


@every_address
def test_a_viewer_reads_and_changes_nothing(address, world, logged_in):
    client = logged_in(world.viewer)
    before = everything_stored()
    for path in address.paths(world):
        got, posted = get_and_post(client, path)
        assert max(got, posted) < 500, path
        if address.name in PERSONAL:
            assert (got, posted) in {(404, 404), (404, 405)}, path
        elif address.page in READ_ONLY_POST:
            assert got == 200, path
            assert everything_stored() == before, path
        elif not address.is_open:
            assert got in {200, 302, 403, 405}, path
            assert posted in {403, 405}, path
            assert everything_stored() == before, path


@every_address
@pytest.mark.parametrize("who", ["editor", "manager"])
def test_nothing_breaks_for_whoever_writes(address, world, logged_in, who):
    client = logged_in(getattr(world, who))
    for path in address.paths(world):
        fragment = client.get(path, headers={"HX-Request": "true"})
        got, posted = get_and_post(client, path)
        assert max(got, posted, fragment.status_code) < 500, path
        if address.name not in PERSONAL or who == "editor":
            assert 404 not in {got, posted}, path


@every_address
def test_what_does_not_exist_is_not_found(address, world, logged_in):
    client = logged_in(world.manager)
    for path in address.absent_paths(world):
        statuses = get_and_post(client, path)
        assert set(statuses) <= {404, 405}, path
        assert 404 in statuses, path


@pytest.mark.parametrize("who", ["viewer", "editor", "manager", "outsider"])
def test_the_administration_site_is_closed_to_the_people_of_a_town(world, logged_in, who):
    client = logged_in(getattr(world, who))
    for path in _admin_paths():
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 302, path
            assert response["Location"].startswith("/admin/login/"), path


def test_the_administration_site_is_closed_to_anonymous_people(db):
    for path in _admin_paths():
        assert Client().get(path).status_code == 302, path


def _admin_paths() -> Iterator[str]:
    yield reverse("admin:index")
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{label}_changelist")
        yield reverse(f"admin:{label}_add")
        yield reverse(f"admin:{label}_change", args=(1,))


def test_an_archived_plan_is_read_but_not_written(world, logged_in):
    """Editors get 403 for every POST below an archived plan but the one that brings it back."""
    Plan.objects.filter(pk=world.plan.pk).update(archived_at=timezone.now())
    client = logged_in(world.editor)
    before = everything_stored()
    within_plan = {"plan_id", "chapter_id", "row_id", "citation_id"}
    for address in EVERY_ADDRESS:
        if (
            address.page
            in {"wizard:plan_archive", "wizard:plan_copy", "publishing:edition_open"}
            | READ_ONLY_POST
        ):
            continue
        if not within_plan & {name for name, _ in address.parameters}:
            continue
        for path in address.paths(world):
            assert client.post(path).status_code in {403, 405}, path
    assert everything_stored() == before


def test_somebody_who_left_the_town_is_a_stranger(world, logged_in):
    Membership.objects.filter(user=world.editor).delete()
    client = logged_in(world.editor)
    for address in EVERY_ADDRESS:
        if not address.is_open and address.name not in PERSONAL:
            for path in address.paths(world):
                assert set(get_and_post(client, path)) <= {404, 405}, path


POST_FORM = re.compile(r'<form\b(?=[^>]*method="post")[^>]*>')


@every_address
def test_no_form_posts_to_the_address_of_its_page_and_each_leads_to_one(address, world, logged_in):
    """Else the error page of a browser without a server takes the place of the page (pages.py)."""
    if address.name == "login":
        return  # nothing is typed there that could not be typed again
    clients = [Client(), *(logged_in(getattr(world, who)) for who in ("editor", "manager"))]
    for client, path in product(clients, address.paths(world)):
        for there in forms_on(client.get(path)):
            assert there not in {"", path}, path
            led = client.get(there, follow=True)
            assert led.redirect_chain, there
            assert led.status_code == 200, there
        assert not {"", path} & {*forms_on(client.post(path))}, path


def forms_on(answer: HttpResponse) -> list[str]:
    """Where the forms of a page post to; "" for one that posts to the page's own address."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    found = [
        re.search(r'action="([^"]*)"', form) for form in POST_FORM.findall(answer.content.decode())
    ]
    return [unescape(each[1]) if each else "" for each in found]
