"""Deciding field by field: what is written, what somebody else has changed, what both changed.

Nothing is written here. A field that this person left as it was takes the newer value; one that
only this person changed is written; one that both changed to different values is a conflict, and
the stored value stays until the person has seen both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, OrganizationUnit, Picture, Plan, Row
from smartplan.plans.saving.bases import UNKNOWN, WHATEVER, is_same
from smartplan.plans.saving.changes import (
    Change,
    Conflict,
    Key,
    Kind,
    Order,
    Refusal,
    Removal,
    Saved,
    Write,
)
from smartplan.plans.saving.values import CannotBeStoredError, field_of, storable, stored_value

NOT_OF_THIS_PLAN = (
    "この計画のものではない行が含まれています。入力を控えてから、ページを開き直してください。"
)

GONE_MEANWHILE = "選んだ行は削除されます。選び直してください。"
PLACE_TAKEN = "ほかの人が先に画像を置いています。ページを開き直して、確かめてください。"

Instance = Plan | Chapter | Row
Place = tuple[Kind, Key]


@dataclass(slots=True)
class Decided:
    """What is to be written, and the part of the answer that is known before it is."""

    saved: Saved = field(default_factory=Saved)
    stored: dict[Place, list[tuple[Write, Any]]] = field(default_factory=dict)
    """By kind and id: the writes with their storable values."""
    new: dict[Place, list[tuple[Write, Any]]] = field(default_factory=dict)
    """By kind and mark: rows to make."""
    removals: list[Row] = field(default_factory=list)
    orders: dict[Kind, list[Key]] = field(default_factory=dict)
    """By kind: the whole list in its new order; marks stand for rows to make."""
    moved: dict[Kind, int | None] = field(default_factory=dict)
    """Of which kinds rows change places, and which row a button moved."""

    @property
    def writes_something(self) -> bool:
        return bool(self.stored or self.new or self.removals or self.orders)


def decide(changes: Iterable[Change], contents: PlanContents, known: Mapping[Key, int]) -> Decided:
    """Compare what is wanted with what is stored.

    `known` are the ids of marks met before, and of rows that came back under another id.
    """
    deciding = _Deciding(contents, known)
    wanted = list(changes)
    for change in wanted:
        if isinstance(change, Removal):
            deciding.removal(change)
    for change in wanted:
        if isinstance(change, Write):
            deciding.write(change)
    deciding.leave_out_blank_rows()
    deciding.leave_out_pictures_without_a_place()
    for change in wanted:
        if isinstance(change, Order):
            deciding.order(change)
    return deciding.decided


class _Deciding:
    def __init__(self, contents: PlanContents, known: Mapping[Key, int]) -> None:
        self.contents = contents
        self.known = known
        self.decided = Decided()
        self.chapters = {chapter.pk: chapter for chapter in contents.chapters}

    def instance(self, kind: Kind, key: int) -> Instance | None:
        """What is stored under an id, if it is in this plan."""
        if kind is Plan:
            return self.contents.plan if self.contents.plan.pk == key else None
        if kind is Chapter:
            return self.chapters.get(key)
        return self.contents.row(cast(type[Row], kind), key)

    def key_of(self, kind: Kind, key: Key) -> Key:
        """The id that a mark was given by an earlier save, while that row is there."""
        found = self.known.get(key)
        return found if found is not None and self.instance(kind, found) else key

    # Fields ------------------------------------------------------------------------------------

    def write(self, change: Write) -> None:
        key = self.key_of(change.kind, change.key)
        if isinstance(key, str):
            self._take(self.decided.new, (change.kind, key), change, None)
            self.decided.saved.ids.pop(key, None)
            return
        if isinstance(change.key, str):
            self.decided.saved.ids[change.key] = key
        instance = self.instance(change.kind, key)
        if instance is None:
            if is_wanted(change):
                self.decided.saved.refusals.append(Refusal(change, NOT_OF_THIS_PLAN))
            else:
                self.decided.saved.gone.add((change.kind, key))
        elif instance not in self.decided.removals:
            self._merge(change, key, instance)

    def _merge(self, change: Write, key: int, instance: Instance) -> None:
        now = stored_value(instance, change.field, self.contents, change.year)
        if is_same(change.value, now):
            return
        nothing_there = change.base is UNKNOWN and is_same(now, "" if now != [] else [])
        if is_same(now, change.base) or nothing_there:
            self._take(self.decided.stored, (change.kind, key), change, instance)
        elif is_same(change.value, change.base):
            self.decided.saved.taken.append(change)
        else:
            self.decided.saved.conflicts.append(Conflict(change, now))

    def _take(
        self,
        target: dict[Place, list[tuple[Write, Any]]],
        place: Place,
        change: Write,
        instance: Instance | None,
    ) -> None:
        section = instance.section if isinstance(instance, Chapter) else None
        column = field_of(change.kind, change.field, section)
        try:
            value = change.value
            if change.base is not WHATEVER:  # what was stored before comes back as it was
                value = storable(column, change.value, self.contents)
                self._refuse_removed(column.related_model, value)
            if isinstance(instance, OrganizationUnit) and change.field == "parent":
                self._refuse_circle(instance, value)
        except CannotBeStoredError as error:
            self.decided.saved.refusals.append(Refusal(change, str(error)))
            target.setdefault(place, [])
            return
        target.setdefault(place, []).append((change, value))

    def _refuse_removed(self, target: Any, value: Any) -> None:
        """A row that goes in this save can no longer be referred to."""
        if any(type(row) is target and row.pk == value for row in self.decided.removals):
            raise CannotBeStoredError(GONE_MEANWHILE)

    def _refuse_circle(self, unit: OrganizationUnit, parent: int | None) -> None:
        above = self.contents.row(OrganizationUnit, parent) if parent is not None else None
        if above is not None and (above.pk == unit.pk or above.is_under(unit)):
            raise CannotBeStoredError(
                "この組織の下にある組織は、上位の組織に選べません。選び直してください。"
            )

    def leave_out_blank_rows(self) -> None:
        """A new row with nothing in it is not made; nor is a stored one touched by a refusal."""
        for place, writes in list(self.decided.new.items()):
            blank = cast(type[Row], place[0])()
            if all(is_same(value, default_of(blank, write)) for write, value in writes):
                del self.decided.new[place]
        for place, writes in list(self.decided.stored.items()):
            if not writes:
                del self.decided.stored[place]

    def leave_out_pictures_without_a_place(self) -> None:
        """A place of the document has one picture: whoever put one there first was first."""
        stays = (row for row in self.contents.rows(Picture) if row not in self.decided.removals)
        taken = {row.place for row in stays}
        for place, writes in list(self.decided.new.items()):
            if place[0] is Picture:
                there = [write for write, value in writes if value in taken]
                if any(write.field == "place" for write in there):
                    self.decided.saved.refusals.append(Refusal(there[0], PLACE_TAKEN))
                    del self.decided.new[place]

    # Rows as a whole -----------------------------------------------------------------------------

    def removal(self, change: Removal) -> None:
        row = self.contents.row(change.kind, change.key)
        if row is None:
            return
        newer = {
            name: now
            for (name, year), seen in change.base.items()
            if not is_same(now := stored_value(row, name, self.contents, year), seen)
        }
        if newer:
            self.decided.saved.conflicts.append(Conflict(change, newer))
        else:
            self.decided.removals.append(row)

    def order(self, change: Order) -> None:
        removed = {row.pk for row in self.decided.removals}
        whole: list[Key] = [pk for pk in self._ids(change.kind) if pk not in removed]
        there = set(whole)
        keys = [self.key_of(change.kind, key) for key in change.keys]
        new = {key for key in keys if (change.kind, key) in self.decided.new}
        mine = [key for key in keys if key in there]
        seen = [key for key in change.base if key in set(mine)]
        now = [key for key in whole if key in set(mine)]
        moved = now == seen != mine
        if seen != mine != now != seen:
            self.decided.saved.conflicts.append(Conflict(change, now))
        result = _in_their_places(whole, mine) if moved else list(whole)
        result = _with_new(result, [key for key in keys if key in there or key in new], new)
        if mine == seen != now:
            self.decided.saved.taken.append(change)
        if result != whole:
            self.decided.orders[change.kind] = result
        if moved:
            self.decided.moved[change.kind] = change.moved

    def _ids(self, kind: Kind) -> list[int]:
        if kind is Chapter:
            return list(self.chapters)
        return [row.pk for row in self.contents.rows(cast(type[Row], kind))]


def is_wanted(change: Write) -> bool:
    """Did the person change the field, as far as is known?"""
    return change.base in (UNKNOWN, WHATEVER) or not is_same(change.value, change.base)


def default_of(blank: Any, write: Write) -> Any:
    """What the field of a new row holds before anybody writes in it."""
    column = field_of(type(blank), write.field)
    if column.many_to_many or write.year is not None:
        return [] if column.many_to_many else ""
    return column.value_from_object(blank)


def _in_their_places(whole: list[Key], mine: list[Key]) -> list[Key]:
    """The whole list with `mine`, in this order, in the places that these rows had."""
    named, in_order = set(mine), iter(mine)
    return [next(in_order) if key in named else key for key in whole]


def _with_new(whole: list[Key], keys: list[Key], new: set[Key]) -> list[Key]:
    """New rows behind the row after which they were typed; the first ones before the next row."""
    result = list(whole)
    for place, key in enumerate(keys):
        if key not in new:
            continue
        before = next((each for each in reversed(keys[:place]) if each in result), None)
        after = next((each for each in keys[place + 1 :] if each in result), None)
        if before is not None:
            result.insert(result.index(before) + 1, key)
        elif after is not None:
            result.insert(result.index(after), key)
        else:
            result.append(key)
    return result
