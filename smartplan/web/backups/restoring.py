"""Restoring a backup into an installation that holds nothing yet."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from smartplan.web.backups import postgresql, sqlite
from smartplan.web.backups.archive import (
    DATABASE,
    BackupError,
    Manifest,
    checked_manifest,
    extract,
    relative_path,
)
from smartplan.web.backups.making import own_version
from smartplan.web.backups.snapshot import counts

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore_backup(path: Path) -> Manifest:
    """Everything is checked before anything is written. Raises BackupError."""
    manifest = checked_manifest(path)
    _refuse_other_database(manifest)
    _refuse_newer(manifest)
    _refuse_unless_empty()
    try:
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as name:
            database = Path(name) / DATABASE
            with ZipFile(path) as archive:
                with database.open("xb") as target:
                    extract(archive, DATABASE, target)
                    os.fsync(target.fileno())
                _bring_in(archive, manifest, database)
    except OSError as error:
        raise BackupError(
            f"書き込めません（{error.strerror}）。空きの容量と権限を確かめ、"
            "空の状態からやり直してください。"
        ) from error
    call_command("migrate", interactive=False, verbosity=0)
    return manifest


def _bring_in(archive: ZipFile, manifest: Manifest, database: Path) -> None:
    """The files first: without the database, the installation still counts as empty."""
    if manifest.vendor == "sqlite":
        with sqlite.opened_copy(database) as cursor:
            if counts(cursor) != manifest.counts:
                raise BackupError("データベースの件数が、中身の一覧と合いません。")
    written: list[Path] = []
    try:
        for name in manifest.members:
            if name != DATABASE:
                written.append(_write_file(archive, name))
        if manifest.vendor == "sqlite":
            _replace_sqlite(database)
        else:
            postgresql.restore(database)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise


def _write_file(archive: ZipFile, name: str) -> Path:
    """For its own account alone, never written over, as files are stored."""
    target = Path(settings.MEDIA_ROOT) / relative_path(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(descriptor, "wb") as file:
            extract(archive, name, file)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def _replace_sqlite(database: Path) -> None:
    """What stood there had no table; its WAL must not be taken for that of the new file."""
    connection.close()
    place = sqlite.database_path()
    for suffix in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    database.chmod(0o600)
    database.replace(place)


def _refuse_other_database(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        there, here = (NAMES.get(each, each) for each in (manifest.vendor, connection.vendor))
        raise BackupError(
            f"{there}のバックアップは、{here}には戻せません。何も書き込んでいません。"
            f"{there}の環境に戻してから、計画ごとにJSONで移してください"
            "（manage.py export_plan と import_plan）。"
        )


def _refuse_newer(manifest: Manifest) -> None:
    """Older ones are brought up to date; what this code does not know it cannot take back."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known |= set(migration.replaces)
    unknown = [each for each in map(tuple, manifest.migrations) if each not in known]
    if unknown or _numbers(manifest.version) > _numbers(own_version()):
        raise BackupError(
            f"新しいSmartPlan（{manifest.version}）のバックアップです。このSmartPlanは"
            f"{own_version()}です。何も書き込んでいません。先にSmartPlanを新しい版にしてください。"
        )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdecimal()]


def _refuse_unless_empty() -> None:
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise BackupError(f"データベースにつながりません（{error}）。") from error
    files = [each for each in Path(settings.MEDIA_ROOT).rglob("*") if not each.is_dir()]
    if tables or files:
        found = (
            "データベースに表があります"
            if tables
            else f"{settings.MEDIA_ROOT} にファイルがあります"
        )
        raise BackupError(
            f"空でない環境には戻せません（{found}）。何も書き込んでいません。"
            "新しいデータのフォルダー（SMARTPLAN_DATA_DIR）か、新しいデータベースを用意し、"
            "prepareの前に実行してください。"
        )
