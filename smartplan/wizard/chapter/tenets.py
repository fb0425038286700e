"""The guidebook's 基本理念 and 基本原則, taken over into a plan as a start."""

from __future__ import annotations

from datetime import datetime

from smartplan.municipalities.models import User
from smartplan.plans.models import Chapter, Philosophy, Principle, Revision
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving import Saved, Write, save
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


def add_tenets(
    contents: PlanContents, chapter: Chapter, *, mark: str, by: User, at: datetime
) -> Saved:
    """Give the plan the guidebook's tenets of the kinds that it lacks."""
    rows = _missing(contents) if chapter.section == SectionKey.POLICY else []
    changes = [
        Write(type(row), f"{mark}-tenet-{place}", field, getattr(row, field))
        for place, row in enumerate(rows)
        for field in ("name", "description")
    ]
    origin = Revision.Origin.TENETS
    return save(changes, plan=contents.plan, by=by, at=at, contents=contents, origin=origin)


def _missing(contents: PlanContents) -> list[Philosophy | Principle]:
    return [
        kind(plan=contents.plan, name=tenet.name, description=tenet.description, position=position)
        for tenet_kind, kind in ROWS_OF.items()
        if not contents.rows(kind)
        for position, tenet in enumerate(tenets(tenet_kind), start=1)
    ]
