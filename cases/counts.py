"""How many published cases each answer of the search form has.

Counting ten thousand cases takes longer than the rest of the page, so the numbers are kept in the
process until the library changes.
"""

from __future__ import annotations

from collections import Counter

from django.db.models import CharField, Count, QuerySet, Value

from cases.models import Case
from cases.stamp import library_stamp

_LINKS = {
    "section": "sections__key",
    "stage": "stages__key",
    "track": "tracks__key",
    "field": "fields__name",
}
_PLAIN = {"type": "plan_type", "population": "population_band", "prefecture": "prefecture"}

Counts = Counter[tuple[str, str]]

_kept: tuple[str, Counts] | None = None


def counts_of_published() -> Counts:
    """The number of published cases by filter and value, for example ("stage", "planning")."""
    global _kept
    stamp = library_stamp()
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, _counted())
    return _kept[1]


def _counted() -> Counts:
    parts = [_by(kind, column) for kind, column in (_LINKS | _PLAIN).items()]
    counts: Counts = Counter()
    for kind, value, count in parts[0].union(*parts[1:], all=True):
        if value is not None:
            counts[kind, value] = count
    return counts


def _by(kind: str, column: str) -> QuerySet:
    return (
        Case.objects.published()
        .order_by()
        .values(column)
        .annotate(kind=Value(kind, output_field=CharField()), count=Count("pk"))
        .values_list("kind", column, "count")
    )
