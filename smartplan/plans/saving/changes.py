"""What somebody wants changed in a plan, field by field, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, Plan, Row
from smartplan.plans.saving.bases import UNKNOWN

Kind = type[Plan] | type[Chapter] | type[Row]

Key = int | str
"""The id of what is stored, or the mark of a new row: a text made where it was typed."""


@dataclass(frozen=True, slots=True)
class Write:
    """One field is to hold `value`; the person had `base` before them.

    Of a chapter, `field` may also be one of its section's texts. Of a foreign key the value is an
    id, of links a list of ids. `year` picks one of the yearly `values` of an indicator.
    """

    kind: Kind
    key: Key
    field: str
    value: Any
    base: Any = UNKNOWN
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """A row is to go; `base` is what the person saw of it: field and year to value or digest."""

    kind: type[Row]
    key: int
    base: Mapping[tuple[str, int | None], Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """Rows (or chapters) are to stand in the order of `keys`; the person saw them as in `base`.

    Rows that are not named keep their places; those that are named share the places they had.
    """

    kind: type[Chapter] | type[Row]
    keys: tuple[Key, ...]
    base: tuple[int, ...]
    moved: int | None = None
    """The row that a button moved, whose history says so."""


Change = Write | Removal | Order


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same to different values; what is stored stayed."""

    change: Change
    stored: Any
    """The stored value; of a removal the fields that differ from what was seen; of an order ids."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What cannot be stored, with what to do, in Japanese; all else was stored."""

    change: Change
    message: str


@dataclass(slots=True)
class Saved:
    """What a save did."""

    changed: bool = False
    versions: dict[tuple[Kind, int], int] = field(default_factory=dict)
    """Of each unit that changed: by its kind (plan, chapter, row with a page of its own) and id."""
    recorded: set[tuple[Kind, int]] = field(default_factory=set)
    """Of which units, by kind and id, the save appended a revision."""
    ids: dict[str, int] = field(default_factory=dict)
    """The id of each new row, by its mark; also of rows that an earlier save made of the mark."""
    taken: list[Write | Order] = field(default_factory=list)
    """What this person left alone and somebody else had changed: theirs stays."""
    gone: set[tuple[Kind, int]] = field(default_factory=set)
    """Rows that this person left alone and somebody else had removed: they stay away."""
    conflicts: list[Conflict] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    returned: list[Row] = field(default_factory=list)
    """Rows that somebody else had removed and this person changed: they are there again."""
    contents: PlanContents | None = None
    """The plan as it is after the save; None where nothing differed from what was read."""

    @property
    def is_whole(self) -> bool:
        """Was everything stored that was asked for?"""
        return not self.conflicts and not self.refusals
