"""The folder of finished files: written once, read back only if they are what was written.

With several hosts the folder (SMARTPLAN_DATA_DIR/files) is one that they share.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings


class BrokenFileError(Exception):
    """A stored file is missing, or is no longer what was written."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where a file lies (relative to the folder), its SHA-256 in hex and its size in bytes."""

    path: str
    sha256: str
    size: int


def write_file(content: bytes, *, folder: str, extension: str) -> StoredFile:
    """Write a new file under a name that nobody has; an existing file is never written over.

    Raises OSError when the disk is full or not writable; then nothing is left behind.
    """
    found = sha256(content).hexdigest()
    path = f"{folder}/{found[:2]}/{found[2:18]}-{secrets.token_hex(4)}.{extension}"
    target = _absolute(path)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        target.unlink(missing_ok=True)
        raise
    return StoredFile(path, found, len(content))


def read(path: str, expected: str) -> bytes:
    """The file's content, if its SHA-256 is the expected one. Raises BrokenFileError."""
    try:
        content = _absolute(path).read_bytes()
    except OSError as error:
        raise BrokenFileError(path) from error
    if sha256(content).hexdigest() != expected:
        raise BrokenFileError(path)
    return content


def exists(path: str) -> bool:
    """Is there a file at this place? Whether it is the right one, `read` tells."""
    return bool(path) and _absolute(path).is_file()


def remove(path: str) -> None:
    """Remove a file that nothing refers to any more; one that is gone already is no error."""
    _absolute(path).unlink(missing_ok=True)


def _absolute(path: str) -> Path:
    root = Path(settings.MEDIA_ROOT)
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        raise BrokenFileError(path)
    return target
