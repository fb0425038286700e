"""Saving a chapter's page: texts, rows and frame in one transaction, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from smartplan.municipalities.models import User
from smartplan.plans import actions, revisions
from smartplan.plans.models import Chapter, Field, Revision, Row, StaleSaveError
from smartplan.plans.sections.tables import (
    PostedRow,
    TableInPlan,
    stored_columns,
    write_policy_fields,
)
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.conflicts.differences import differences
from smartplan.wizard.ordering import MOVES, merged, move, renumber


@dataclass
class Saved:
    """What a save did, for the message and the place to come back to."""

    changed: bool
    removed: list[Row] = field(default_factory=list)
    returned: list[Row] = field(default_factory=list)
    """Rows that somebody else had removed and that were put in again."""
    places: dict[str, int] = field(default_factory=dict)
    """The place (from 0) of the row that a button moved, or of the last row sent, by table."""


def save_page(page: ChapterPage, *, by: User, at: datetime) -> Saved:
    """Store what differs. Raises StaleSaveError when that would go over a newer save.

    A page without changes touches nothing, so that it is no conflict for anybody else.
    """
    if page.is_stale and differences(page):
        raise StaleSaveError
    saved = Saved(changed=changes_anything(page))
    with transaction.atomic():
        if saved.changed:
            page.chapter.claim(page.chapter.version)
            known = page.contents if _is_known(page) else None
            _write(page, saved, by=by)
            actions.touch_chapter(chapter=page.chapter, by=by, at=at)
            revisions.record(page.chapter, by=by, action=Revision.Action.SAVED, contents=known)
    return saved


def changes_anything(page: ChapterPage) -> bool:
    """Would saving the page change what is stored?"""
    return bool(differences(page)) or _adds_rows(page) or page.do.verb in MOVES


def _is_known(page: ChapterPage) -> bool:
    """Will the page's own contents, once written, be what the database holds of the chapter?

    They are when only texts and frame change, and nobody (who quoted a case, say) has touched the
    chapter since it was read: then the plan need not be read again for the revision. Ask after
    the claim, which lets one save at a time through.
    """
    if any(page.rows_differ(table) for table in page.tables):
        return False
    chapter = page.chapter
    return Chapter.objects.filter(pk=chapter.pk, saved_at=chapter.saved_at).exists()


def _adds_rows(page: ChapterPage) -> bool:
    return any(page.changed_rows(table) for table in page.tables)


def _write(page: ChapterPage, saved: Saved, *, by: User) -> None:
    _write_texts(page)
    for table in page.tables:
        _write_rows(page, table, saved, by=by)
    if fields := page.frame.apply():
        page.chapter.save(update_fields=fields)


def _write_texts(page: ChapterPage) -> None:
    changed = page.changed_texts()
    for name, (typed, _) in changed.items():
        setattr(page.text, name, typed)
    if changed and page.text is page.chapter:
        page.text.save(update_fields=list(changed))
    elif changed:
        page.text.save()


def _write_rows(page: ChapterPage, table: TableInPlan, saved: Saved, *, by: User) -> None:
    posted = page.rows.get(table.rows_name, [])
    if not posted:
        saved.places[table.rows_name] = 0
        return
    for row in page.removed_rows(table):
        saved.removed.append(row)
        actions.remove_row(row=row, by=by)
    changed = page.changed_rows(table)
    whole = merged(table.rows, posted)
    _move(page, table, whole)
    _note_place(page, table, whole, saved)
    rows = _store(table, changed, whole)
    saved.returned += [row for sent, row in rows if sent.was_removed]


def _move(page: ChapterPage, table: TableInPlan, whole: list[Row | PostedRow]) -> None:
    if page.do.rows_name == table.rows_name and page.do.verb in MOVES:
        move(whole, _place(whole, page.do.number), page.do.verb)


def _note_place(
    page: ChapterPage, table: TableInPlan, whole: list[Row | PostedRow], saved: Saved
) -> None:
    place = _place(whole, page.do.number) if page.do.rows_name == table.rows_name else -1
    if place < 0:
        sent = [n for n, each in enumerate(whole) if isinstance(each, PostedRow)]
        place = sent[-1] if sent else 0
    saved.places[table.rows_name] = place


def _place(whole: list[Row | PostedRow], index: int | None) -> int:
    """Where the row that was sent under this index stands; -1 when it was not sent."""
    for place, each in enumerate(whole):
        if isinstance(each, PostedRow) and each.index == index:
            return place
    return -1


def _store(
    table: TableInPlan, changed: list[PostedRow], whole: list[Row | PostedRow]
) -> list[tuple[PostedRow, Row]]:
    """Write the changed rows and the places of all; returns the changed with their rows."""
    written = [(sent, table.filled(sent)) for sent in changed]
    row_of = {id(sent): row for sent, row in written}
    new = [row for sent, row in written if sent.row is None]
    rows = [
        row_of.get(id(each)) or each.row if isinstance(each, PostedRow) else each for each in whole
    ]
    table.rows = [row for row in rows if row is not None]
    for position, row in enumerate(table.rows, start=1):
        if row.pk is None:
            row.position = position
    table.kind._default_manager.bulk_create(new)
    stored = [row for sent, row in written if sent.row is not None]
    if stored:
        table.kind._default_manager.bulk_update(stored, stored_columns(table))
    renumber(table.rows)
    for sent, row in written:
        if isinstance(row, Field):
            write_policy_fields(row, sent, table)
    return written
