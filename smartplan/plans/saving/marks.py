"""The marks of new rows: made where a row was typed, remembered here, so that it is made once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from smartplan.plans.models import Plan, RowMark
from smartplan.plans.saving.changes import Change, Key, Order, Removal
from smartplan.plans.saving.merging import Decided


def ids_of_marks(plan: Plan, changes: Iterable[Change]) -> dict[Key, int]:
    """The ids of rows that earlier saves made of these marks; one query, if there are any."""
    marks = set()
    for change in changes:
        if isinstance(change, Order):
            marks |= {key for key in change.keys if isinstance(key, str)}
        elif not isinstance(change, Removal) and isinstance(change.key, str):
            marks.add(change.key)
    if not marks:
        return {}
    found: dict[Key, int] = {}
    for mark, row_id in RowMark.objects.filter(plan=plan, mark__in=marks).values_list(
        "mark", "row_id"
    ):
        found[mark] = row_id
    return found


def remember(plan: Plan, decided: Decided) -> None:
    """Keep which row was made of which mark."""
    made = [
        RowMark(plan=plan, mark=mark, row_id=decided.saved.ids[cast(str, mark)])
        for _, mark in decided.new
    ]
    if made:
        RowMark.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["plan", "mark"], update_fields=["row_id"]
        )
