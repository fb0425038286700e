"""What a person had before them when they changed a field, and whether two values are the same.

A page need not carry the whole base value of each of its texts: a digest of it tells as well
whether the stored value, or the one that was sent, is still the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256
from typing import Any

from smartplan.japanese.text import clean_text

DIGITS = 16
"""Hexadecimal digits of a digest: 64 bits, for the few values that one field ever has."""


class _Base(Enum):
    UNKNOWN = auto()
    WHATEVER = auto()


UNKNOWN = _Base.UNKNOWN
"""Nobody knows what the person saw: whatever is stored counts as changed by somebody else."""

WHATEVER = _Base.WHATEVER
"""The person wants the value whatever is stored: an older state that is brought back."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A base value of which only the digest is known."""

    text: str


def digest_of(value: Any) -> Digest:
    """The digest of a value as a page carries it."""
    return Digest(sha256(_canonical(value).encode()).hexdigest()[:DIGITS])


def is_same(one: Any, other: Any) -> bool:
    """Is it the same value? Either may be a digest; UNKNOWN is like nothing, WHATEVER like all.

    A text that went through a form has its line ends and invisible characters cleaned; nothing at
    all is an empty text; the order of linked rows does not count.
    """
    if one is UNKNOWN or other is UNKNOWN:
        return False
    if one is WHATEVER or other is WHATEVER:
        return True
    if isinstance(one, Digest) or isinstance(other, Digest):
        return _digest(one) == _digest(other)
    return _canonical(one) == _canonical(other)


def _digest(value: Any) -> Digest:
    return value if isinstance(value, Digest) else digest_of(value)


def _canonical(value: Any) -> str:
    if value is None or value == "":
        return '""'
    if isinstance(value, str):
        return json.dumps(clean_text(value), ensure_ascii=True)
    if isinstance(value, list | tuple | set | frozenset):
        return json.dumps(sorted(value, key=str), default=str)
    return json.dumps(value, default=str)
