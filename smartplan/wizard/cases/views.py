"""Cases beside a chapter: suggest, quote, and what is quoted."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import Case
from smartplan.plans import access
from smartplan.plans.models import Chapter, Citation, Measure
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import Removal, Write, save
from smartplan.plans.sections.columns import TEXT_LIMIT
from smartplan.web.once import once
from smartplan.wizard import aside
from smartplan.wizard.bases import SentBases, ShownBases
from smartplan.wizard.cases.forms import CitationForm
from smartplan.wizard.cases.quoting import quote as quote_once
from smartplan.wizard.conflicts import conflicts_of_fields
from smartplan.wizard.people import user_of

MORE = 20
SHOW, SHOWN, FOUND = "show", "shown", "found"
NOT_TEXTS = {"csrfmiddlewaretoken", SHOW, SHOWN, FOUND}


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: HttpRequest, chapter_id: int) -> HttpResponse:
    """GET: more cases than the chapter's page has room for. POST: news for what is being typed.

    What is shown already (`shown`) never moves: the news is how many others fit, and only the
    button (`show`) brings them.
    """
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
    found = aside.suggestions_for(contents, chapter, "\n".join(sent)[:TEXT_LIMIT])
    shown = set(request.POST.getlist(SHOWN))
    news = [each for each in found if str(each.case.pk) not in shown]
    measure = _measure(request, chapter)
    context = {
        "chapter": chapter,
        "editable": True,
        "suggestions": news,
        "measure_query": f"?measure={measure.pk}" if measure else "",
    }
    if SHOW in request.POST:
        return render(request, "wizard/_suggestions_found.html", context)
    if request.POST.get(FOUND, "0") == str(len(news)):
        return HttpResponse(status=204)  # the line says so already
    return render(request, "wizard/_suggestions_news.html", context)


@require_POST
def quote(request: HttpRequest, chapter_id: int, case_id: int) -> HttpResponse:
    """Quote a case, with a note; the page stays where it is."""
    chapter = access.editable_chapter(request, chapter_id)
    case = get_object_or_404(Case.objects.published().select_related("source"), pk=case_id)
    measure = _measure(request, chapter)
    note = request.POST.get(f"note-{case.pk}", "") or request.POST.get("note", "")
    quoted = quote_once(
        read_plan(chapter.plan),
        chapter,
        case,
        by=user_of(request),
        at=timezone.now(),
        note=note,
        measure=measure,
    )
    if request.headers.get("HX-Request") != "true":
        messages.info(request, quoted.said)
        return redirect(f"{reverse('wizard:chapter', args=[chapter.pk])}#citations")
    context = {
        "chapter": chapter,
        "editable": True,
        "citations": _citations(quoted.contents, chapter, measure),
        "case": case,
        "said": quoted.said,
        "note": quoted.note_left,
        "measure_query": f"?measure={measure.pk}" if measure else "",
    }
    return render(request, "wizard/_quoted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def citation(request: HttpRequest, citation_id: int) -> HttpResponse:
    """The note on a quoted case, and taking the citation back."""
    editing = request.method == "POST"
    fetch = access.editable_row if editing else access.readable_row
    found = fetch(request, Citation, citation_id)
    back = f"{reverse('wizard:chapter', args=[found.chapter_id])}#citations"
    if editing and request.POST.get("do") == "remove":
        return once(request, lambda: _taken_back(request, found, back))
    form = CitationForm(request.POST if editing else None, instance=copy(found))
    if editing and form.is_valid():
        return once(request, lambda: _noted(request, found, form, back))
    return _citation_page(request, found, form, status=422 if editing else 200)


def _noted(request: HttpRequest, found: Citation, form: CitationForm, back: str) -> HttpResponse:
    base = SentBases(request.POST).of(Citation, found.pk, "note")
    write = Write(Citation, found.pk, "note", form.cleaned_data["note"], base)
    saved = save([write], plan=found.plan, by=user_of(request), at=timezone.now())
    if not saved.is_whole:
        conflict = conflicts_of_fields(
            saved, lambda _: str(form.fields["note"].label), lambda _, value: str(value)
        )
        return _citation_page(request, found, form, status=409, conflict=conflict)
    messages.success(request, f"「{found.title}」の引用のメモを保存しました。")
    return redirect(back)


def _citation_page(
    request: HttpRequest, found: Citation, form: CitationForm, *, status: int, **more: object
) -> HttpResponse:
    contents = read_plan(found.plan)
    bases = ShownBases(contents)
    bases.add(contents.row(Citation, found.pk) or found, ["note"])
    context = {
        "plan": found.plan,
        "chapter": found.chapter,
        "shown": aside.shown(found),
        "form": form,
        "bases": bases,
        "editable": access.can_edit(found.plan),
    }
    return render(request, "wizard/citation.html", {**context, **more}, status=status)


def _taken_back(request: HttpRequest, found: Citation, back: str) -> HttpResponse:
    removal = Removal(Citation, found.pk)
    save([removal], plan=found.plan, by=user_of(request), at=timezone.now())
    messages.success(
        request, f"「{found.title}」の引用を取り消しました。変更の履歴から元に戻せます。"
    )
    return redirect(back)


def _measure(request: HttpRequest, chapter: Chapter) -> Measure | None:
    """The measure for which the case is quoted (?measure=12), if it is in this plan."""
    asked = request.GET.get("measure", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    return Measure.objects.filter(plan=chapter.plan, pk=int(asked)).first()


def _citations(
    contents: PlanContents, chapter: Chapter, measure: Measure | None
) -> list[aside.ShownCitation]:
    """Those of the chapter; on a measure's page only that measure's."""
    return [
        each
        for each in aside.citations_for(contents, chapter)
        if measure is None or each.citation.measure_id == measure.pk
    ]
