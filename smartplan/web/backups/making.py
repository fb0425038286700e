"""Making a backup while people write."""

from __future__ import annotations

import os
import tempfile
import tomllib
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import connection

from smartplan.web.backups.archive import (
    DATABASE,
    FILES,
    BackupError,
    Manifest,
    add,
    checked_manifest,
    write_manifest,
)
from smartplan.web.backups.snapshot import Snapshot, snapshot_in

ARCHIVE = "archive"
ATTEMPTS = 2
"""Old exports may be cleared away between the database and the files: then we begin again."""


def make_backup(target: Path, *, at: datetime) -> Manifest:
    """Write the installation into a new file, which appears once it is whole and was read back.

    Raises BackupError.
    """
    _refuse_existing(target)
    try:
        for attempt in range(1, ATTEMPTS + 1):
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".smartplan-") as name:
                manifest = _written(Path(name), at=at)
                if manifest.missing and attempt < ATTEMPTS:
                    continue
                checked_manifest(Path(name) / ARCHIVE)
                _put_in_place(Path(name) / ARCHIVE, target)
                return manifest
    except OSError as error:
        raise BackupError(
            f"{target} に書き込めません（{error.strerror}）。"
            "空きの容量と、フォルダーに書き込む権限を確かめてください。"
        ) from error
    raise AssertionError("The last attempt returns.")


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise BackupError(f"{target} はすでにあります。別の名前を指定してください。")
    if not target.parent.is_dir():
        raise BackupError(f"フォルダー {target.parent} がありません。")


def _written(folder: Path, *, at: datetime) -> Manifest:
    """The database first: a file is stored before its row, so all files of these rows are there."""
    snapshot = snapshot_in(folder)
    beside = folder / ARCHIVE
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as output:
        with ZipFile(output, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            manifest = _manifest(snapshot, at)
            with snapshot.path.open("rb") as source:
                manifest.members[DATABASE] = add(archive, DATABASE, source)
            snapshot.path.unlink()
            for path, expected in sorted(snapshot.files.items()):
                _add_file(archive, manifest, path, expected)
            write_manifest(archive, manifest)
        output.flush()
        os.fsync(output.fileno())
    return manifest


def _manifest(snapshot: Snapshot, at: datetime) -> Manifest:
    return Manifest(
        made_at=at.isoformat(),
        version=own_version(),
        vendor=connection.vendor,
        migrations=snapshot.migrations,
        counts=snapshot.counts,
    )


def _add_file(archive: ZipFile, manifest: Manifest, path: str, expected: str) -> None:
    """A file that is gone or damaged is named: the rest of the installation is worth keeping."""
    place = Path(settings.MEDIA_ROOT) / path
    try:
        with place.open("rb") as source:
            found = sha256()
            while piece := source.read(2**20):
                found.update(piece)
            if found.hexdigest() != expected:
                manifest.missing.append(path)
            source.seek(0)
            manifest.members[FILES + path] = add(archive, FILES + path, source)
    except FileNotFoundError:
        manifest.missing.append(path)


def _put_in_place(beside: Path, target: Path) -> None:
    _refuse_existing(target)
    beside.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def own_version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
