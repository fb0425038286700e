"""Thinning the history: what somebody may want back of an old sitting stays.

Kept are the first and the last state of a sitting, and every state after which much was lost: a
text became shorter by 200 characters, a row went, a picture got another file. What was lost bit by
bit counts as well: each state that goes is followed by one that stays and lacks no more than that.
Only what was typed is thinned, and only sittings that had ended by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count

from smartplan.plans.models import Revision
from smartplan.plans.revisions.sittings import Sitting, sittings
from smartplan.plans.revisions.snapshots import Content

MUCH = 200
"""A text that became shorter by so many characters has lost much."""

AT_ONCE = 500
"""How many revisions one statement deletes: databases bound the length of a statement."""

FEW = 10
"""How many states are read at once; that of a chapter with many rows is large."""

TYPED = {"action": Revision.Action.SAVED, "origin": Revision.Origin.TYPED}

Cells = dict[tuple[Any, ...], Content]
"""What a unit holds: by kind and id of the row, or by the part of the unit itself."""


def thin_history(*, days: int, now: datetime, dry_run: bool = False) -> Iterator[int]:
    """Delete what nobody misses of the sittings older than so many days.

    Goes on as it is asked, sitting by sitting, and yields how many revisions went, or would go.
    Unit by unit, and of a unit's states only a few at once are in memory.
    """
    before = now - timedelta(days=days)
    for unit in _units_with_old_saves(before):
        revisions = Revision.objects.filter(**unit).defer("content")
        for sitting in sittings(revisions):
            if sitting.saves > 2 and sitting.newest.created_at < before:
                yield _thin(sitting, dry_run=dry_run)


def dispensable(states: Iterable[tuple[int, Content]]) -> list[int]:
    """The ids of the states of one sitting that may go; the states come newest first.

    Where much was lost from one state to the next, both stay: so it is seen again the next time.
    """
    found: list[int] = []
    after: tuple[int, Cells] | None = None
    kept: Cells = {}
    for pk, content in states:
        cells = _cells(content)
        if after is None:
            kept = cells
        elif _lost_much(cells, after[1]):
            kept = cells
            if found and found[-1] == after[0]:
                found.pop()
        elif _lost_much(cells, kept):
            kept = cells
        else:
            found.append(pk)
        after = (pk, cells)
    if after is not None and found and found[-1] == after[0]:  # the first of the sitting
        found.pop()
    return found


def _units_with_old_saves(before: datetime) -> list[dict[str, Any]]:
    """The units with so many old saves that one may lie between two others."""
    saved = Revision.objects.filter(created_at__lt=before, **TYPED).order_by()
    counted = saved.values("plan_id", "unit", "unit_id").annotate(saves=Count("pk"))
    units = counted.filter(saves__gt=2).values_list("plan_id", "unit", "unit_id")
    return [dict(zip(("plan_id", "unit", "unit_id"), unit, strict=True)) for unit in units]


def _thin(sitting: Sitting, *, dry_run: bool) -> int:
    ids = [revision.pk for revision in sitting.revisions]
    states = Revision.objects.filter(pk__in=ids).order_by("-pk")
    gone = dispensable(states.values_list("pk", "content").iterator(chunk_size=FEW))
    if dry_run or not gone:
        return len(gone)
    with transaction.atomic():
        # Another worker may be thinning too, and each keeps a state because of the next one: only
        # who still finds the whole sitting deletes.
        there = Revision.objects.select_for_update().filter(pk__in=ids)
        if len(there.values_list("pk", flat=True)) != len(ids):
            return 0
        for start in range(0, len(gone), AT_ONCE):
            Revision.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    return len(gone)


def _lost_much(before: Cells, after: Cells) -> bool:
    """Did a row go, a text lose much, or a picture get another file?"""
    return any(
        key not in after
        or any(_is_less(name, value, after[key].get(name)) for name, value in cells.items())
        for key, cells in before.items()
    )


def _is_less(name: str, before: Any, after: Any) -> bool:
    if name == "file_id":
        return bool(before) and before != after
    return isinstance(before, str) and len(before) - len(str(after or "")) >= MUCH


def _cells(content: Content) -> Cells:
    """The cells of the unit, of its texts, and of each of its rows."""
    found: Cells = {(part,): content.get(part, {}) for part in ("fields", "texts")}
    for row in content.get("values", ()):
        found["values", row["id"]] = row
    for kind, rows in content.get("rows", {}).items():
        for row in rows:
            found[kind, row["id"]] = row
    return found
