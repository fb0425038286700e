"""The page of one chapter: show it, save it, show what others saved meanwhile."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.document.references.referables import readable
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans import access
from smartplan.plans.models import Chapter, Picture
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import Saved, save
from smartplan.web.once import once
from smartplan.wizard import aside
from smartplan.wizard.cases.notes import note_problems, with_notes
from smartplan.wizard.chapter.again import bases_of, page_again
from smartplan.wizard.chapter.changes import changes_of
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.chapter.presenting import parts_of, rows_shown, shared_views
from smartplan.wizard.chapter.pressing import press, tell, where_next
from smartplan.wizard.chapter.telling import conflicts_of, refusals_of
from smartplan.wizard.chapter.tenets import offers_tenets
from smartplan.wizard.conflicts import last_saver
from smartplan.wizard.people import People, people_of, user_of
from smartplan.wizard.reading_only import reading_reason
from smartplan.wizard.tasks import tasks_of


@require_http_methods(["GET", "HEAD", "POST"])
def chapter(request: HttpRequest, chapter_id: int) -> HttpResponse:
    """A chapter with its texts and rows; viewers see it as it stands."""
    if request.method == "POST":
        return _save(request, access.editable_chapter(request, chapter_id))
    chapter = access.readable_chapter(request, chapter_id)
    editable = access.can_edit(chapter.plan)
    people = people_of(chapter.plan.municipality) if editable else People()
    page = ChapterPage(read_plan(chapter.plan), chapter, people)
    template = page.step.template if editable else "wizard/chapter_reading.html"
    return render(request, template, _context(request, page, editable=editable))


def _save(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    people = people_of(chapter.plan.municipality)
    page = ChapterPage(read_plan(chapter.plan), chapter, people, request.POST)
    return once(request, lambda: _saved(request, page))


def _saved(request: HttpRequest, page: ChapterPage) -> HttpResponse:
    saved = save(
        changes_of(page),
        plan=page.contents.plan,
        by=user_of(request),
        at=timezone.now(),
        contents=page.contents,
    )
    notes = note_problems(request.POST, page.contents, page.chapter)
    if page.problems() or notes or not saved.is_whole:
        return _again(request, page, saved)
    tell(request, page, saved, conflicts_of(page, saved).taken)
    contents = press(request, page, saved)
    return redirect(where_next(request, page, saved, contents))


def _again(request: HttpRequest, page: ChapterPage, saved: Saved) -> HttpResponse:
    """What could not be stored, in one form with what is stored by now."""
    again = page_again(page, saved)
    notes = note_problems(request.POST, again.contents, again.chapter)
    problems = [*again.problems(), *refusals_of(page, saved), *notes]
    conflicts = conflicts_of(page, saved)
    if not problems and not conflicts.differences:
        return redirect(where_next(request, page, saved, press(request, page, saved)))
    conflicts.saved_by, conflicts.saved_at = last_saver(again.chapter, unless=saved)
    context = {**_context(request, again), "problems": problems, "has_errors": True}
    context["suggestions"] = with_notes(context["suggestions"], request.POST)
    if conflicts.differences:
        context["conflict"] = conflicts
    elif saved.changed:
        messages.info(request, "確かめていただくところのほかは、保存しました。")
    status = 422 if problems else 409
    return render(request, again.step.template, context, status=status)


def _context(request: HttpRequest, page: ChapterPage, *, editable: bool = True) -> dict[str, Any]:
    contents, chapter = page.contents, page.chapter
    text = aside.stored_text(contents, chapter)
    tasks = tasks_of(contents, [])
    return {
        "plan": contents.plan,
        "chapter": chapter,
        "tasks": [each for each in tasks if each.chapter.included or each.chapter is chapter],
        "number": next(each.label for each in tasks if each.chapter is chapter),
        "bases": bases_of(page, rows_shown(page, request.GET)) if editable else "",
        "page": page,
        "text_form": page.text_form,
        "frame": page.frame,
        "parts": parts_of(page, request.GET, editable=editable),
        "shared": shared_views(page),
        "texts": _texts(page) if not editable else [],
        "pictures": _pictures(contents) if chapter.section == Picture.section else [],
        "offers_tenets": offers_tenets(contents, chapter),
        "editable": editable,
        "reading_reason": reading_reason(contents.plan),
        "guidance": aside.guidance_for(contents, chapter),
        "findings": aside.findings_for(contents, chapter),
        "suggestions": aside.suggestions_for(contents, chapter, text),
        "citations": aside.citations_for(contents, chapter),
    }


def _texts(page: ChapterPage) -> list[tuple[str, str]]:
    """The texts for reading: label and what is written, choices by their label."""
    shown = []
    for name, field in page.text_form.fields.items():
        value = getattr(page.text, name)
        choices = getattr(field, "choices", None)
        words = str(dict(choices).get(value, "")) if choices else readable(value, page.contents)
        shown.append((str(field.label), words))
    return shown


def _pictures(contents: PlanContents) -> list[tuple[str, bool]]:
    """The places of pictures, and whether one stands there."""
    adapted = town_words_of(contents.plan.municipality).adapted
    filled = {row.place for row in contents.rows(Picture)}
    return [(adapted(place.label), place in filled) for place in Picture.Place]
