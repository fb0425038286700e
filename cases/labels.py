"""The names under which cases are filed: sections, stages and policy fields, for a whole list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, IntegerField, Value

from cases.models import Case

LINKS = ("sections", "stages", "fields")
"""In the order in which they are shown."""


def labels_of(cases: Iterable[Case]) -> dict[int, list[str]]:
    """The names by the case's id, in order. One query: a prefetch takes three, and far longer."""
    ids = [case.pk for case in cases]
    parts = [
        Case.objects.order_by()
        .filter(pk__in=ids, **{f"{link}__isnull": False})
        .values_list(
            F("pk"),
            Value(place, output_field=IntegerField()),
            F(f"{link}__position"),
            F(f"{link}__name"),
        )
        for place, link in enumerate(LINKS)
    ]
    labels: dict[int, list[str]] = defaultdict(list)
    for pk, _, _, name in sorted(parts[0].union(*parts[1:], all=True)) if ids else ():
        labels[pk].append(name)
    return labels
