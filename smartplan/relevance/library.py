"""The index of the published cases, kept in the process and built anew when the library changes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from cases.models import Case
from cases.stamp import library_stamp
from smartplan.relevance.index import Entry, Index, Profile

_TEXTS = ("title", "theme", "actor", "prefecture", "summary", "lessons", "figures")

_building = threading.Lock()
_kept: tuple[str, Index] | None = None


def current_index() -> Index:
    """The index of the library as it is now. Costs one query while nothing has changed."""
    return _index_for(library_stamp())


def _index_for(stamp: str) -> Index:
    """While one thread builds a new index, the others go on with the one before."""
    global _kept
    kept = _kept
    if kept and kept[0] == stamp:
        return kept[1]
    if not _building.acquire(blocking=kept is None):
        return kept[1] if kept else Index(())
    try:
        if _kept is None or _kept[0] != stamp:
            _kept = (stamp, Index(_entries()))
        return _kept[1]
    finally:
        _building.release()


def forget_index() -> None:
    """Let the next question build the index anew."""
    global _kept
    _kept = None


def _entries() -> Iterator[Entry]:
    published = Case.objects.published().order_by("number")
    sections = _linked(published, "sections__key")
    stages = _linked(published, "stages__key")
    fields = _linked(published, "fields__name")
    tracks = _linked(published, "tracks__name")
    for case in published.values(
        "pk", "municipality_id", "plan_type", "population_band", *_TEXTS
    ).iterator():
        pk = case["pk"]
        yield Entry(
            pk=pk,
            profile=Profile(
                sections=frozenset(sections[pk]),
                stages=frozenset(stages[pk]),
                fields=frozenset(fields[pk]),
                plan_type=case["plan_type"],
                band=case["population_band"],
            ),
            municipality=case["municipality_id"],
            actor=case["actor"],
            text=_text(case, [*fields[pk], *tracks[pk]]),
        )


def _text(case: dict[str, Any], names: list[str]) -> str:
    """What the words of a planner are compared with."""
    # The title says what the case is about: it counts twice.
    return "\n".join([case["title"], *(case[name] for name in _TEXTS), *names])


def _linked(published: QuerySet[Case], lookup: str) -> dict[int, list[str]]:
    """The names at the other end of a many-to-many link, by case."""
    found: dict[int, list[str]] = defaultdict(list)
    links = published.order_by().exclude(**{lookup: None}).values_list("pk", lookup)
    for pk, name in links.iterator():
        found[pk].append(name)
    return found
