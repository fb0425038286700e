"""The index of the published cases, kept in the process and built anew when the library changes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value

from cases.models import Case
from smartplan.relevance.index import Entry, Index, Profile
from smartplan.web.prepared import PreparedQuery

# The newest entry of the history, which every edit leaves, and how many cases there are.
Stamp = tuple[Any, ...]

_TEXTS = ("title", "theme", "actor", "prefecture", "summary", "lessons", "figures")

_building = threading.Lock()
_kept: tuple[Stamp, Index] | None = None


def current_index() -> Index:
    """The index of the library as it is now. Costs one query while nothing has changed."""
    return _index_for(_stamp())


def _index_for(stamp: Stamp) -> Index:
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


def _stamp() -> Stamp:
    newest = STAMP.fetch()
    return newest[0] if newest else (Case.objects.count(),)


def _stamp_query(_: int) -> QuerySet[Any, Any]:
    # Both by an index: to ask the cases themselves for the newest would read them all.
    counted = Case.objects.order_by().values(every=Value(1)).annotate(count=Count("pk"))
    return Case.history.order_by("-history_date", "-history_id").values_list(
        "history_date", "history_id", Subquery(counted.values("count"))
    )[:1]


STAMP = PreparedQuery(_stamp_query)


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
