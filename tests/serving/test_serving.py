"""The web server loads what its pages need before it forks workers, and nothing else crosses."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from tests.publishing.exports.conftest import environment_of_a_worker
from tests.relevance.library import add_case

ROOT = Path(__file__).parents[2]

WRITERS = ("weasyprint", "docx", "smartplan.publishing.exports.writers")
"""What only the workers of the exports need: half a second and 25 MB."""

PATIENCE = 120
"""Seconds that a start may take on a machine that does much else besides."""


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """What lets a web server of its own work on the database of the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return environment_of_a_worker(tmp_path / "files") | {
        "SMARTPLAN_BIND": f"127.0.0.1:{port}",
        "SMARTPLAN_WORKERS": "2",
        "SMARTPLAN_DEBUG": "1",  # no collected style sheets are needed
    }


def run(*arguments: str, environment: dict[str, str] | None = None) -> list[str]:
    """What a Python of its own says."""
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.splitlines()


def test_the_pages_do_not_load_what_writes_the_files():
    program = (
        "import smartplan.wsgi, sys;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        f"print([name for name in {WRITERS!r} if name in sys.modules])"
    )
    assert run("-c", program) == ["[]"]


@pytest.mark.django_db(transaction=True)
def test_the_first_request_of_a_worker_finds_everything_loaded(
    environment, full_plan, planner, logged_in
):
    add_case("C901", "ドローンの取組")
    cookie = logged_in(planner).cookies[django_settings.SESSION_COOKIE_NAME].value
    chapters = full_plan.chapters.exclude(section=None)
    addresses = [
        *(f"/chapters/{chapter.pk}/" for chapter in chapters),
        *(f"/plans/{full_plan.pk}/{page}" for page in ("", "review/", "preview/", "exports/")),
        "/cases/?q=ドローン",
        "/manual/",
    ]
    told = run(
        *("-m", "tests.serving.first_requests", cookie, *addresses),
        environment=environment | {"SMARTPLAN_DEBUG": "0"},
    )
    assert told == [
        "open connections: 0",
        *(f"answered: {address} 200 OK True" for address in addresses),
        "loaded: []",
        "index built anew: False",
    ]


@pytest.fixture
def server(environment) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "scripts/side_by_side.py", "web", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_connection_to_the_database_crosses_the_fork(server, environment):
    """Also to a worker that takes the place of another."""
    ask(environment, "/readyz")
    [master] = children_of(server.pid)
    first = children_of(master)
    os.kill(first[0], signal.SIGTERM)
    wait_for(lambda: first[0] not in children_of(master) and len(children_of(master)) == 2)
    workers = children_of(master)
    wait_for(lambda: ask(environment, "/readyz") and all(map(databases_of, workers)))
    assert databases_of(master) == set()
    if connection.vendor == "postgresql":
        assert not databases_of(workers[0]) & databases_of(workers[1])


def ask(environment: dict[str, str], path: str) -> bool:
    """Ask until the server answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            address = f"http://{environment['SMARTPLAN_BIND']}{path}"
            with urllib.request.urlopen(address, timeout=30) as answer:
                return bool(answer.status == 200)
        except OSError:
            assert time.monotonic() < deadline, "The server does not answer."
            time.sleep(0.2)


def wait_for(fact) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "It did not come about in time."
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return sorted(int(child) for child in found.split())


def databases_of(pid: int) -> set[str]:
    """The open files or sockets of a process that lead to the database."""
    opened = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            opened.add(str(descriptor.readlink()))
        except FileNotFoundError:
            continue
    if connection.vendor == "sqlite":
        return {file for file in opened if file == str(connection.settings_dict["NAME"])}
    sockets = {number for name in opened for number in re.findall(r"^socket:\[(\d+)\]$", name)}
    return sockets & sockets_to(int(connection.settings_dict["PORT"]))


def sockets_to(port: int) -> set[str]:
    """The numbers of the sockets of this machine that are connected to a port."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    rows = [line.split() for line in lines]
    return {row[9] for row in rows if int(row[2].split(":")[1], 16) == port}
