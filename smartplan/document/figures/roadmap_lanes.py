"""The roadmap (工程表) as data: fiscal years, a lane for each measure, bars in the lanes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """A fiscal year of the grid: one slot, or two (上期, 下期)."""

    label: str
    halves: tuple[str, ...] = ()

    @property
    def slots(self) -> int:
        return len(self.halves) or 1


FROM_BEFORE, GOES_ON = "←", "→"
"""The marks of a bar that began before the years of its grid, or goes on after them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of work from one slot to another, both included."""

    label: str
    phase: str
    phase_name: str
    first: int
    last: int
    from_before: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one measure; bars on one line do not overlap."""

    code: str
    name: str
    lines: tuple[tuple[Bar, ...], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The grid of fiscal years with the lanes of the measures."""

    years: tuple[TimelineYear, ...]
    lanes: tuple[Lane, ...]
    caption: str = ""
    note: str = ""

    @property
    def slots(self) -> int:
        return sum(year.slots for year in self.years)
