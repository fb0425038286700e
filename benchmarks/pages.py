"""Server time and number of queries of every page.

    .venv/bin/python benchmarks/pages.py                       # the demo plan, SQLite
    .venv/bin/python benchmarks/pages.py --large               # beside 5,000 plans and 10,000 cases
    .venv/bin/python benchmarks/pages.py --large --postgres    # the same on a throw-away PostgreSQL

Times are medians of one process without a network, in milliseconds: the test client goes through
all middleware, the view and the template. "ms" is time on the clock (with the database), "CPU" what
this process worked. The first requests warm the caches and are not counted.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--large", action="store_true", help="5,000 plans and 10,000 cases beside")
parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
parser.add_argument("--rounds", type=int, default=15)
OPTIONS = parser.parse_args()


def start_postgres(folder: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    subprocess.run([ROOT / "scripts/postgres", "start", f"{folder}/postgres", port], check=True)
    os.environ |= {
        "SMARTPLAN_POSTGRES_DB": "postgres",
        "SMARTPLAN_POSTGRES_USER": "postgres",
        "SMARTPLAN_POSTGRES_HOST": "127.0.0.1",
        "SMARTPLAN_POSTGRES_PORT": port,
    }


def pages(plan: object) -> Iterator[tuple[str, str]]:
    from django.urls import reverse

    yield "plan list", reverse("wizard:plan_list")
    yield "plan home (task list)", reverse("wizard:plan", args=[plan.pk])
    yield "plan settings", reverse("wizard:plan_settings", args=[plan.pk])
    yield "chapter arrangement", reverse("wizard:chapters", args=[plan.pk])
    yield "review", reverse("wizard:review", args=[plan.pk])
    yield "plan history", reverse("wizard:plan_history", args=[plan.pk])
    for chapter in plan.chapters.all():
        yield f"chapter {chapter.section}", reverse("wizard:chapter", args=[chapter.pk])
    chapter = plan.chapters.get(section="measures")
    yield "chapter history", reverse("wizard:chapter_history", args=[chapter.pk])
    yield "suggestions", reverse("wizard:suggestions", args=[chapter.pk])
    for rows in ("measures", "indicators", "organization_units"):
        row = getattr(plan, rows).first()
        yield f"one of {rows}", reverse("wizard:row", args=[rows, row.pk])
    yield "preview", reverse("publishing:preview", args=[plan.pk])
    yield "case list", reverse("cases:list")
    yield "case list, searched", reverse("cases:list") + "?q=バス&section=measures"
    yield "one case", reverse("cases:case", args=["C042"])
    yield "members", reverse("members", args=[plan.municipality.code])
    yield "overview", reverse("structure:overview")
    yield "manual", reverse("manual")


def measured(act: Callable[[], object]) -> str:
    """Median milliseconds on the clock and of the processor, and the queries of one run."""
    from django.db import connection

    for _ in range(3):
        act()
    times, work = [], []
    for _ in range(OPTIONS.rounds):
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


def run() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("prepare", demo=True, no_static=False, verbosity=0)
    from smartplan.municipalities.models import User
    from smartplan.plans.models import Plan

    plan = Plan.objects.get(municipality__code="992011")
    if OPTIONS.large:
        from large_database import fill

        fill(plan)
    client = Client()
    client.force_login(
        User.objects.get(username="manager"), backend="django.contrib.auth.backends.ModelBackend"
    )
    size = "5,000 plans, 10,000 cases" if OPTIONS.large else "demo data"
    print(f"\n{connection.vendor}, {size}, median of {OPTIONS.rounds}\n")
    print("| page | ms | CPU ms | queries | kB |")
    print("| --- | --- | --- | --- | --- |")
    for name, address in pages(plan):
        answer = client.get(address)
        assert answer.status_code == 200, (name, answer.status_code)
        figures = measured(lambda address=address: client.get(address))
        print(f"| {name} | {figures} | {len(answer.content) / 1000:.0f} |")
    for section in ("purpose", "situation", "security"):
        print(f"| save chapter {section} | {measured(saving(client, plan, section))} | |")


def saving(client: object, plan: object, section: str) -> Callable[[], object]:
    """Send the page's form back with one text changed, always upon the newest version."""
    from django.urls import reverse
    from filled_form import filled_form

    chapter = plan.chapters.get(section=section)
    address = reverse("wizard:chapter", args=[chapter.pk])
    answers = filled_form(client.get(address).content.decode())
    texts = [
        name
        for name, values in answers.items()
        if len(values[0]) > 30
        and "-" not in name
        and name not in {"written_by", "csrfmiddlewaretoken"}
    ]
    turn = [0]

    def save() -> None:
        turn[0] += 1
        chapter.refresh_from_db(fields=["version"])
        sent = {**answers, "version": str(chapter.version), "do": "save"}
        sent[texts[0]] = f"{answers[texts[0]][0]} {turn[0]}"
        answer = client.post(address, sent)
        assert answer.status_code == 302, answer.status_code

    return save


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "smartplan.settings",
            "SMARTPLAN_DATA_DIR": f"{folder}/data",
            "SMARTPLAN_STATIC_ROOT": f"{folder}/static",
            "SMARTPLAN_LOG_LEVEL": "ERROR",
        }
        Path(folder).chmod(0o755)
        if OPTIONS.postgres:
            start_postgres(folder)
        try:
            run()
        finally:
            if OPTIONS.postgres:
                subprocess.run(
                    [ROOT / "scripts/postgres", "stop", f"{folder}/postgres"], check=True
                )
