"""The database as it was at one moment, while people go on writing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection

from smartplan.web.backups import postgresql, sqlite
from smartplan.web.backups.archive import BackupError

MODELS_WITH_FILES = ("publishing.PublicationFile", "publishing.Export")
"""Whose rows name a file (`path`, empty while there is none) and its SHA-256 (`sha256`)."""


@dataclass(frozen=True)
class Snapshot:
    """A copy of the database, and what its rows say."""

    path: Path
    migrations: list[list[str]]
    counts: dict[str, int]
    files: dict[str, str]
    """The SHA-256 of every file that the rows refer to, by its place in the folder of files."""


def snapshot_in(folder: Path) -> Snapshot:
    """A snapshot of the installation's database in this folder. Raises BackupError."""
    target = folder / "database"
    copied = sqlite.copied if connection.vendor == "sqlite" else postgresql.copied
    try:
        with copied(target) as cursor:
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
            migrations = [list(row) for row in cursor.fetchall()]
            return Snapshot(target, migrations, counts(cursor), _files(cursor))
    except DatabaseError as error:
        raise BackupError(f"データベースを読めません（{error}）。") from error


def counts(cursor: Any) -> dict[str, int]:
    """The number of rows of every table."""
    kind = sqlite if connection.vendor == "sqlite" else postgresql
    cursor.execute(kind.TABLES)
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - the database's own names
        found[table] = cursor.fetchone()[0]
    return found


def _files(cursor: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for label in MODELS_WITH_FILES:
        table = apps.get_model(label)._meta.db_table
        cursor.execute(f"SELECT path, sha256 FROM {table} WHERE path <> ''")  # noqa: S608
        found |= dict(cursor.fetchall())
    return found
