"""What happens to a plan as a whole: start, copy, archive, quote a case, place a picture."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from cases.models import Case
from smartplan.municipalities.models import Municipality, User
from smartplan.plans.content import make_plan, plan_content
from smartplan.plans.models import (
    TEXTS,
    Chapter,
    Citation,
    Measure,
    Picture,
    Plan,
    Revision,
)
from smartplan.plans.pictures.files import stored_file
from smartplan.plans.pictures.images import Prepared
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import WHATEVER, Saved, Write, save
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
    write = Write(Plan, plan.pk, "archived_at", at, WHATEVER)
    save([write], plan=plan, by=by, at=at, origin=Revision.Origin.ARCHIVE)


def bring_back_plan(*, plan: Plan, by: User, at: datetime) -> None:
    """Take an archived plan up again."""
    write = Write(Plan, plan.pk, "archived_at", None, WHATEVER)
    save([write], plan=plan, by=by, at=at, origin=Revision.Origin.ARCHIVE)


COPIED = ("case_number", "actor", "title", "source", "page", "as_of", "case_updated_at")
"""What a citation copies of its case, by the fields of the citation."""


def quote_case(
    *,
    contents: PlanContents,
    chapter: Chapter,
    case: Case,
    by: User,
    at: datetime,
    note: str = "",
    measure: Measure | None = None,
) -> Saved:
    """Quote a case in a chapter; quoted there already, it is not quoted a second time."""
    taken = Citation(note=note)
    taken.take_from(case)
    mark = f"quote-{chapter.pk}-{case.pk}-{measure.pk if measure else 0}"
    values: dict[str, Any] = {
        "chapter": chapter.pk,
        "measure": measure.pk if measure else None,
        "case": case.pk,
        "note": note,
        "quoted_by": by.pk,
        **{name: getattr(taken, name) for name in COPIED},
    }
    writes = [Write(Citation, mark, name, value) for name, value in values.items()]
    return save(writes, plan=contents.plan, by=by, at=at, contents=contents)


@transaction.atomic
def place_picture(
    *,
    contents: PlanContents,
    place: str,
    alternative: str,
    new: Prepared | None,
    by: User,
    at: datetime,
) -> Saved:
    """Put a picture at its place, or give the one that stands there new words or a new file."""
    found = next((row for row in contents.rows(Picture) if row.place == place), None)
    key: int | str = found.pk if found is not None else f"picture-{place}"
    writes = [
        Write(Picture, key, "place", place, found.place if found else ""),
        Write(Picture, key, "alternative", alternative, found.alternative if found else ""),
    ]
    if new is not None:
        file = stored_file(new)
        writes.append(Write(Picture, key, "file", file.pk, found.file_id if found else None))
    return save(writes, plan=contents.plan, by=by, at=at, contents=contents)
