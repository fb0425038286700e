"""Keeping a revision of a unit, and of a row that is removed."""

from __future__ import annotations

from django.db import transaction

from smartplan.municipalities.models import User
from smartplan.plans.models import OWN_PAGE, Chapter, Citation, Plan, Revision, Row
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.revisions.snapshots import (
    Content,
    Unit,
    content_of,
    incoming_links,
    is_same,
    without_gone,
)
from smartplan.plans.revisions.summaries import summary

LABEL_LENGTH = 500


@transaction.atomic
def record(
    unit: Unit,
    *,
    by: User,
    action: Revision.Action | str,
    origin: Revision.Origin = Revision.Origin.TYPED,
    chapter: Chapter | None = None,
    contents: PlanContents | None = None,
    says: str = "",
) -> Revision | None:
    """Keep what the database holds of the unit; None when its last revision says the same.

    `chapter` is the chapter in whose history the revision is listed; without it, the row's own.
    `contents` may be given when the plan was read after the save. `says` tells what changed where
    the content does not: that something was moved. Such a revision is kept in any case.
    """
    known = contents or read_plan(_plan_of(unit))
    content = content_of(unit, known)
    last = None
    if action in (Revision.Action.SAVED, Revision.Action.RESTORED):
        kept = Revision.objects.filter(plan=_plan_of(unit))
        last = kept.filter(unit=content["unit"], unit_id=unit.pk).first()
        if (
            not says
            and last
            and last.action != Revision.Action.REMOVED
            and is_same(last.content, content)
        ):
            return None
    revision = revision_of(
        unit, content, by=by, action=Revision.Action(action), origin=origin, chapter=chapter
    )
    if says:
        revision.summary = says
    elif action != Revision.Action.CREATED:
        revision.summary = summary(without_gone(last.content, known) if last else {}, content)
    revision.save()
    return revision


@transaction.atomic
def record_everything(plan: Plan, *, by: User, action: Revision.Action) -> None:
    """Keep every unit of a plan that came into being as a whole."""
    contents = read_plan(plan)
    units: list[Unit] = [plan, *contents.chapters]
    for kind in OWN_PAGE:
        units.extend(contents.rows(kind))
    in_chapter = {chapter.section: chapter for chapter in contents.chapters if chapter.section}
    revisions = [
        revision_of(
            unit,
            content_of(unit, contents),
            by=by,
            action=action,
            chapter=in_chapter[unit.section] if isinstance(unit, Row) else None,
        )
        for unit in units
    ]
    Revision.objects.bulk_create(revisions, batch_size=200)


@transaction.atomic
def remove_row(
    row: Row,
    *,
    by: User,
    origin: Revision.Origin = Revision.Origin.TYPED,
    chapter: Chapter | None = None,
    contents: PlanContents | None = None,
) -> Revision:
    """Delete the row and keep a revision of it, with the links that led to it.

    `contents` may be given when the plan was read before the removal.
    """
    contents = contents or read_plan(row.plan)
    content = {**content_of(row, contents), "incoming": incoming_links(row, contents)}
    action = Revision.Action.REMOVED
    removed = revision_of(row, content, by=by, action=action, origin=origin, chapter=chapter)
    removed.save()
    # Not row.delete(): the row is still part of `contents`, which the next removal looks at.
    type(row).of_plan(row.plan).filter(pk=row.pk).delete()
    return removed


def revision_of(
    unit: Unit,
    content: Content,
    *,
    by: User,
    action: Revision.Action,
    origin: Revision.Origin = Revision.Origin.TYPED,
    chapter: Chapter | None,
) -> Revision:
    """A revision of the unit with this content, not stored yet."""
    return Revision(
        plan=_plan_of(unit),
        unit=content["unit"],
        unit_id=unit.pk,
        chapter_id=chapter.pk if chapter else _chapter_id(unit),
        label=str(unit)[:LABEL_LENGTH],
        action=action,
        origin=origin,
        content=content,
        author=by,
        author_name=str(by)[:150],
    )


def _plan_of(unit: Unit) -> Plan:
    return unit if isinstance(unit, Plan) else unit.plan


def _chapter_id(unit: Unit) -> int | None:
    if isinstance(unit, Plan):
        return None
    if isinstance(unit, Chapter):
        return unit.pk
    if isinstance(unit, Citation):
        return unit.chapter_id
    chapters = Chapter.objects.filter(plan=unit.plan, section=unit.section)
    return chapters.values_list("pk", flat=True).first()
