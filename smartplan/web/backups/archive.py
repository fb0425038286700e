"""The archive: a ZIP with the database, the files, and a list of both with their SHA-256."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

FORMAT = 1
"""Raise it when an older SmartPlan could not read the archive any more."""
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files/"
PIECE = 2**20

DAMAGED = (
    "バックアップのファイルが壊れているか、途中で切れています（{reason}）。何も書き込んでいません。"
    "別の日のバックアップを使ってください。"
)

UNREADABLE = (
    OSError,
    BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    RuntimeError,
)
"""What zipfile and json raise for files that are damaged or of another kind."""


class BackupError(Exception):
    """No backup was made, or nothing was restored; the message says what to do."""


@dataclass(frozen=True)
class Manifest:
    """What an archive holds, as it says of itself."""

    made_at: str
    version: str
    """SmartPlan's."""
    vendor: str
    """Django's name of the kind of database."""
    migrations: list[list[str]]
    """The applied ones: app and name."""
    counts: dict[str, int]
    """The rows of each table."""
    members: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each part, by its name in the archive."""
    missing: list[str] = field(default_factory=list)
    """Files that the database refers to and that were missing or damaged in the installation."""
    format: int = FORMAT


def add(archive: ZipFile, name: str, source: IO[bytes]) -> str:
    """Put a file into the archive piece by piece; its SHA-256."""
    found = sha256()
    with archive.open(name, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            found.update(piece)
            target.write(piece)
    return found.hexdigest()


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    archive.writestr(MANIFEST, text, ZIP_DEFLATED)


def checked_manifest(path: Path) -> Manifest:
    """What a whole and undamaged archive holds. Raises BackupError; writes nothing."""
    try:
        with ZipFile(path) as archive:
            manifest = _manifest(archive)
            _check_members(archive, manifest)
    except FileNotFoundError as error:
        raise BackupError(
            f"ファイル {path} がありません。場所と名前を確かめてください。"
        ) from error
    except PermissionError as error:
        raise BackupError(f"ファイル {path} を読む権限がありません。") from error
    except UNREADABLE as error:
        raise BackupError(DAMAGED.format(reason=type(error).__name__)) from error
    return manifest


def _manifest(archive: ZipFile) -> Manifest:
    values = json.loads(archive.read(MANIFEST))
    if not isinstance(values, dict) or not isinstance(values.get("format"), int):
        raise ValueError(MANIFEST)
    if values["format"] > FORMAT:
        raise BackupError(
            "新しいSmartPlanで作られたバックアップです。何も書き込んでいません。"
            "先にSmartPlanを新しい版にしてください。"
        )
    kinds = {"made_at": str, "version": str, "migrations": list, "counts": dict, "members": dict}
    if not all(isinstance(values.get(name), kind) for name, kind in kinds.items()):
        raise ValueError(MANIFEST)
    datetime.fromisoformat(values["made_at"])
    return Manifest(**values)


def _check_members(archive: ZipFile, manifest: Manifest) -> None:
    names = [name for name in archive.namelist() if name != MANIFEST]
    if sorted(names) != sorted(manifest.members) or DATABASE not in names:
        raise BackupError(DAMAGED.format(reason="中身の一覧と合いません"))
    for name, expected in manifest.members.items():
        if name != DATABASE:
            relative_path(name)
        found = sha256()
        for piece in pieces(archive, name):
            found.update(piece)
        if found.hexdigest() != expected:
            raise BackupError(DAMAGED.format(reason=name))


def relative_path(name: str) -> PurePosixPath:
    """Where a file of the archive belongs in the folder of files; never out of it."""
    path = PurePosixPath(name.removeprefix(FILES))
    if not name.startswith(FILES) or path.is_absolute() or ".." in path.parts or "\\" in name:
        raise BackupError(DAMAGED.format(reason=name))
    return path


def pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as source:
        while piece := source.read(PIECE):
            yield piece


def extract(archive: ZipFile, name: str, target: IO[bytes]) -> None:
    for piece in pieces(archive, name):
        target.write(piece)
