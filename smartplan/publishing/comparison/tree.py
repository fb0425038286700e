"""The 新旧対照表 as data: what the screen, the PDF and the Word file show, in one shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from smartplan.japanese.years import date_label


class TooLargeError(Exception):
    """The table would keep the server busy for minutes; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line; the changed ones are underlined."""

    text: str
    changed: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of a change; a note such as （新設） where nothing stands."""

    lines: tuple[Line, ...] = ()
    note: str = ""

    @property
    def plain(self) -> str:
        """The words without their marks."""
        return "\n".join("".join(piece.text for piece in line) for line in self.lines) or self.note

    @property
    def underlined(self) -> tuple[str, ...]:
        """The changed words alone."""
        return tuple(piece.text for line in self.lines for piece in line if piece.changed)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: where (a row, or nothing), what it is called, before and after."""

    place: str
    label: str
    old: Side
    new: Side


@dataclass(frozen=True, slots=True)
class Part:
    """The changes of one chapter, or of the plan as a whole."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class EditionName:
    """What one column of the table is called: 「第3号（素案）」 and its day."""

    name: str
    day: date

    @property
    def label(self) -> str:
        return f"{self.name}　{date_label(self.day)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole table."""

    title: str
    municipality: str
    old: EditionName
    new: EditionName
    parts: tuple[Part, ...]

    @property
    def changes(self) -> int:
        return sum(len(part.changes) for part in self.parts)


OMITTED = (Piece("（略）"),)
"""Stands for paragraphs that are the same on both sides."""

ADDED, REMOVED = "（新設）", "（削る）"
"""Stand where the other side has something and this side has nothing."""

EMPTY = "（空欄）"


def whole(text: str) -> Side:
    """A text that is new or gone as a whole: every line is underlined."""
    return Side(tuple((Piece(line, changed=True),) for line in text.splitlines() if line.strip()))
