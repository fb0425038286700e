"""The units that a save touches: each gets one revision, and the chapters say who wrote last.

A unit is what one page saves: the plan's settings, a chapter with its texts and short rows, or a
row with a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from smartplan.municipalities.models import User
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import OWN_PAGE, Chapter, Citation, Plan, Revision, Row
from smartplan.plans.revisions.recording import revision_of
from smartplan.plans.revisions.snapshots import Content, Unit, content_of
from smartplan.plans.revisions.summaries import summary
from smartplan.plans.saving.changes import Kind
from smartplan.plans.saving.merging import Decided

UnitKey = tuple[Kind, int]

ORDER = "順番"
CHAPTERS_ORDER = "章の順番"
"""What the history says of a row, or of chapters, that were moved."""
RETURNED = "削除された行を元に戻す"
"""What the history says where a row came back because somebody was writing in it."""
ARCHIVED, BROUGHT_BACK = "計画を保管", "保管していた計画を元に戻す"


class Units:
    """What the touched units held before the save; made before anything is written."""

    def __init__(self, contents: PlanContents, decided: Decided) -> None:
        self.contents = contents
        self.decided = decided
        self.says: dict[UnitKey, str] = dict([*self._moved(), *self._archived()])
        self.before: dict[UnitKey, Content] = {
            key: content_of(self._unit(key, contents), contents)
            for key in dict.fromkeys([*self._written(), *self.says])
        }

    # Which ones ----------------------------------------------------------------------------------

    def _written(self) -> Iterator[UnitKey]:
        for kind, key in self.decided.stored:
            yield self._key_of(kind, cast(int, key))
        for kind, _ in self.decided.new:
            if kind is Citation:
                yield from ((Chapter, pk) for pk in self._chapters_of_new_citations())
            elif kind is not Chapter and kind not in OWN_PAGE:
                yield Chapter, self._chapter_of(cast(type[Row], kind)).pk
        for row in self.decided.removals:
            if type(row) not in OWN_PAGE:
                yield self._key_of(type(row), row.pk)
        for row in self.decided.saved.returned:
            yield self._key_of(type(row), row.pk)
        for kind in self.decided.orders:
            if kind is not Chapter and kind not in OWN_PAGE:
                yield Chapter, self._chapter_of(cast(type[Row], kind)).pk

    def _moved(self) -> Iterator[tuple[UnitKey, str]]:
        for kind, moved in self.decided.moved.items():
            if kind is Chapter:
                yield (Plan, self.contents.plan.pk), CHAPTERS_ORDER
            elif kind in OWN_PAGE and moved is not None:
                yield (kind, moved), ORDER

    def _archived(self) -> Iterator[tuple[UnitKey, str]]:
        """What is not part of a plan's content, and so is told in words."""
        key = (Plan, self.contents.plan.pk)
        for write, value in self.decided.stored.get(key, ()):
            if write.field == "archived_at":
                yield key, ARCHIVED if value else BROUGHT_BACK

    def _key_of(self, kind: Kind, key: int) -> UnitKey:
        """The unit in which a field is written."""
        if kind in (Plan, Chapter) or kind in OWN_PAGE:
            return kind, key
        if kind is Citation:
            citation = self.contents.row(Citation, key)
            return Chapter, citation.chapter_id if citation else 0
        return Chapter, self._chapter_of(cast(type[Row], kind)).pk

    def _chapter_of(self, kind: type[Row]) -> Chapter:
        return self.contents.chapter_of(kind.section)

    def _chapters_of_new_citations(self) -> Iterator[int]:
        for (kind, _), values in self.decided.new.items():
            if kind is Citation:
                yield from (value for write, value in values if write.field == "chapter")

    @staticmethod
    def _unit(key: UnitKey, contents: PlanContents) -> Unit:
        kind, pk = key
        if kind is Plan:
            return contents.plan
        if kind is Chapter:
            return next(chapter for chapter in contents.chapters if chapter.pk == pk)
        return cast(Row, contents.row(cast(type[Row], kind), pk))

    # Chapters ------------------------------------------------------------------------------------

    @property
    def chapters(self) -> set[int]:
        """The chapters that are touched as units: they get a new version."""
        return {pk for kind, pk in self.before if kind is Chapter}

    @property
    def chapters_written_in(self) -> set[int]:
        """The chapters touched as units, and those of changed rows with a page of their own."""
        written: set[Any] = {kind for kind, _ in (*self.before, *self.decided.new)}
        kinds = written & set(OWN_PAGE)
        kinds |= {type(row) for row in self.decided.removals}
        kinds -= {Citation}
        return self.chapters | {self._chapter_of(kind).pk for kind in kinds}

    # Revisions -----------------------------------------------------------------------------------

    def append_revisions(
        self,
        now: PlanContents,
        made: list[Unit],
        *,
        by: User,
        action: Revision.Action,
        origin: Revision.Origin,
    ) -> None:
        """Keep what the units hold now; `made` are units that did not exist before."""

        def revision(unit: Unit, action: Revision.Action) -> Revision:
            content, chapter = content_of(unit, now), self._listed(unit)
            return revision_of(unit, content, by=by, action=action, origin=origin, chapter=chapter)

        found = []
        returned = {self._key_of(type(row), row.pk) for row in self.decided.saved.returned}
        for key, before in self.before.items():
            changed = revision(self._unit(key, now), action)
            changed.summary = (
                self.says.get(key)
                or summary(self._compared(key, before), changed.content)
                or (RETURNED if key in returned else "")
            )
            found.append(changed)
        found += (revision(unit, Revision.Action.CREATED) for unit in made)
        Revision.objects.bulk_create(found)
        self.decided.saved.recorded |= {*self.before, *((type(unit), unit.pk) for unit in made)}

    def _compared(self, key: UnitKey, before: Content) -> Content:
        """For the summary: that a chapter is in progress from now on is no news of its own."""
        kind, pk = key
        written = {write.field for write, _ in self.decided.stored.get(key, ())}
        if kind is not Chapter or "state" in written:
            return before
        chapter = next(each for each in self.contents.chapters if each.pk == pk)
        return {**before, "fields": {**before["fields"], "state": chapter.state}}

    def _listed(self, unit: Unit) -> Chapter | None:
        """The chapter in whose history the revision of a row is listed."""
        return self._chapter_of(type(unit)) if isinstance(unit, Row) else None
