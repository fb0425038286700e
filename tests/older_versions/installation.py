"""An installation of an older version, and today's programme at work on it in other processes.

It is always SQLite's, on whatever database the tests themselves run.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.older_versions.browsing import PATIENCE, WebBrowser

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "2026-11"

PASSWORD = "minatozawa-2026"

WEB_SERVER = (
    *("-m", "gunicorn", "smartplan.wsgi:application"),
    *("--workers", "1", "--worker-class", "gthread", "--threads", "4"),
    *("--timeout", str(PATIENCE), "--no-control-socket", "--log-level", "warning"),
)


@dataclass(frozen=True)
class Installation:
    """A data folder: the database and the files."""

    folder: Path

    def manage(self, *arguments: str) -> str:
        """What a command of today's manage.py says."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query: str) -> list[tuple]:
        """What the database answers."""
        connected = sqlite3.connect(self.folder / "smartplan.sqlite3", timeout=20)
        with closing(connected) as database, database:
            return database.execute(query).fetchall()

    def everything_in(self, *apps: str) -> dict[str, list[tuple]]:
        """All rows of the tables of these apps."""
        tables = [
            name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            table: self.rows(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608 - our own names
            for table in tables
            if table.startswith(apps)
        }

    @contextmanager
    def in_use(self) -> Iterator[InUse]:
        """With a web server on it, and the planner logged in."""
        with self._served() as site:
            browser = WebBrowser(site)
            browser.log_in("planner", PASSWORD)
            yield InUse(self, browser)

    @contextmanager
    def _served(self) -> Iterator[str]:
        """The address of a web server on it."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port, number = listening.getsockname()[1], listening.fileno()
            server = subprocess.Popen(  # noqa: S603
                [sys.executable, *WEB_SERVER, "--bind", f"fd://{number}"],
                cwd=ROOT,
                env=self._environment,
                pass_fds=[number],
            )
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(PATIENCE)

    @property
    def _environment(self) -> dict[str, str]:
        """Nothing of the settings of the test's own database."""
        others = {
            name: value for name, value in os.environ.items() if not name.startswith("SMARTPLAN_")
        }
        return {
            **others,
            "DJANGO_SETTINGS_MODULE": "tests.older_versions.settings",
            "SMARTPLAN_DATA_DIR": str(self.folder),
            "SMARTPLAN_LOG_LEVEL": "WARNING",
        }


@dataclass(frozen=True)
class InUse:
    """An installation and the browser of somebody who works in it."""

    installation: Installation
    browser: WebBrowser

    def plan(self, number: int = 1) -> dict[str, Any]:
        """The JSON that the plan is downloaded as."""
        return json.loads(self.browser.get(f"/plans/{number}/plan.json").content)


def unpacked(folder: Path) -> Installation:
    """The installation as the older version left it."""
    with tarfile.open(KEPT / "installation.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return Installation(folder)
