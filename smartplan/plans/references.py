"""References in texts: marks that name a measure, a chapter, a figure, so that they never go stale.

    〔→施策#17 オンライン診療〕    a row by its id; the words after it only help the reader
    〔→図#timeline〕              a figure by its key

In the JSON of a plan the ids are the local ones (`〔→施策#measures-3 オンライン診療〕`). What the
document prints in their place is decided in document/references.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from smartplan.plans.models import Chapter, Indicator, Issue, Measure

NAMES: dict[str, type[models.Model]] = {
    "施策": Measure,
    "指標": Indicator,
    "課題": Issue,
    "章": Chapter,
}
"""What is referred to by its id."""

KEYS = ("図", "表")
"""What is referred to by its key."""

NOBODY = "?"
"""In place of the id of something that is gone: an id must not come to mean something else."""

WORDS = 40
"""How many characters of a name stand in a mark."""

MARK = re.compile(
    rf"〔[ 　]*(?:→|⇒|->)[ 　]*({'|'.join((*NAMES, *KEYS))})[ 　]*[#＃]"
    r"[ 　]*([0-9A-Za-z０-９Ａ-Ｚａ-ｚ_\-]+|[?？])(?:[ 　]([^〔〕\n]*))?〕"
)
"""Forgiving: full-width signs and spaces are taken, since they come about by themselves.

Read on every page of a plan: no two repeats beside each other may take the same character, else a
text of spaces would hold up the server for hours.
"""

BEGINNING = "〔"


@dataclass(frozen=True)
class Mark:
    """A reference as it stands in a text: 〔→kind#name words〕."""

    kind: str
    name: str
    words: str = ""

    def __str__(self) -> str:
        words = f" {self.words}" if self.words else ""
        return f"〔→{self.kind}#{self.name}{words}〕"

    @property
    def pk(self) -> int | None:
        """The id of the row or chapter; None for figures, tables and what is gone."""
        if self.kind in KEYS or not (self.name.isascii() and self.name.isdecimal()):
            return None
        return int(self.name[:18])


def mark_of(kind: str, name: object, words: str) -> Mark:
    """The mark for something, with its name as far as a mark can hold it."""
    plain = " ".join(re.sub("[〔〕]", "", words).split())
    return Mark(kind, str(name), plain if len(plain) <= WORDS else f"{plain[: WORDS - 1]}…")


def pieces(text: str) -> Iterator[str | Mark]:
    """The text in its order: words, and marks between them."""
    done = 0
    for match in MARK.finditer(text) if BEGINNING in text else ():
        if match.start() > done:
            yield text[done : match.start()]
        name = unicodedata.normalize("NFKC", match[2])
        yield Mark(match[1], name, (match[3] or "").strip())
        done = match.end()
    if done < len(text):
        yield text[done:]


def marks_in(text: str) -> list[Mark]:
    return [piece for piece in pieces(text) if isinstance(piece, Mark)]


def replaced(text: str, replacement: Callable[[Mark], object]) -> str:
    """The text with something else in place of each mark."""
    if BEGINNING not in text:
        return text
    return "".join(
        str(replacement(each) if isinstance(each, Mark) else each) for each in pieces(text)
    )


def without_marks(text: str) -> str:
    """The text with the words of its marks alone, for where nothing can lead anywhere."""
    return replaced(text, lambda mark: mark.words or mark.kind)


# In the JSON of a plan ----------------------------------------------------------------------------


def with_local_ids(
    text: str, local: Callable[[type[models.Model], int], str | None], limit: int | None = None
) -> str:
    """The text with the ids of the JSON in its marks."""

    def replacement(mark: Mark) -> Mark:
        if mark.kind in KEYS:
            return mark
        found = local(NAMES[mark.kind], mark.pk) if mark.pk is not None else None
        return replace(mark, name=found or NOBODY)

    return _fitting(text, replacement, limit)


def with_own_ids(text: str, made: Mapping[str, Mapping[str, Any]], limit: int | None = None) -> str:
    """The text of a JSON with the ids of the rows and chapters that were made of it."""

    def replacement(mark: Mark) -> Mark:
        if mark.kind in KEYS:
            return mark
        kind: Any = NAMES[mark.kind]
        rows = made["chapters" if kind is Chapter else kind.rows_name()]
        found = rows.get(mark.name)
        return replace(mark, name=str(found.pk) if found is not None else NOBODY)

    return _fitting(text, replacement, limit)


def without_ids(text: str) -> str:
    """The text while nobody knows yet what its marks will mean."""
    return replaced(text, lambda mark: mark if mark.kind in KEYS else replace(mark, name=NOBODY))


def slack(text: str) -> int:
    """By how much the ids of the JSON may be longer than those of a database."""
    return sum(len(mark.name) for mark in marks_in(text))


def _fitting(text: str, replacement: Callable[[Mark], Mark], limit: int | None) -> str:
    """The text with other marks; without their words where a cell is too short for them."""
    whole = replaced(text, replacement)
    if limit is None or len(whole) <= limit:
        return whole
    return replaced(text, lambda mark: replace(replacement(mark), words=""))
