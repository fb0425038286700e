"""Cases beside a chapter: suggest, quote, and what is quoted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import Case
from smartplan.plans import access, actions, revisions
from smartplan.plans.models import Chapter, Citation, Measure, Revision
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.wizard import aside
from smartplan.wizard.columns import TEXT_LIMIT
from smartplan.wizard.forms.citation import CitationForm
from smartplan.wizard.people import user_of
from smartplan.wizard.quoting import quote as quote_once

MORE = 20
NOT_TEXTS = {"csrfmiddlewaretoken"}


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: HttpRequest, chapter_id: int) -> HttpResponse:
    """GET: more cases than the chapter's page has room for. POST: those for what is being typed."""
    if request.method != "POST":
        chapter = access.readable_chapter(request, chapter_id)
        contents = read_plan(chapter.plan)
        found = aside.suggestions_for(
            contents, chapter, aside.stored_text(contents, chapter), limit=MORE
        )
        context = {"plan": chapter.plan, "chapter": chapter, "suggestions": found}
        return render(request, "wizard/suggestions.html", context)
    chapter = access.editable_chapter(request, chapter_id)
    contents = read_plan(chapter.plan)
    sent = [str(value) for name, value in request.POST.items() if name not in NOT_TEXTS]
    context = _beside(request, contents, chapter, "\n".join(sent)[:TEXT_LIMIT])
    return render(request, "wizard/_suggestions.html", context)


@require_POST
def quote(request: HttpRequest, chapter_id: int, case_id: int) -> HttpResponse:
    """Quote a case, with a note; the page stays where it is."""
    chapter = access.editable_chapter(request, chapter_id)
    case = get_object_or_404(Case.objects.published().select_related("source"), pk=case_id)
    measure = _measure(request, chapter)
    note = request.POST.get(f"note-{case.pk}", "") or request.POST.get("note", "")
    said = quote_once(
        chapter, case, by=user_of(request), at=timezone.now(), note=note, measure=measure
    )
    if request.headers.get("HX-Request") != "true":
        messages.success(request, said)
        return redirect(f"{reverse('wizard:chapter', args=[chapter.pk])}#citations")
    contents = read_plan(chapter.plan)
    text = aside.stored_text(contents, chapter)
    context = {**_beside(request, contents, chapter, text), "said": said, "out_of_band": True}
    return render(request, "wizard/_quoted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def citation(request: HttpRequest, citation_id: int) -> HttpResponse:
    """The note on a quoted case, and taking the citation back."""
    editing = request.method == "POST"
    fetch = access.editable_row if editing else access.readable_row
    found = fetch(request, Citation, citation_id)
    form = CitationForm(request.POST if editing else None, instance=found)
    back = f"{reverse('wizard:chapter', args=[found.chapter_id])}#citations"
    if editing and request.POST.get("do") == "remove":
        actions.remove_row(row=found, by=user_of(request))
        messages.success(
            request, f"「{found.title}」の引用を取り消しました。変更の履歴から元に戻せます。"
        )
        return redirect(back)
    if editing and form.is_valid():
        with transaction.atomic():
            form.save()
            actions.touch_chapter(chapter=found.chapter, by=user_of(request), at=timezone.now())
            revisions.record(found.chapter, by=user_of(request), action=Revision.Action.SAVED)
        messages.success(request, f"「{found.title}」の引用のメモを保存しました。")
        return redirect(back)
    context = {
        "plan": found.plan,
        "chapter": found.chapter,
        "shown": aside.shown(found),
        "form": form,
        "editable": access.can_edit(found.plan),
    }
    return render(request, "wizard/citation.html", context, status=422 if editing else 200)


def _measure(request: HttpRequest, chapter: Chapter) -> Measure | None:
    """The measure for which the case is quoted (?measure=12), if it is in this plan."""
    asked = request.GET.get("measure", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    return Measure.objects.filter(plan=chapter.plan, pk=int(asked)).first()


def _beside(
    request: HttpRequest, contents: PlanContents, chapter: Chapter, text: str
) -> dict[str, Any]:
    """What the fragments beside a form show; on a measure's page only that measure's citations."""
    measure = _measure(request, chapter)
    citations = [
        each
        for each in aside.citations_for(contents, chapter)
        if measure is None or each.citation.measure_id == measure.pk
    ]
    return {
        "plan": contents.plan,
        "chapter": chapter,
        "editable": True,
        "suggestions": aside.suggestions_for(contents, chapter, text),
        "citations": citations,
        "measure_query": f"?measure={measure.pk}" if measure else "",
    }
