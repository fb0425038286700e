"""The notes that were typed beside suggested cases, which are not quoted yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cases.models import Case
from smartplan.japanese.text import clean_text
from smartplan.plans.models import Chapter, Citation, Measure
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving.values import LONGEST_STORED
from smartplan.relevance.suggestions import Suggestion
from smartplan.web.errors import ErrorLink

NOTE = "note-"
"""A note's field is named so, followed by the case's id."""


@dataclass(frozen=True, slots=True)
class NotedSuggestion(Suggestion):
    """A suggested case with the note that stands in its field."""

    note: str = ""


def notes_sent(posted: Mapping[str, str]) -> dict[int, str]:
    """The notes that were typed, by the id of their case."""
    return {
        int(name.removeprefix(NOTE)): str(value)
        for name, value in posted.items()
        if re.fullmatch(NOTE + "[0-9]{1,18}", name) and str(value).strip()
    }


def with_notes(suggestions: list[Suggestion], posted: Mapping[str, str]) -> list[Suggestion]:
    """The suggestions with what was typed beside them, for a page that is shown again.

    A case with a note that is not suggested any more comes first; one query, if there are any.
    """
    notes = notes_sent(posted)
    missing = notes.keys() - {each.case.pk for each in suggestions}
    cases = Case.objects.published().select_related("source").in_bulk(missing) if missing else {}
    typed = [Suggestion(case, 0, ["メモを入力した事例です"]) for case in cases.values()]
    return [
        NotedSuggestion(each.case, each.score, each.reasons, notes.get(each.case.pk, ""))
        for each in (*typed, *suggestions)
    ]


def note_problems(
    posted: Mapping[str, str],
    contents: PlanContents,
    chapter: Chapter,
    measure: Measure | None = None,
) -> list[ErrorLink]:
    """The notes that would be too long for the citations here, each with its field."""
    long = {}
    for pk, note in notes_sent(posted).items():
        length = len(with_line(citation_of(contents, chapter, pk, measure), clean_text(note)))
        if length > LONGEST_STORED:
            long[pk] = length
    cases = Case.objects.published().in_bulk(long) if long else {}
    return [
        ErrorLink(
            f"「{case.title}」の引用のメモは、全体で{LONGEST_STORED:,}文字までです"
            f"（現在{long[pk]:,}文字です）。短くしてから、もう一度保存してください。",
            f"{NOTE}{pk}",
        )
        for pk, case in cases.items()
    ]


def citation_of(
    contents: PlanContents, chapter: Chapter, case_id: int, measure: Measure | None = None
) -> Citation | None:
    """The citation of the case in the chapter, if there is one; with `measure` for that measure."""
    wanted = (case_id, measure.pk if measure else None)
    citations = contents.citations_of(chapter)
    return next((each for each in citations if (each.case_id, each.measure_id) == wanted), None)


def with_line(citation: Citation | None, note: str) -> str:
    """The citation's note with one more; the same where it says that already."""
    stored = citation.note if citation else ""
    return stored if note in stored else f"{stored}\n{note}".strip()
