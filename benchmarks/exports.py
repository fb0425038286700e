"""Pages while files are being made: how long a page takes beside a busy worker, and an idle one.

    .venv/bin/python benchmarks/exports.py                # the demo plan, SQLite
    .venv/bin/python benchmarks/exports.py --postgres     # the same on a throw-away PostgreSQL
    .venv/bin/python benchmarks/exports.py --workers 2

The web server and the workers run as `make run` starts them; one person opens the plan's home, a
chapter and the preview over HTTP, one after another. Idle and busy rounds take turns, so that other
work on the machine meets both. While it is busy, four exports are waiting or being made at any
time. Last comes the first byte of an unchanged plan's finished PDF.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
parser.add_argument("--workers", type=int, default=1)
parser.add_argument("--rounds", type=int, default=5)
OPTIONS = parser.parse_args()

AT_ONCE = 4
LOOKS = 15


def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


class Browser:
    """One person's browser: an open connection and a session."""

    def __init__(self, port: str) -> None:
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        from smartplan.municipalities.models import User

        user = User.objects.get(username="planner")
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        self.connection = http.client.HTTPConnection("127.0.0.1", int(port))

    def first_byte(self, path: str) -> float:
        """Milliseconds until the answer begins."""
        begun = time.perf_counter()
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        took = (time.perf_counter() - begun) * 1000
        answer.read()
        assert answer.status == 200, (path, answer.status)
        return took


def keep_busy(plan, user) -> None:
    """Let four exports be waiting or running; every one of another content."""
    from smartplan.publishing.exports.actions import enqueue
    from smartplan.publishing.models import Export

    for _ in range(AT_ONCE - Export.objects.unfinished().count()):
        from django.utils import timezone

        export = Export.objects.create(
            plan=plan,
            format="pdf",
            key=os.urandom(16).hex(),
            requested_by=user,
            heartbeat_at=timezone.now(),
        )
        enqueue(export.pk)


def wait_until_idle() -> None:
    from smartplan.publishing.models import Export

    while Export.objects.unfinished().exists():
        time.sleep(0.1)


def measure(port: str) -> None:
    from smartplan.municipalities.models import User
    from smartplan.plans.models import Plan
    from smartplan.publishing.models import Export

    plan, user = Plan.objects.get(), User.objects.get(username="planner")
    browser = Browser(port)
    chapter = plan.chapters.get(section="measures").pk
    pages = (f"/plans/{plan.pk}/", f"/chapters/{chapter}/", f"/plans/{plan.pk}/preview/")
    times: dict[str, dict[str, list[float]]] = {
        state: {page: [] for page in pages} for state in ("idle", "busy")
    }
    for page in pages * 6:
        browser.first_byte(page)
    for _ in range(OPTIONS.rounds):
        for state, of_pages in times.items():
            browser.connection.close()  # the server does not keep it open that long
            for _ in range(LOOKS):
                for page in pages:
                    if state == "busy":
                        keep_busy(plan, user)
                    of_pages[page].append(browser.first_byte(page))
            wait_until_idle()
    print(f"{'page':28}{'idle ms':>9}{'busy ms':>9}{'ratio':>7}{'p95 idle':>10}{'p95 busy':>10}")
    for page in pages:
        idle, busy = times["idle"][page], times["busy"][page]
        row = statistics.median(idle), statistics.median(busy)
        tails = (statistics.quantiles(each, n=20)[-1] for each in (idle, busy))
        print(f"{page:28}{row[0]:9.1f}{row[1]:9.1f}{row[1] / row[0]:7.2f}", end="")
        print("".join(f"{tail:10.1f}" for tail in tails))
    made = Export.objects.filter(state="done").count()
    print(f"{made} exports were made meanwhile.")
    browser.connection.close()
    kept = f"/plans/{plan.pk}/plan.pdf"
    first = statistics.median(browser.first_byte(kept) for _ in range(30))
    print(f"First byte of the unchanged plan's PDF: {first:.1f} ms")


def run(port: str) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("prepare", "--demo", verbosity=0)
    house = subprocess.Popen([ROOT / "scripts/serve"])
    try:
        for _ in range(100):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", int(port))) == 0:
                    break
            time.sleep(0.1)
        measure(port)
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "smartplan.settings",
            "SMARTPLAN_DATA_DIR": f"{folder}/data",
            "SMARTPLAN_STATIC_ROOT": f"{folder}/static",
            "SMARTPLAN_LOG_LEVEL": "ERROR",
            "SMARTPLAN_BIND": f"127.0.0.1:{port}",
            "SMARTPLAN_EXPORT_WORKERS": str(OPTIONS.workers),
        }
        Path(folder).chmod(0o755)
        if OPTIONS.postgres:
            database = free_port()
            subprocess.run(
                [ROOT / "scripts/postgres", "start", f"{folder}/postgres", database], check=True
            )
            os.environ |= {
                "SMARTPLAN_POSTGRES_DB": "postgres",
                "SMARTPLAN_POSTGRES_USER": "postgres",
                "SMARTPLAN_POSTGRES_HOST": "127.0.0.1",
                "SMARTPLAN_POSTGRES_PORT": database,
            }
        try:
            run(port)
        finally:
            if OPTIONS.postgres:
                subprocess.run(
                    [ROOT / "scripts/postgres", "stop", f"{folder}/postgres"], check=True
                )
