"""The order of rows: what a page sent fits into the whole list, and rows move up and down."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction

from smartplan.municipalities.models import User
from smartplan.plans import revisions
from smartplan.plans.models import Measure, OrganizationUnit, Revision, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.sections.tables import PostedRow

T = TypeVar("T")

MOVES = frozenset({"up", "down"})

ORDER = "順番"
"""What the history says of a row that was moved."""


def merged(rows: list[Row], posted: list[PostedRow]) -> list[Row | PostedRow]:
    """The whole list with the rows of one page in the order in which they were sent.

    The page's rows stand where its first row stood; rows that were not sent keep their places.
    """
    sent: list[PostedRow] = [each for each in posted if not each.removed]
    gone = {each.row.pk for each in posted if each.row is not None}
    whole: list[Row | PostedRow] = []
    placed = False
    for row in rows:
        if row.pk not in gone:
            whole.append(row)
        elif not placed:
            whole += sent
            placed = True
    return whole if placed else [*whole, *sent]


def move(items: list[T], place: int, verb: str) -> None:
    """Let the item at `place` change places with the one above or below it, if there is one."""
    other = place - 1 if verb == "up" else place + 1
    if 0 <= place < len(items) and 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]


@transaction.atomic
def move_listed(contents: PlanContents, row: Row, verb: str, *, by: User) -> bool:
    """Move a row with a page of its own among its siblings; True when it moved.

    The history says who did it; the rows that made room for it have no revision of that.
    """
    rows: list[Row] = list(contents.rows(type(row)))
    siblings = [each for each in rows if group_of(each) == group_of(row)]
    before = list(siblings)
    move(siblings, siblings.index(row), verb)
    if siblings == before:
        return False
    in_order = iter(siblings)
    whole = [next(in_order) if group_of(each) == group_of(row) else each for each in rows]
    renumber(whole)
    revisions.record(row, by=by, action=Revision.Action.SAVED, says=ORDER)
    return True


def group_of(row: Row) -> int | None:
    """Rows move within their group: a measure in its field, a unit under its parent."""
    if isinstance(row, Measure):
        return row.field_id
    if isinstance(row, OrganizationUnit):
        return row.parent_id
    return 0


def renumber(rows: list[Row]) -> None:
    """Give the rows the places 1, 2, 3 … and store those that changed."""
    moved = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["position"])
