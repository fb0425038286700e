"""The guidebook's 基本理念 and 基本原則, taken over into a plan as a start."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from smartplan.municipalities.models import User
from smartplan.plans import actions, revisions
from smartplan.plans.models import Chapter, Philosophy, Principle, Revision
from smartplan.plans.reading import PlanContents
from smartplan.structure.guidance import tenets
from smartplan.structure.keys import SectionKey
from smartplan.structure.models import Tenet

ROWS_OF: dict[Tenet.Kind, type[Philosophy] | type[Principle]] = {
    Tenet.Kind.PHILOSOPHY: Philosophy,
    Tenet.Kind.PRINCIPLE: Principle,
}


def offers_tenets(contents: PlanContents, chapter: Chapter) -> bool:
    """Does the plan still lack 基本理念 or 基本原則, so that the guidebook's would be a start?"""
    return chapter.section == SectionKey.POLICY and bool(_missing(contents))


def add_tenets(contents: PlanContents, chapter: Chapter, *, by: User, at: datetime) -> int:
    """Give the plan the guidebook's tenets of the kinds that it lacks; returns how many."""
    rows = _missing(contents) if chapter.section == SectionKey.POLICY else []
    if rows:
        with transaction.atomic():
            chapter.claim(chapter.version)
            for kind in ROWS_OF.values():
                kind._default_manager.bulk_create(
                    [row for row in rows if isinstance(row, kind)]  # type: ignore[misc]
                )
            actions.touch_chapter(chapter=chapter, by=by, at=at)
            revisions.record(chapter, by=by, action=Revision.Action.SAVED)
    return len(rows)


def _missing(contents: PlanContents) -> list[Philosophy | Principle]:
    return [
        kind(plan=contents.plan, name=tenet.name, description=tenet.description, position=position)
        for tenet_kind, kind in ROWS_OF.items()
        if not contents.rows(kind)
        for position, tenet in enumerate(tenets(tenet_kind), start=1)
    ]
