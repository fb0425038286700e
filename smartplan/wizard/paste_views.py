"""Paste a table from Excel: look at it first, then take it over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access
from smartplan.plans.models import Chapter, StaleSaveError
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.web.once import once
from smartplan.wizard.chapter_page import seen_version
from smartplan.wizard.forms.paste import REPLACE, PasteForm
from smartplan.wizard.paste_saving import take_over
from smartplan.wizard.pasting import MOST_ROWS, Pasted, read_pasted
from smartplan.wizard.people import people_of, user_of
from smartplan.wizard.steps import step_of
from smartplan.wizard.tables import TableInPlan


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, chapter_id: int, rows: str) -> HttpResponse:
    """The pasted text stays in its box from look to look; nothing is stored before the last."""
    chapter = access.editable_chapter(request, chapter_id)
    definition = step_of(chapter).pasted(rows)
    if definition is None:
        raise Http404
    contents = read_plan(chapter.plan)
    table = definition.in_plan(contents, people_of(chapter.plan.municipality).policy_fields)
    if request.method != "POST":
        return _page(request, chapter, contents, table, PasteForm())
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _page(request, chapter, contents, table, form, status=422)
    pasted = read_pasted(form.cleaned_data["pasted"], table)
    if pasted.refusal:
        form.add_error("pasted", pasted.refusal)
        return _page(request, chapter, contents, table, form, pasted, status=422)
    if request.POST.get("do") != "confirm":
        return _page(request, chapter, contents, table, form, pasted)
    return _confirm(request, chapter, contents, table, form, pasted)


def _confirm(
    request: HttpRequest,
    chapter: Chapter,
    contents: PlanContents,
    table: TableInPlan,
    form: PasteForm,
    pasted: Pasted,
) -> HttpResponse:
    replace = form.cleaned_data["mode"] == REPLACE
    # Rows that are added take nothing away; what is replaced must be what the person has seen.
    newer = replace and seen_version(request.POST) != chapter.version
    if not newer:
        try:
            return once(request, lambda: _taken_over(request, chapter, table, pasted, replace))
        except StaleSaveError:
            pass
    form.add_error(
        None,
        "表示したあとで、ほかの人がこの章を保存しました。内容を確かめて、もう一度押してください。",
    )
    return _page(request, chapter, contents, table, form, pasted, status=409)


def _taken_over(
    request: HttpRequest, chapter: Chapter, table: TableInPlan, pasted: Pasted, replace: bool
) -> HttpResponse:
    by, at = user_of(request), timezone.now()
    take_over(chapter, table, pasted.rows, replace=replace, by=by, at=at)
    messages.success(request, f"{table.table.title}に{len(pasted.rows)}行を取り込みました。")
    here = reverse("wizard:chapter", args=[chapter.pk])
    return redirect(f"{here}#{table.rows_name}")


def _page(
    request: HttpRequest,
    chapter: Chapter,
    contents: PlanContents,
    table: TableInPlan,
    form: PasteForm,
    pasted: Pasted | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "plan": contents.plan,
        "chapter": chapter,
        "table": table.table,
        "headings": list(table.labels.values()),
        "choices": [
            (table.labels[name], [label for value, label in choices if value][:12])
            for name, choices in table.choices.items()
            if choices
        ],
        "stored": len(table.rows),
        "form": form,
        "pasted": pasted,
        "preview": _preview(table, pasted) if pasted else [],
        "most_rows": MOST_ROWS,
    }
    return render(request, "wizard/paste.html", context, status=status)


def _preview(table: TableInPlan, pasted: Pasted) -> list[list[str]]:
    return [[table.words_of(name, cell) for name, cell in row.cells.items()] for row in pasted.rows]
