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
    """Is there one of the guidebook's tenets that the plan does not have yet?"""
    return chapter.section == SectionKey.POLICY and bool(_missing(contents))


def add_tenets(contents: PlanContents, chapter: Chapter, *, by: User, at: datetime) -> int:
    """Put the tenets that are missing after the plan's own; returns how many."""
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
    found: list[Philosophy | Principle] = []
    for tenet_kind, kind in ROWS_OF.items():
        rows = contents.rows(kind)
        names = {row.name for row in rows}
        last = max((row.position for row in rows), default=0)
        for tenet in tenets(tenet_kind):
            if tenet.name not in names:
                last += 1
                found.append(
                    kind(
                        plan=contents.plan,
                        name=tenet.name,
                        description=tenet.description,
                        position=last,
                    )
                )
    return found
