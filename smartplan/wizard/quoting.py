"""Quoting a case in a chapter, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cases.models import Case
from smartplan.municipalities.models import User
from smartplan.plans import revisions
from smartplan.plans.actions import quote_case, touch_chapter
from smartplan.plans.models import Chapter, Citation, Measure, Revision
from smartplan.wizard.columns import TEXT_LIMIT


def quote(
    chapter: Chapter,
    case: Case,
    *,
    by: User,
    at: datetime,
    note: str,
    measure: Measure | None = None,
) -> str:
    """Quote the case unless the chapter does so already; returns what to tell the person."""
    if Citation.objects.filter(chapter=chapter, case=case, measure=measure).exists():
        return f"「{case.title}」は、この章ですでに引用しています。"
    with transaction.atomic():
        quote_case(chapter=chapter, case=case, by=by, note=note[:TEXT_LIMIT], measure=measure)
        touch_chapter(chapter=chapter, by=by, at=at)
        revisions.record(chapter, by=by, action=Revision.Action.SAVED)
    return f"「{case.title}」を引用しました。計画書の出典一覧に載ります。"
