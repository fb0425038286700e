"""The settings of a plan: title, years, cover."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access
from smartplan.plans.models import Plan
from smartplan.plans.reading import PlanContents, read_chapters, read_plan
from smartplan.plans.saving import Saved, Write, save
from smartplan.wizard.bases import SentBases, ShownBases
from smartplan.wizard.conflicts import conflicts_of_fields, fields_in_conflict, last_saver
from smartplan.wizard.people import user_of
from smartplan.wizard.plan.forms import PlanSettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
def plan_settings(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Change what belongs to the plan itself."""
    plan = access.editable_plan(request, plan_id)
    if request.method != "POST":
        return _page(request, read_chapters(plan), _form(None, plan))
    contents = read_plan(plan)
    form = _form(request.POST, plan)
    form.is_valid()
    by, at = user_of(request), timezone.now()
    saved = save(_changes(request, plan, form), plan=plan, by=by, at=at, contents=contents)
    if form.errors or not saved.is_whole:
        return _again(request, saved, saved.contents or contents, form)
    changed = "計画の設定を保存しました。" if saved.changed else "計画の設定に変更はありません。"
    messages.success(request, changed)
    return redirect("wizard:plan", plan_id)


def _form(answers: QueryDict | None, plan: Plan) -> PlanSettingsForm:
    # The form gets a copy: what is stored must stay comparable with what was typed.
    return PlanSettingsForm(answers, instance=copy(plan), today=timezone.localdate())


def _changes(request: HttpRequest, plan: Plan, form: PlanSettingsForm) -> list[Write]:
    bases = SentBases(request.POST)
    return [
        Write(Plan, plan.pk, name, value, bases.of(Plan, plan.pk, name))
        for name, value in form.cleaned_data.items()
        if name in request.POST
    ]


def _again(
    request: HttpRequest, saved: Saved, contents: PlanContents, sent: PlanSettingsForm
) -> HttpResponse:
    """What others saved and what was typed, in one form, to be saved once more."""
    plan, posted = contents.plan, request.POST.copy()
    stored = _form(None, plan)
    both = {field for _, _, field, _ in fields_in_conflict(saved.conflicts)}
    for name in sent.cleaned_data.keys() - both:
        posted[name] = _text(stored[name].value())
    form = _form(posted, plan)
    form.is_valid()
    for refusal in saved.refusals:
        form.add_error(None, refusal.message)
    conflicts = conflicts_of_fields(
        saved,
        lambda change: str(sent.fields[change.field].label),
        lambda change, value: _words(sent, change.field, value),
    )
    more: dict[str, Any] = {"has_errors": True}
    if conflicts.differences:
        conflicts.saved_by, conflicts.saved_at = last_saver(plan, unless=saved)
        more["conflict"] = conflicts
    elif saved.changed:
        messages.info(request, "確かめていただくところのほかは、保存しました。")
    return _page(request, contents, form, status=422 if form.errors else 409, **more)


def _page(
    request: HttpRequest,
    contents: PlanContents,
    form: PlanSettingsForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    bases = ShownBases(contents)
    bases.add(contents.plan, form.fields)
    context = {"plan": contents.plan, "form": form, "bases": bases, **more}
    return render(request, "wizard/plan_settings.html", context, status=status)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _words(form: PlanSettingsForm, name: str, value: object) -> str:
    choices = getattr(form.fields[name], "choices", ())
    labels = {str(key): str(label) for key, label in choices}
    return labels.get(_text(value), _text(value))
