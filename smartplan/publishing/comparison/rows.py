"""Rows of one kind in two editions: which are the same, which came, went, changed or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from smartplan.plans.models import Measure, OrganizationUnit, RoadmapItem, Row


@dataclass(frozen=True)
class Both:
    """A row before and after; one of them is missing where it came or went."""

    old: Any
    new: Any


def matched(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Both]:
    """The rows of both editions by their ids, in the new order.

    A row that went stands after the row that it followed.
    """
    before = {row.pk: row for row in old}
    kept = {row.pk for row in new}
    gone: dict[int | None, list[Any]] = defaultdict(list)
    last: int | None = None
    for row in old:
        if row.pk in kept:
            last = row.pk
        else:
            gone[last].append(row)
    yield from (Both(row, None) for row in gone[None])
    for row in new:
        yield Both(before.get(row.pk), row)
        yield from (Both(went, None) for went in gone[row.pk])


def moved(old: Iterable[Any], new: Iterable[Any]) -> set[int]:
    """The ids of the rows that were moved: as few as explain the new order.

    Measures are counted within their field, bars within their measure, units below their parent.
    """
    groups: dict[Hashable, list[int]] = defaultdict(list)
    above = {row.pk: _above(row) for row in new}
    before = {
        row.pk: place
        for place, row in enumerate(old)
        if row.pk in above and above[row.pk] == _above(row)
    }
    for row in new:
        if row.pk in before:
            groups[above[row.pk]].append(row.pk)
    return set(chain.from_iterable(_moved(pks, before) for pks in groups.values()))


def _above(row: Row) -> int | None:
    """The row under which a row has its place."""
    match row:
        case Measure():
            return row.field_id
        case RoadmapItem():
            return row.measure_id
        case OrganizationUnit():
            return row.parent_id
    return None


def _moved(pks: list[int], before: dict[int, int]) -> set[int]:
    """All but the longest run of rows that stand in the old order (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    behind: dict[int, int | None] = {}
    for pk in pks:
        pile = bisect_left(tops, before[pk])
        behind[pk] = ends[pile - 1] if pile else None
        tops[pile : pile + 1] = [before[pk]]
        ends[pile : pile + 1] = [pk]
    stayed: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        stayed.add(at)
        at = behind[at]
    return set(pks) - stayed
