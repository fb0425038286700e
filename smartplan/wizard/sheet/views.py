"""A filled Excel sheet comes back: look at what it changes, then take it over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.intake.sheets.differences import Differences, differences
from smartplan.intake.sheets.reading import SheetError, read_kept, read_sheet
from smartplan.plans import access
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan
from smartplan.web.once import once
from smartplan.wizard.people import user_of
from smartplan.wizard.posted import mark_of_form
from smartplan.wizard.sheet.forms import SheetForm
from smartplan.wizard.sheet.saving import (
    SHEETS,
    SheetChange,
    Taken,
    limits_of,
    opened,
    sealed,
    take_back,
)

EXPIRED = "確認の画面が古くなりました。もう一度ファイルを選んでください。"


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Nothing is stored before the differences were shown and confirmed."""
    plan = access.editable_plan(request, plan_id)
    if request.method != "POST":
        return _page(request, plan, _form(plan))
    if request.POST.get("do") == "confirm":
        return _confirm(request, plan)
    form = _form(plan, request)
    if not form.is_valid():
        return _page(request, plan, form, status=422)
    kind, make = SHEETS[form.cleaned_data["rows"]]
    sheet = make(read_plan(plan))
    try:
        file = form.cleaned_data["file"]
        lines, kept = read_sheet(file, sheet), read_kept(file, sheet)
    except SheetError as error:
        form.add_error("file", str(error))
        return _page(request, plan, form, status=422)
    found = differences(sheet, lines, limits_of(kind, sheet), kept)
    return _page(request, plan, form, found)


def _form(plan: Plan, request: HttpRequest | None = None) -> SheetForm:
    contents = read_plan(plan)
    rows = [(name, make(contents).title) for name, (_, make) in SHEETS.items()]
    if request is None:
        return SheetForm(rows=rows)
    return SheetForm(request.POST, request.FILES, rows=rows)


def _confirm(request: HttpRequest, plan: Plan) -> HttpResponse:
    found = opened(plan, request.POST.get("changes", ""))
    if found is None:
        messages.error(request, EXPIRED)
        return redirect("wizard:sheet", plan.pk)
    rows, changes = found
    chosen = set(request.POST.getlist("take"))
    wanted = {place: change for place, change in enumerate(changes) if str(place) in chosen}
    return once(request, lambda: _taken_back(request, plan, rows, wanted))


def _taken_back(
    request: HttpRequest, plan: Plan, rows: str, wanted: dict[int, SheetChange]
) -> HttpResponse:
    mark = f"sheet-{mark_of_form(request.POST)}"
    by, at = user_of(request), timezone.now()
    _add_messages(request, take_back(plan, rows, wanted, mark=mark, by=by, at=at))
    chapter = read_plan(plan).chapter_of(SHEETS[rows][0].section)
    return redirect("wizard:chapter", chapter.pk)


def _add_messages(request: HttpRequest, taken: Taken) -> None:
    messages.success(
        request, f"Excelから取り込みました：変更{taken.changed}行、追加{taken.added}行。"
    )
    if taken.newer:
        messages.warning(
            request,
            "確認のあとで変わったため、次は取り込んでいません："
            f"{'、'.join(taken.newer[:20])}。もう一度ファイルを選ぶと確かめられます。",
        )


def _page(
    request: HttpRequest,
    plan: Plan,
    form: SheetForm,
    found: Differences | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"plan": plan, "form": form, "found": found}
    if found is not None:
        context["changes"] = sealed(plan, form.cleaned_data["rows"], found)
        context["sheet_title"] = dict(form.fields["rows"].choices)[form.cleaned_data["rows"]]  # type: ignore[attr-defined]
    return render(request, "wizard/sheet.html", context, status=status)
