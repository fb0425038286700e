"""The running server under many planners, and the first request of a fresh worker.

    .venv/bin/python benchmarks/load.py first                 # the first requests of a fresh worker
    .venv/bin/python benchmarks/load.py planners              # 200 planners, workers being replaced
    .venv/bin/python benchmarks/load.py planners --recycle 0  # the same with workers that stay
    .venv/bin/python benchmarks/load.py start                 # from the command to the first page

`--postgres` runs it on a throw-away PostgreSQL, `--large` beside 5,000 plans and 10,000 cases,
`--house FOLDER` serves another checkout (its own `.venv`), to compare two commits.

The web server runs as `make run` starts it, without export workers but for `start`. A planner
opens a page, reads for some seconds, and opens the next one on a new connection. Times are seconds
from the click to the last byte, and hold the waiting for a free thread.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from running_server import House, seconds_of

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("what", choices=("first", "planners", "start"))
parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
parser.add_argument("--large", action="store_true", help="5,000 plans and 10,000 cases beside")
parser.add_argument("--house", type=Path, default=Path(__file__).resolve().parent.parent)
parser.add_argument("--planners", type=int, default=200)
parser.add_argument("--think", type=float, default=30.0, help="mean seconds between two clicks")
parser.add_argument("--seconds", type=float, default=60.0)
parser.add_argument("--recycle", type=int, default=60, help="requests of a worker; 0: for ever")
parser.add_argument("--rounds", type=int, default=5)
OPTIONS = parser.parse_args()
HOUSE: Path = OPTIONS.house.resolve()
sys.path[:0] = [str(HOUSE), str(HOUSE / "benchmarks"), str(Path(__file__).parent)]
PORT, DATABASE_PORT = 0, 0
pages_kept: list[str] = []


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def cookies(count: int) -> list[str]:
    """Log-ins of the demo city's planner."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from smartplan.municipalities.models import User

    user = User.objects.get(username="planner")
    made = []
    for _ in range(count):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        made.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return made


def pages() -> list[str]:
    """What a planner clicks through: mostly chapters, and what stands around them."""
    from smartplan.plans.models import Plan

    plan = Plan.objects.get(municipality__code="992011")
    chapters = [f"/chapters/{chapter.pk}/" for chapter in plan.chapters.all()]
    around = [f"/plans/{plan.pk}/{name}" for name in ("", "review/", "preview/", "exports/")]
    rows = [f"/measures/{plan.measures.first().pk}/", f"/indicators/{plan.indicators.first().pk}/"]
    return [*chapters, *around, *rows, "/cases/", "/cases/?q=%E3%83%90%E3%82%B9"]


def first() -> None:
    """Each page as the first request of a fresh worker, and the same page once more."""
    os.environ |= {"SMARTPLAN_WORKERS": "1", "SMARTPLAN_THREADS": "1"}
    [cookie] = cookies(1)
    with House(HOUSE, PORT) as house:
        print(
            "| first page of a fresh worker | first | second | third |\n| --- | --- | --- | --- |"
        )
        for page in (pages_kept[4], pages_kept[8], pages_kept[10], pages_kept[12], pages_kept[-1]):
            rounds = []
            for _ in range(OPTIONS.rounds):
                house.replace_workers()
                rounds.append([asyncio.run(seconds_of(PORT, page, cookie)) for _ in range(3)])
            medians = [statistics.median(taken) for taken in zip(*rounds, strict=True)]
            print(f"| {page} | " + " | ".join(f"{1000 * one:.0f} ms" for one in medians) + " |")


async def click_through(cookie: str, until: float, taken: list[float], lost: list[str]) -> None:
    chance = random.Random(cookie)  # noqa: S311 - repeatable, not secret
    addresses = pages_kept
    await asyncio.sleep(chance.uniform(0, OPTIONS.think))
    while time.perf_counter() < until:
        try:
            taken.append(await seconds_of(PORT, chance.choice(addresses), cookie))
        except (OSError, RuntimeError) as error:
            lost.append(str(error))
        await asyncio.sleep(chance.uniform(0.3, 1.7) * OPTIONS.think)


