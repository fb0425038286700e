"""The pages that `pages.py` measures; imported once Django knows its database."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterator
from time import perf_counter, process_time
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from filled_form import filled_form
from large_database import fill

from cases.models import Case
from smartplan.municipalities.models import User
from smartplan.plans.models import (
    Chapter,
    Issue,
    Plan,
    PopulationRow,
    RoadmapItem,
    Row,
    Statistic,
    Term,
)
from smartplan.wizard.links import OWN_PAGES

NAMES = ("name", "title", "term", "year", "label")
NOT_WRITTEN = {"written_by", "csrfmiddlewaretoken"}


def pages(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every page of the demo plan and of the library: name and address."""
    for name, view in (
        ("plan home (task list)", "wizard:plan"),
        ("plan settings", "wizard:plan_settings"),
        ("chapter arrangement", "wizard:chapters"),
        ("review", "wizard:review"),
        ("plan history", "wizard:plan_history"),
    ):
        yield name, reverse(view, args=[plan.pk])
    yield from chapters(plan, "")
    chapter = plan.chapters.get(section="measures")
    yield "chapter history", reverse("wizard:chapter_history", args=[chapter.pk])
    yield "suggestions", reverse("wizard:suggestions", args=[chapter.pk])
    yield "paste", reverse("wizard:paste", args=[chapter.pk, "measures"])
    for rows in OWN_PAGES:
        row = getattr(plan, rows).first()
        yield f"one of {rows}", reverse("wizard:row", args=[rows, row.pk])
    yield "preview", reverse("publishing:preview", args=[plan.pk])
    yield "plan list", reverse("wizard:plan_list")
    yield "case list", reverse("cases:list")
    yield "case list, searched", reverse("cases:list") + "?q=バス&section=measures"
    yield "one case", reverse("cases:case", args=["C042"])
    yield "members", reverse("members", args=[plan.municipality.code])
    yield "divisions", reverse("divisions", args=[plan.municipality.code])
    yield "account", reverse("account")
    yield "overview", reverse("structure:overview")
    yield "manual", reverse("manual")


def chapters(plan: Plan, suffix: str) -> Iterator[tuple[str, str]]:
    for chapter in plan.chapters.all():
        yield f"chapter {chapter.section}{suffix}", reverse("wizard:chapter", args=[chapter.pk])


def admin_pages() -> Iterator[tuple[str, str]]:
    """The pages of a curator."""
    yield "admin: home", reverse("admin:index")
    yield "admin: cases", reverse("admin:cases_case_changelist")
    yield "admin: cases, searched", reverse("admin:cases_case_changelist") + "?q=バス"
    case = Case.objects.get(number="C042")
    yield "admin: one case", reverse("admin:cases_case_change", args=[case.pk])


def crowd(plan: Plan, count: int = 100) -> None:
    """Give the plan 100 rows of the kinds of which a plan may have many."""
    for kind in (*OWN_PAGES.values(), Issue, PopulationRow, Statistic, RoadmapItem, Term):
        before = kind.of_plan(plan).count()
        named = next(name for name in NAMES if hasattr(kind, name))
        kind._default_manager.bulk_create(
            [
                kind(plan=plan, position=place, **{named: f"{kind._meta.verbose_name}{place}"})
                for place in range(before + 1, count + 1)
            ]
        )


def measured(act: Callable[[], object], rounds: int) -> str:
    """Median milliseconds on the clock and of the processor, and the queries of one run."""
    for _ in range(3):
        act()
    times, work = [], []
    for _ in range(rounds):
        start, started = perf_counter(), process_time()
        act()
        times.append((perf_counter() - start) * 1000)
        work.append((process_time() - started) * 1000)
    count = [0]

    def counting(execute, sql, params, many, context):
        count[0] += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        act()
    return f"{statistics.median(times):.1f} | {statistics.median(work):.1f} | {count[0]}"


def run(*, large: bool, rounds: int) -> None:
    """Fill the database, print a table of all pages and of the commonest saves."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("prepare", demo=True, no_static=False, verbosity=0)
    plan = Plan.objects.get(municipality__code="992011")
    if large:
        fill(plan)
    size = "5,000 plans, 10,000 cases" if large else "demo data"
    load = os.getloadavg()[0]
    print(f"\n{connection.vendor}, {size}, median of {rounds}, load average {load:.1f}\n")
    print("| page | ms | CPU ms | queries | kB |")
    print("| --- | --- | --- | --- | --- |")
    client, curator = client_of("manager"), client_of("curator")
    for name, address in pages(plan):
        show(client, name, address, rounds)
    for name, address in admin_pages():
        show(curator, name, address, rounds)
    for section in ("purpose", "situation", "security"):
        chapter = plan.chapters.get(section=section)
        address = reverse("wizard:chapter", args=[chapter.pk])
        print(
            f"| save chapter {section} | {measured(saving(client, address, chapter), rounds)} | |"
        )
    for rows in OWN_PAGES:
        row = getattr(plan, rows).first()
        address = reverse("wizard:row", args=[rows, row.pk])
        print(f"| save one of {rows} | {measured(saving(client, address, row), rounds)} | |")
    crowd(plan)
    for name, address in chapters(plan, ", 100 rows"):
        show(client, name, address, rounds)
    print(f"\nload average {os.getloadavg()[0]:.1f}")


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def show(client: Client, name: str, address: str, rounds: int) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (name, answer.status_code)
    figures = measured(lambda: client.get(address), rounds)
    print(f"| {name} | {figures} | {len(answer.content) / 1000:.0f} |")


def saving(client: Client, address: str, unit: Chapter | Row) -> Callable[[], object]:
    """Send the page's form back with one text changed, always upon the newest version."""
    answers = filled_form(client.get(address).content.decode())
    texts = [name for name in answers if "-" not in name and name not in NOT_WRITTEN]
    text = max(texts, key=lambda name: len(answers[name][0]))
    turn = [0]

    def save() -> None:
        turn[0] += 1
        unit.refresh_from_db(fields=["version"])
        sent = {**answers, "version": str(unit.version), "do": "save"}
        sent[text] = f"{answers[text][0]} {turn[0]}"
        # As a browser sends it; the test client's own multipart takes 6 ms more to read.
        body = urlencode(sent, doseq=True)
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 302, answer.status_code

    return save
