"""Quoting a case in a chapter, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from cases.models import Case
from smartplan.japanese.text import clean_text
from smartplan.municipalities.models import User
from smartplan.plans.actions import quote_case
from smartplan.plans.models import Chapter, Citation, Measure
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import Saved, Write, save
from smartplan.wizard.cases.notes import citation_of, notes_sent, with_line
from smartplan.wizard.posted import Do


@dataclass(frozen=True)
class Quoted:
    """What became of quoting a case: what to tell, and the plan as it is now."""

    said: str
    contents: PlanContents
    note_left: str = ""
    """The note, where it could not be stored: it has to stay in its field."""


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
    notes = notes_sent(posted)
    if do.verb == "quote" and do.number:
        notes.setdefault(do.number, "")
    cases = Case.objects.published().select_related("source").in_bulk(notes) if notes else {}
    told = []
    for pk, case in cases.items():
        quoted = quote(contents, chapter, case, by=by, at=at, note=notes[pk], measure=measure)
        contents = quoted.contents
        told.append(quoted.said)
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
    is_newest: bool = False,
) -> Quoted:
    """Quote the case, or add the note where the chapter quotes it.

    Where somebody quoted the case or changed its note since the plan was read, the plan is read
    once more (`is_newest`), and the note follows theirs.
    """
    note = clean_text(note)
    found = citation_of(contents, chapter, case.pk, measure)
    if found is None:
        saved = quote_case(
            contents=contents, chapter=chapter, case=case, by=by, at=at, note=note, measure=measure
        )
    elif (longer := with_line(found, note)) == found.note:  # nothing typed, or sent twice
        return Quoted(_done(case, found), contents)
    else:
        write = Write(Citation, found.pk, "note", longer, base=found.note)
        saved = save([write], plan=contents.plan, by=by, at=at, contents=contents)
    if saved.conflicts and not is_newest:
        newest = read_plan(contents.plan)
        return quote(
            newest, chapter, case, by=by, at=at, note=note, measure=measure, is_newest=True
        )
    now = saved.contents or contents
    if left := _why_left(saved):
        return Quoted(f"{_done(case, found)}メモは保存していません。{left}", now, note)
    more = "メモを書き足しました。" if found else "計画書の出典一覧に載ります。"
    return Quoted(f"{_done(case, found)}{more}", now)


def _done(case: Case, found: Citation | None) -> str:
    """What is true of the case, whatever became of its note."""
    if found is None:
        return f"「{case.title}」を引用しました。"
    return f"「{case.title}」は、この章ですでに引用しています。"


def _why_left(saved: Saved) -> str:
    """Why the note could not be stored, and what to do; nothing where it was."""
    if saved.conflicts:
        return "ほかの人が同時に書き換えています。もう一度「引用する」を押してください。"
    return "".join(refusal.message for refusal in saved.refusals)
