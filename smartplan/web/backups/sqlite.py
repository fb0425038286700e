"""SQLite: a copy by its own backup interface, which sees what still lies in the WAL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from smartplan.web.backups.archive import BackupError

TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
PATIENCE = 60
"""Seconds to wait for somebody who writes."""


def database_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


@contextmanager
def copied(target: Path) -> Iterator[sqlite3.Cursor]:
    """Copy the whole database in one reading transaction; a cursor of the checked copy."""
    try:
        with (
            closing(_opened(database_path(), "rw")) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # the copy is one file, without a WAL
            _check(copy)
            yield copy.cursor()
    except sqlite3.Error as error:
        raise BackupError(f"データベースを写せませんでした（{error}）。") from error


@contextmanager
def opened_copy(path: Path) -> Iterator[sqlite3.Cursor]:
    """A cursor of a copy that is whole."""
    try:
        with closing(_opened(path, "ro")) as copy:
            _check(copy)
            yield copy.cursor()
    except sqlite3.Error as error:
        raise BackupError(f"バックアップのデータベースが壊れています（{error}）。") from error


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE)


def _check(copy: sqlite3.Connection) -> None:
    [(found,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
    if found != "ok":
        raise BackupError(
            f"データベースが壊れています（{found}）。前のバックアップを消さずに残してください。"
        )
