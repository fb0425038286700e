"""Quoting a case in a chapter, once."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from cases.models import Case
from smartplan.japanese.text import clean_text
from smartplan.municipalities.models import User
from smartplan.plans import revisions
from smartplan.plans.actions import quote_case, touch_chapter
from smartplan.plans.models import Chapter, Citation, Measure, Revision
from smartplan.wizard.chapter.page import Do

NOTE = "note-"
"""A note's field is named so, followed by the case's id."""


def quote_sent(
    posted: QueryDict,
    do: Do,
    *,
    chapter: Chapter,
    by: User,
    at: datetime,
    measure: Measure | None = None,
) -> list[str]:
    """Quote the case whose button was pressed, and each case for which a note was typed.

    A page may be saved with a note in it (the Enter key does): the note is not dropped.
    """
    notes = {
        int(name.removeprefix(NOTE)): value
        for name, value in posted.items()
        if re.fullmatch(NOTE + "[0-9]{1,18}", name) and str(value).strip()
    }
    if do.verb == "quote" and do.number:
        notes.setdefault(do.number, "")
    cases = Case.objects.published().in_bulk(notes) if notes else {}
    return [
        quote(chapter, case, by=by, at=at, note=str(notes[pk]), measure=measure)
        for pk, case in cases.items()
    ]


def quote(
    chapter: Chapter,
    case: Case,
    *,
    by: User,
    at: datetime,
    note: str,
    measure: Measure | None = None,
) -> str:
    """Quote the case, or add the note where the chapter quotes it; returns what to tell."""
    note = clean_text(note)
    with transaction.atomic():
        # Two clicks on one button come one after the other here, so that one of them quotes.
        Chapter.objects.select_for_update(of=("self",)).get(pk=chapter.pk)
        quoted = Citation.objects.filter(chapter=chapter, case=case, measure=measure).first()
        if quoted is not None and note in quoted.note:  # nothing typed, or sent twice
            return f"「{case.title}」は、この章ですでに引用しています。"
        if quoted is None:
            quote_case(chapter=chapter, case=case, by=by, note=note, measure=measure)
        else:
            quoted.note = f"{quoted.note}\n{note}".strip()
            quoted.save(update_fields=["note"])
        touch_chapter(chapter=chapter, by=by, at=at)
        revisions.record(chapter, by=by, action=Revision.Action.SAVED)
    if quoted is not None:
        return f"「{case.title}」は、この章ですでに引用しています。メモを書き足しました。"
    return f"「{case.title}」を引用しました。計画書の出典一覧に載ります。"
