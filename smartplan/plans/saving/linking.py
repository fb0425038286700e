"""Links between rows, and yearly values: tables beside the rows, written a kind at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import ManyToManyField

from cases.models import PolicyField
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Field, Indicator, IndicatorValue, Measure, Row

LinkedRow = tuple[Row, str, list[int]]
"""A row, its field of links, and the ids to which it is linked from now on."""


def store_links(linked: Iterable[LinkedRow], contents: PlanContents) -> None:
    """Link rows to these and to no others, in the database and in memory.

    At most three queries for a field, however many rows.
    """
    by_field: dict[tuple[type[Row], str], dict[Row, list[int]]] = defaultdict(dict)
    for row, name, ids in linked:
        by_field[type(row), name][row] = ids
    for (kind, name), targets in by_field.items():
        field: Any = kind._meta.get_field(name)
        _store_pairs(field, {row.pk: set(ids) for row, ids in targets.items()})
        if kind is Field:
            _name_policy_fields(targets, contents)
        for row, ids in targets.items():
            if isinstance(row, Measure):
                contents.link(row, name, set(ids))


def _store_pairs(field: ManyToManyField[Any, Any], wanted: dict[int, set[int]]) -> None:
    """The rows of the table between the two sides: those too many go, those missing come."""
    through: Any = field.remote_field.through
    left, right = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    stored = list(through.objects.filter(**{f"{left}__in": wanted}).values_list("pk", left, right))
    surplus = [pk for pk, row, target in stored if target not in wanted[row]]
    known = {(row, target) for _, row, target in stored}
    pairs = {(row, target) for row, targets in wanted.items() for target in targets}
    if surplus:
        through.objects.filter(pk__in=surplus).delete()
    through.objects.bulk_create(
        [through(**{left: row, right: target}) for row, target in sorted(pairs - known)],
        ignore_conflicts=True,
    )


def _name_policy_fields(targets: dict[Any, list[int]], contents: PlanContents) -> None:
    """Fields are linked to the library's policy fields, which the plan knows by name."""
    named = PolicyField.objects.in_bulk([pk for ids in targets.values() for pk in ids])
    for row, ids in targets.items():
        found = [named[pk] for pk in ids if pk in named]
        contents.link_policy_fields(row, [(each.position, each.pk, each.name) for each in found])


def store_yearly_values(
    values: Iterable[tuple[Indicator, int, str]], contents: PlanContents
) -> None:
    """Yearly values as they were typed: changed, added, and taken away when blank."""
    blank: dict[int, list[int]] = defaultdict(list)
    filled = []
    for indicator, year, value in values:
        if value:
            filled.append(
                IndicatorValue(plan=contents.plan, indicator=indicator, year=year, value=value)
            )
        else:
            blank[year].append(indicator.pk)
    for year, indicators in blank.items():
        IndicatorValue.objects.filter(year=year, indicator__in=indicators).delete()
    IndicatorValue.objects.bulk_create(
        filled,
        update_conflicts=True,
        unique_fields=["indicator", "year"],
        update_fields=["value"],
    )
