"""The arrangement of a plan's chapters: rename, reorder, leave out with a reason, add free ones."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from smartplan.municipalities.models import User
from smartplan.plans import access, revisions
from smartplan.plans.actions import add_free_chapter
from smartplan.plans.models import Chapter, Plan, Revision, StaleSaveError
from smartplan.web.once import once
from smartplan.wizard.plan.forms import ChapterFrameForm, FreeChapterForm, frame_forms

ORDER = "章の順番"
"""What the history of the plan says of chapters that were moved."""


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: HttpRequest, plan_id: int) -> HttpResponse:
    """All chapters in one table; every button saves the whole table first."""
    plan = access.editable_plan(request, plan_id)
    frames = list(plan.chapters.all())
    answers = request.POST if request.method == "POST" else None
    forms = frame_forms(frames, answers)
    adding = answers is not None and answers.get("do") == "add"
    free = FreeChapterForm(answers if adding else None)
    stale = False
    fine = [form.is_valid() for form in forms] + [not free.is_bound or free.is_valid()]
    if answers is not None and all(fine):
        try:
            return once(request, lambda: _save(request, plan, forms, free))
        except StaleSaveError:
            stale = True
            plan.refresh_from_db(fields=["version"])
    status = 409 if stale else 422 if answers is not None else 200
    context = {"plan": plan, "forms": forms, "free": free, "stale": stale}
    return render(request, "wizard/plan_chapters.html", context, status=status)


def _save(
    request: HttpRequest, plan: Plan, forms: list[ChapterFrameForm], free: FreeChapterForm
) -> HttpResponse:
    seen = request.POST.get("version", "")
    by: User = request.user  # type: ignore[assignment]
    with transaction.atomic():
        plan.claim(int(seen) if seen.isdecimal() and len(seen) < 10 else 0)
        if save_frames(forms, by=by, move=request.POST.get("do", "")):
            revisions.record(plan, by=by, action=Revision.Action.SAVED, says=ORDER)
        if free.is_bound:
            added = add_free_chapter(plan=plan, by=by, title=free.cleaned_data["title"])
            messages.success(request, f"章「{added.title}」を追加しました。")
        else:
            messages.success(request, "章の構成を保存しました。")
    return redirect("wizard:chapters", plan.pk)


def save_frames(forms: list[ChapterFrameForm], *, by: User, move: str = "") -> bool:
    """Save titles and places; True when somebody moved a chapter.

    `move` is "up:<id>" or "down:<id>" of one chapter.
    """
    ordered = _ordered(forms, move)
    before = [form.instance.pk for form in forms]
    for position, form in enumerate(ordered, start=1):
        _save_frame(form, position, by=by)
    return before != [form.instance.pk for form in ordered]


def _ordered(forms: list[ChapterFrameForm], move: str) -> list[ChapterFrameForm]:
    """The chapters by the numbers typed, then with the one moved that a button moves."""
    ordered = sorted(forms, key=_place_of)
    direction, _, moved = move.partition(":")
    index = next((i for i, form in enumerate(ordered) if str(form.instance.pk) == moved), None)
    if index is not None and direction in {"up", "down"}:
        other = index - 1 if direction == "up" else index + 1
        if 0 <= other < len(ordered):
            ordered[index], ordered[other] = ordered[other], ordered[index]
    return ordered


def _save_frame(form: ChapterFrameForm, position: int, *, by: User) -> None:
    chapter: Chapter = form.instance
    if form.changed_data or chapter.position != position:
        chapter.position = position
        chapter.save(
            update_fields=["title", "part", "included", "omit_reason", "position", "updated_at"]
        )
    if set(form.changed_data) - {"place"}:
        revisions.record(chapter, by=by, action=Revision.Action.SAVED)


def _place_of(form: ChapterFrameForm) -> tuple[bool, int, int]:
    """Main matter first, then by the number typed; of two equal ones the moved one first."""
    typed = form.cleaned_data.get("place")
    before = form.fields["place"].initial
    place = before if typed is None else typed
    return (form.instance.part == Chapter.Part.APPENDIX, place, 0 if place != before else 1)
