"""PostgreSQL: its own pg_dump and pg_restore, which keep triggers and functions as well."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from smartplan.web.backups.archive import BackupError

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
DEBIANS_FOLDER = Path("/usr/lib/postgresql")


@contextmanager
def copied(target: Path) -> Iterator[Any]:
    """Dump the database; a cursor that sees exactly what the dump holds."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [moment] = cursor.fetchone()
            _run(
                "pg_dump",
                *("--format=custom", "--no-owner", "--no-privileges"),
                *(f"--snapshot={moment}", f"--file={target}"),
            )
            yield cursor
    finally:
        other.rollback()
        other.close()


def restore(dump: Path) -> None:
    """Bring the dump into the empty database: all of it, or nothing."""
    _run(
        "pg_restore",
        *("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"),
        *(f"--dbname={connection.settings_dict['NAME']}", str(dump)),
    )


def _run(program: str, *arguments: str) -> None:
    """The password goes by the environment: everybody on the machine may read arguments."""
    done = subprocess.run(  # noqa: S603 - our own arguments
        [_path(program), *arguments],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise BackupError(f"{program}が失敗しました：{' '.join(told[:3])}")


def _path(program: str) -> str:
    newest = sorted(
        DEBIANS_FOLDER.glob(f"*/bin/{program}"),
        key=lambda path: float(path.parts[-3]),
        reverse=True,
    )
    found = str(newest[0]) if newest else shutil.which(program)
    if not found:
        raise BackupError(
            f"{program}がありません。PostgreSQLの道具を入れてください"
            "（apt-get install postgresql-client）。版は、サーバーと同じか新しいものにします。"
        )
    return found


def _environment() -> dict[str, str]:
    names = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    said = {name: str(connection.settings_dict.get(key) or "") for name, key in names.items()}
    return {**os.environ, **{name: value for name, value in said.items() if value}}
