"""Writing what was decided: rows, texts, chapters and settings, and the same in memory.

The instances of the plan that was read are changed along with the database, so that the revision
of what was saved needs no further query.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, cast

from smartplan.municipalities.models import User
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    OWN_PAGE,
    ROWS,
    Chapter,
    ChapterText,
    Indicator,
    Plan,
    Revision,
    Row,
    Versioned,
)
from smartplan.plans.reading import join_rows, read_plan
from smartplan.plans.revisions.recording import remove_row
from smartplan.plans.revisions.snapshots import Unit
from smartplan.plans.saving.changes import Key, Kind, Write
from smartplan.plans.saving.linking import LinkedRow, store_links, store_yearly_values
from smartplan.plans.saving.merging import Decided, Instance
from smartplan.plans.saving.units import Units
from smartplan.plans.saving.values import VALUES, field_of, is_text
from smartplan.structure.keys import SectionKey

Values = list[tuple[Write, Any]]


class Writing:
    """One save on its way into the database.

    `starts` says whether a chapter that was not started is in progress from now on.
    """

    def __init__(
        self,
        contents: PlanContents,
        decided: Decided,
        units: Units,
        *,
        by: User,
        at: datetime,
        starts: bool,
        origin: Revision.Origin,
    ) -> None:
        self.contents = contents
        self.decided = decided
        self.units = units
        self.starts = starts
        self.origin = origin
        self.by = by
        self.at = at
        self.columns: dict[Kind, set[str]] = defaultdict(set)
        """By kind: the columns of stored rows that changed."""
        self.changed: dict[Kind, dict[int, Any]] = defaultdict(dict)
        """By kind and id: the stored rows that changed."""
        self.made: dict[tuple[Kind, Key], Row | Chapter] = {}
        self.texts: dict[int, ChapterText] = {}
        """The texts that changed, by the id of their chapter."""
        self.links: list[LinkedRow] = []
        self.yearly: list[tuple[Indicator, int, str]] = []

    def write(self) -> PlanContents:
        """Write everything but the revisions; returns the plan as it is now."""
        self._remove()
        self._make_rows()
        for (kind, key), values in self.decided.stored.items():
            self._fill(self._stored(kind, cast(int, key)), kind, values)
        self._place_rows()
        self._store_rows()
        store_links(self.links, self.contents)
        store_yearly_values(self.yearly, self.contents)
        self._store_texts()
        self._store_chapters()
        self._store_plan()
        return self._contents_now()

    # Rows ------------------------------------------------------------------------------------

    def _remove(self) -> None:
        for row in self.decided.removals:
            remove_row(row, by=self.by, origin=self.origin, contents=self.contents)
            self.decided.saved.removed.append(row)

    def _make_rows(self) -> None:
        for (kind, mark), values in self.decided.new.items():
            row = cast(type[Row | Chapter], kind)()
            row.plan = self.contents.plan
            self.made[kind, mark] = row
            self._fill(row, kind, values)

    def _stored(self, kind: Kind, key: int) -> Instance:
        if kind is Plan:
            return self.contents.plan
        if kind is Chapter:
            return next(each for each in self.contents.chapters if each.pk == key)
        return cast(Row, self.contents.row(cast(type[Row], kind), key))

    def _fill(self, instance: Instance, kind: Kind, values: Values) -> None:
        """Put the values into the instance; links and yearly values wait for its id."""
        section = instance.section if isinstance(instance, Chapter) else None
        for write, value in values:
            column = field_of(kind, write.field, section)
            if write.field == VALUES and isinstance(instance, Indicator):
                self.yearly.append((instance, write.year or 0, value))
            elif column.many_to_many:
                self.links.append((cast(Row, instance), write.field, value))
            elif isinstance(instance, Chapter) and is_text(section, write.field):
                text = self.contents.text_of(SectionKey(str(section)))
                setattr(text, column.attname, value)
                self.texts[instance.pk] = text
            else:
                setattr(instance, column.attname, value)
                if instance.pk is not None:
                    self.columns[kind].add(column.name)
        if instance.pk is not None:
            self.changed[kind][instance.pk] = instance

    def _place_rows(self) -> None:
        """New rows come last, or where an order puts them; rows that move get their new places."""
        for (kind, mark), row in self.made.items():
            whole = self.decided.orders.get(kind, ())
            if mark not in whole:
                places = [each.position for each in (*self._there(kind), *self._new(kind))]
                row.position = max([len(whole), *places]) + 1
        for kind, keys in self.decided.orders.items():
            for position, key in enumerate(keys, start=1):
                row_there: Any = self.made.get((kind, key)) or self._stored(kind, cast(int, key))
                if row_there.position == position:
                    continue
                row_there.position = position
                if row_there.pk is not None:
                    self.columns[kind].add("position")
                    self.changed[kind].setdefault(row_there.pk, row_there)

    def _there(self, kind: Kind) -> list[Any]:
        """The rows of a kind, or the chapters, as they were read."""
        if kind is Chapter:
            return self.contents.chapters
        return list(self.contents.rows(cast(type[Row], kind)))

    def _new(self, kind: Kind) -> list[Any]:
        return [row for (made, _), row in self.made.items() if made is kind]

    def _store_rows(self) -> None:
        """Write rows of every kind; a kind to which others refer comes before these."""
        Chapter.objects.bulk_create(self._new(Chapter))
        for kind in ROWS:
            kind._default_manager.bulk_create(self._new(kind))
            stored = self.changed.get(kind, {})
            columns = self.columns[kind]
            if issubclass(kind, Versioned):
                for row in stored.values():
                    row.version += 1
                    row.updated_at = self.at
                    self.decided.saved.versions[kind, row.pk] = row.version
                columns = columns | {"version", "updated_at"}
            if stored and columns:
                kind._default_manager.bulk_update(stored.values(), sorted(columns))
        for (_, mark), row in self.made.items():
            self.decided.saved.ids[cast(str, mark)] = row.pk

    # Texts, chapters, settings -------------------------------------------------------------------

    def _store_texts(self) -> None:
        for text in self.texts.values():
            text.save()

    def _store_chapters(self) -> None:
        """Who wrote last and when; a chapter that was not started is now in progress."""
        moved = set(self.changed.get(Chapter, {}))
        units, written_in = self.units.chapters, self.units.chapters_written_in
        for chapter in self.contents.chapters:
            if chapter.pk in written_in:
                self._store_chapter(chapter, is_unit=chapter.pk in units)
            elif chapter.pk in moved:
                Chapter.objects.filter(pk=chapter.pk).update(position=chapter.position)

    def _store_chapter(self, chapter: Chapter, *, is_unit: bool) -> None:
        columns = self.columns[Chapter]
        chapter.saved_by, chapter.saved_at, chapter.updated_at = self.by, self.at, self.at
        waits = chapter.state == Chapter.State.NOT_STARTED and "state" not in columns
        if waits and self.starts:
            chapter.state = Chapter.State.IN_PROGRESS
        chapter.version += is_unit
        if is_unit:
            self.decided.saved.versions[Chapter, chapter.pk] = chapter.version
        names = {*columns, "saved_by", "saved_at", "updated_at", "state", "version"}
        Chapter.objects.filter(pk=chapter.pk).update(
            **{name: getattr(chapter, name) for name in names}
        )

    def _store_plan(self) -> None:
        """The settings; that the plan was saved at all is counted before anything is written."""
        plan = self.contents.plan
        columns = self.columns.get(Plan)
        if (Plan, plan.pk) in self.units.before:
            plan.version += 1
            self.decided.saved.versions[Plan, plan.pk] = plan.version
            Plan.objects.filter(pk=plan.pk).update(
                version=plan.version, **{name: getattr(plan, name) for name in columns or ()}
            )

    # Afterwards ----------------------------------------------------------------------------------

    def _contents_now(self) -> PlanContents:
        """The plan with its new rows; read again where rows came or went that others refer to."""
        makes_chapters = any(kind is Chapter for kind, _ in self.made)
        if self.decided.removals or makes_chapters or self.yearly:
            return read_plan(self.contents.plan)
        if not self.made and not self.decided.orders:
            return self.contents
        kinds = {*(kind for kind, _ in self.made), *self.decided.orders} - {Chapter}
        rows: dict[type[Row], list[Any]] = {}
        for kind in kinds:
            found = [*self._there(kind), *self._new(kind)]
            rows[cast(type[Row], kind)] = sorted(found, key=lambda row: (row.position, row.pk))
        contents = self.contents.with_rows(rows)
        join_rows(contents)
        return contents

    def units_made(self, now: PlanContents) -> list[Unit]:
        """The new units: chapters, and rows with a page of their own, as they are now."""
        chapters = {chapter.pk: chapter for chapter in now.chapters}
        made: list[Unit] = []
        for (kind, _), row in self.made.items():
            if kind is Chapter:
                made.append(chapters[row.pk])
            elif kind in OWN_PAGE:
                made.append(cast(Row, now.row(kind, row.pk)))
        return made