async def crowd(seconds: float, everybody: list[str]) -> tuple[list[float], list[str]]:
    taken: list[float] = []
    lost: list[str] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(click_through(cookie, until, taken, lost) for cookie in everybody))
    return taken, lost


def planners() -> None:
    """200 planners with time to read, while workers come and go."""
    os.environ["SMARTPLAN_WORKER_REQUESTS"] = str(OPTIONS.recycle)
    everybody = cookies(OPTIONS.planners)
    with House(HOUSE, PORT) as house:
        asyncio.run(crowd(8, everybody))
        seen = set(house.workers())
        taken, lost = asyncio.run(crowd(OPTIONS.seconds, everybody))
        gone = len(seen - set(house.workers()))
        cut = statistics.quantiles(taken, n=100)
        print(
            f"{OPTIONS.planners} planners, {len(taken)} pages, {len(lost)} without an answer; "
            f"p50 {cut[49]:.3f}  p95 {cut[94]:.3f}  p99 {cut[98]:.3f}  max {max(taken):.2f} s; "
            f"{gone} of {len(seen)} workers of the beginning replaced; "
            f"{house.memory():.0f} MB; load average {os.getloadavg()[0]:.1f}"
        )
        for problem in lost[:3]:
            print(f"  {problem}")
    print(f"The server worked {house.worked:.1f} s of the processor's time, its start with it.")


def start() -> None:
    """From the command to the first page that a person sees, an export worker starting as well."""
    os.environ["SMARTPLAN_EXPORT_WORKERS"] = "1"
    [cookie] = cookies(1)
    up, page, worked = [], [], []
    for _ in range(OPTIONS.rounds):
        with House(HOUSE, PORT) as house:
            up.append(house.started)
            asyncio.run(seconds_of(PORT, pages_kept[0], cookie))
            page.append(time.perf_counter() - house.begun)
        worked.append(house.worked)
    print(
        f"answers after {statistics.median(up):.2f} s, first chapter shown after "
        f"{statistics.median(page):.2f} s, CPU {statistics.median(worked):.2f} s; "
        f"load average {os.getloadavg()[0]:.1f}"
    )


def run() -> None:
    global pages_kept
    import django

    django.setup()
    from django.core.management import call_command

    call_command("prepare", "--demo", verbosity=0)
    if OPTIONS.large:
        from large_database import fill

        from smartplan.plans.models import Plan

        fill(Plan.objects.get(municipality__code="992011"))
    pages_kept = pages()
    {"first": first, "planners": planners, "start": start}[OPTIONS.what]()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PORT, DATABASE_PORT = free_port(), free_port()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "smartplan.settings",
            "SMARTPLAN_DATA_DIR": f"{folder}/data",
            "SMARTPLAN_STATIC_ROOT": f"{folder}/static",
            "SMARTPLAN_LOG_LEVEL": "ERROR",
            "SMARTPLAN_BIND": f"127.0.0.1:{PORT}",
            "SMARTPLAN_EXPORT_WORKERS": "0",
        }
        Path(folder).chmod(0o755)
        if OPTIONS.postgres:
            server = [HOUSE / "scripts/postgres", "start", f"{folder}/postgres", str(DATABASE_PORT)]
            subprocess.run(server, check=True)
            os.environ |= {
                "SMARTPLAN_POSTGRES_DB": "postgres",
                "SMARTPLAN_POSTGRES_USER": "postgres",
                "SMARTPLAN_POSTGRES_HOST": "127.0.0.1",
                "SMARTPLAN_POSTGRES_PORT": str(DATABASE_PORT),
            }
        try:
            run()
        finally:
            if OPTIONS.postgres:
                subprocess.run(
                    [HOUSE / "scripts/postgres", "stop", f"{folder}/postgres"], check=True
                )
