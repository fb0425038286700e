"""Taking over a pasted table: what was seen on the preview, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from smartplan.intake.matching import PastedRow
from smartplan.intake.pasted_table import Pasted
from smartplan.municipalities.models import User
from smartplan.plans.models import Revision, Row
from smartplan.plans.saving import Change, Order, Removal, Saved, Write, save
from smartplan.plans.saving.changes import Key
from smartplan.plans.saving.values import stored_value
from smartplan.plans.sections.tables import TableInPlan


@dataclass(frozen=True)
class TakenOver:
    """How many rows were added, changed and removed; none where not all could be stored."""

    saved: Saved
    added: int = 0
    changed: int = 0
    removed: int = 0


def mark_of_table(form: str, text: str) -> str:
    """The mark of the rows that a form with this mark adds from this text.

    Sent twice they are added once; who goes back and pastes another table means other rows.
    """
    return f"paste-{form}-{sha256(text.encode()).hexdigest()[:16]}"


def take_over(
    table: TableInPlan, pasted: Pasted, *, mark: str, remove: bool, by: User, at: datetime
) -> TakenOver:
    """Store the rows that are new or changed, and only with `remove` remove those it lacks.

    A row that is changed stays the same row, so that what refers to it (a measure to its issue)
    still does. Where somebody saved since the preview, nothing at all is stored: `saved` says
    what stood in the way.
    """
    before = {row.pk for row in table.rows}
    changes = list(_changes(table, pasted, mark, remove=remove))
    with transaction.atomic():
        saved = save(
            changes,
            plan=table.contents.plan,
            by=by,
            at=at,
            contents=table.contents,
            origin=Revision.Origin.PASTE,
        )
        if not saved.is_whole:
            transaction.set_rollback(True)
            return TakenOver(saved)
    changed = {change.key for change in changes if isinstance(change, Write)} & before
    return TakenOver(saved, len({*saved.ids.values()} - before), len(changed), len(saved.removed))


def _changes(table: TableInPlan, pasted: Pasted, mark: str, *, remove: bool) -> Iterator[Change]:
    for sent in pasted.rows:
        if table.is_changed(sent):
            yield from _writes(table, sent, _key(sent, mark))
    for row in pasted.missing if remove else ():
        yield Removal(type(row), row.pk, _seen(table, row))
    keys = [_key(each, mark) for each in pasted.order(table, remove=remove)]
    yield Order(table.kind, tuple(keys), base=tuple(row.pk for row in table.rows))


def _key(row: Row | PastedRow, mark: str) -> Key:
    if isinstance(row, PastedRow):
        return row.row.pk if row.row is not None else f"{mark}-{row.place}"
    return row.pk


def _writes(table: TableInPlan, sent: PastedRow, key: Key) -> Iterator[Write]:
    """What the row changes, over what the preview showed of it."""
    row = sent.row

    def seen(field: str) -> object:
        return stored_value(row, field, table.contents) if row is not None else None

    yield from table.writes(sent, key, seen)


def _seen(table: TableInPlan, row: Row) -> dict[tuple[str, int | None], object]:
    fields = (field for column in table.table.columns for field in column.fields)
    return {(field, None): stored_value(row, field, table.contents) for field in fields}
