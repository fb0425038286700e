"""What happens to several rows of a plan at once: start, copy, archive, arrange the chapters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Value, When

from cases.models import Case
from smartplan.municipalities.models import Municipality, User
from smartplan.plans import revisions
from smartplan.plans.content import make_plan, plan_content
from smartplan.plans.models import (
    TEXTS,
    Chapter,
    Citation,
    Measure,
    Picture,
    Plan,
    Revision,
    Row,
)
from smartplan.plans.pictures import Prepared, keep
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import WHATEVER, Write, save
from smartplan.structure.keys import SectionKey

TITLE_LENGTH = 100


@transaction.atomic
def start_plan(*, municipality: Municipality, by: User, title: str, **settings: Any) -> Plan:
    """Make a plan with its eight chapters, all empty; `settings` are further fields of Plan."""
    plan = Plan.objects.create(municipality=municipality, title=title, created_by=by, **settings)
    for position, section in enumerate(SectionKey, start=1):
        chapter = Chapter.objects.create(
            plan=plan, section=section, title=section.label, position=position
        )
        TEXTS[section]._default_manager.create(chapter=chapter)
    return plan


@transaction.atomic
def copy_plan(*, plan: Plan, by: User, title: str) -> Plan:
    """Make a new plan of the same municipality with everything that this one holds."""
    content = plan_content(plan)
    content["plan"]["title"] = title[:TITLE_LENGTH]
    copy = make_plan(content, municipality=plan.municipality, by=by)
    _copy_what_json_leaves_out(plan, copy)
    return copy


def _copy_what_json_leaves_out(plan: Plan, copy: Plan) -> None:
    """The people in charge by id (two may have one name), and when the cases were quoted."""
    chapters = list(copy.chapters.all())
    for chapter, original in zip(chapters, plan.chapters.all(), strict=True):
        chapter.person_id, chapter.division_id = original.person_id, original.division_id
    Chapter.objects.bulk_update(chapters, ["person", "division"])
    citations = list(copy.citations.all())
    for citation, quoted in zip(citations, read_plan(plan).rows(Citation), strict=True):
        citation.case_id, citation.case_updated_at = quoted.case_id, quoted.case_updated_at
        citation.quoted_by_id, citation.quoted_at = quoted.quoted_by_id, quoted.quoted_at
    Citation.objects.bulk_update(
        citations, ["case", "case_updated_at", "quoted_by", "quoted_at"], batch_size=200
    )


def archive_plan(*, plan: Plan, by: User, at: datetime) -> None:
    """Put the plan away: it stays readable and can be brought back."""
    save([Write(Plan, plan.pk, "archived_at", at, WHATEVER)], plan=plan, by=by, at=at)


def bring_back_plan(*, plan: Plan, by: User, at: datetime) -> None:
    """Take an archived plan up again."""
    save([Write(Plan, plan.pk, "archived_at", None, WHATEVER)], plan=plan, by=by, at=at)


@transaction.atomic
def add_free_chapter(*, plan: Plan, by: User, title: str) -> Chapter:
    """Add a chapter with one body text after the last chapter of the main matter."""
    last = plan.chapters.aggregate(last=models.Max("position"))["last"] or 0
    chapter = Chapter.objects.create(plan=plan, title=title[:TITLE_LENGTH], position=last + 1)
    revisions.record(chapter, by=by, action=Revision.Action.CREATED)
    return chapter


def touch_chapter(*, chapter: Chapter, by: User, at: datetime) -> None:
    """Note who wrote last in the chapter and when; a chapter not started is now in progress."""
    started = models.Case(
        When(state=Chapter.State.NOT_STARTED, then=Value(Chapter.State.IN_PROGRESS)),
        default="state",
    )
    Chapter.objects.filter(pk=chapter.pk).update(saved_by=by, saved_at=at, state=started)
    Plan.objects.filter(pk=chapter.plan_id).update(updated_at=at)
    chapter.saved_by, chapter.saved_at = by, at
    if chapter.state == Chapter.State.NOT_STARTED:
        chapter.state = Chapter.State.IN_PROGRESS


@transaction.atomic
def quote_case(
    *, chapter: Chapter, case: Case, by: User, note: str = "", measure: Measure | None = None
) -> Citation:
    """Quote a case in a chapter; quoted there already, it is not quoted a second time."""
    if measure is not None and measure.plan_id != chapter.plan_id:
        raise ValueError("The measure belongs to another plan.")
    quoted = Citation.objects.filter(chapter=chapter, case=case, measure=measure).first()
    if quoted is not None:
        return quoted
    citation = Citation(plan=chapter.plan, chapter=chapter, measure=measure, note=note)
    citation.quoted_by = by
    citation.take_from(case)
    citation.put_last().save()
    return citation


@transaction.atomic
def place_picture(
    *, plan: Plan, place: str, alternative: str, new: Prepared | None, by: User, at: datetime
) -> Picture:
    """Put a picture at its place, or give the one that stands there new words or a new file."""
    picture = Picture.of_plan(plan).filter(place=place).first()
    if picture is None:
        picture = Picture(plan=plan, place=place).put_last()
    picture.alternative = alternative
    if new is not None:
        picture.file = keep(new)
    picture.save()
    _note_pictures(plan, by=by, at=at)
    return picture


@transaction.atomic
def remove_picture(*, picture: Picture, by: User, at: datetime) -> None:
    """Take a picture out of the plan; its file stays for the history."""
    remove_row(row=picture, by=by)
    _note_pictures(picture.plan, by=by, at=at)


def _note_pictures(plan: Plan, *, by: User, at: datetime) -> None:
    """The chapter to which the pictures belong is a version further: its open pages are told."""
    chapters = plan.chapters.filter(section=Picture.section)
    chapters.update(version=F("version") + 1)
    chapter = chapters.select_related("plan").get()
    touch_chapter(chapter=chapter, by=by, at=at)
    revisions.record(chapter, by=by, action=Revision.Action.SAVED)


def remove_row(
    *, row: Row, by: User, chapter: Chapter | None = None, contents: PlanContents | None = None
) -> Revision:
    """Delete a row; the revision that stays can bring it back with the links that led to it.

    `contents` may be given when the plan was read before the removal.
    """
    return revisions.remove_row(row, by=by, chapter=chapter, contents=contents)
