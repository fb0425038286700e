"""Quoting a case in a chapter, once."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import QueryDict

from cases.models import Case
from smartplan.japanese.text import clean_text
from smartplan.municipalities.models import User
from smartplan.plans.actions import quote_case
from smartplan.plans.models import Chapter, Citation, Measure
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving import Write, save
from smartplan.wizard.posted import Do

NOTE = "note-"
"""A note's field is named so, followed by the case's id."""


def quote_sent(
    posted: QueryDict,
    do: Do,
    *,
    contents: PlanContents,
    chapter: Chapter,
    by: User,
    at: datetime,
    measure: Measure | None = None,
) -> list[str]:
    """Quote the case whose button was pressed, and each case for which a note was typed.

    A page may be saved with a note in it (the Enter key does): the note is not dropped. Returns
    what to tell.
    """
    notes = {
        int(name.removeprefix(NOTE)): str(value)
        for name, value in posted.items()
        if re.fullmatch(NOTE + "[0-9]{1,18}", name) and str(value).strip()
    }
    if do.verb == "quote" and do.number:
        notes.setdefault(do.number, "")
    cases = Case.objects.published().select_related("source").in_bulk(notes) if notes else {}
    told = []
    for pk, case in cases.items():
        said, contents = quote(
            contents, chapter, case, by=by, at=at, note=notes[pk], measure=measure
        )
        told.append(said)
    return told


def quote(
    contents: PlanContents,
    chapter: Chapter,
    case: Case,
    *,
    by: User,
    at: datetime,
    note: str,
    measure: Measure | None = None,
) -> tuple[str, PlanContents]:
    """Quote the case, or add the note where the chapter quotes it; what to tell, and the plan."""
    note = clean_text(note)
    quoted = _quoted(contents, chapter, case, measure)
    if quoted is None:
        saved = quote_case(
            contents=contents,
            chapter=chapter,
            case=case,
            by=by,
            at=at,
            note=note,
            measure=measure,
        )
        said = f"「{case.title}」を引用しました。計画書の出典一覧に載ります。"
        return said, saved.contents or contents
    said = f"「{case.title}」は、この章ですでに引用しています。"
    if note in quoted.note:  # nothing typed, or sent twice
        return said, contents
    longer = f"{quoted.note}\n{note}".strip()
    write = Write(Citation, quoted.pk, "note", longer, base=quoted.note)
    saved = save([write], plan=contents.plan, by=by, at=at, contents=contents)
    return f"{said}メモを書き足しました。", saved.contents or contents


def _quoted(
    contents: PlanContents, chapter: Chapter, case: Case, measure: Measure | None
) -> Citation | None:
    wanted = (case.pk, measure.pk if measure else None)
    citations = contents.citations_of(chapter)
    return next((each for each in citations if (each.case_id, each.measure_id) == wanted), None)
