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
import subprocess
import sys
import tempfile
from pathlib import Path

import django

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
            django.setup()
            from all_pages import run

            run(large=OPTIONS.large, rounds=OPTIONS.rounds)
        finally:
            if OPTIONS.postgres:
                subprocess.run(
                    [ROOT / "scripts/postgres", "stop", f"{folder}/postgres"], check=True
                )
