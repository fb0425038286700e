"""The settings of a plan: title, years, cover; guarded by the plan's version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access, revisions
from smartplan.plans.models import Plan, Revision, StaleSaveError
from smartplan.wizard.chapter.page import seen_version
from smartplan.wizard.conflicts.bases import content_seen, newest_revision, newest_seen
from smartplan.wizard.conflicts.merging import Merged
from smartplan.wizard.people import user_of
from smartplan.wizard.plan.forms import PlanSettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
def plan_settings(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Change what belongs to the plan itself."""
    plan = access.editable_plan(request, plan_id)
    if request.method != "POST":
        context = {"plan": plan, "form": _form(None, plan), "seen": newest_seen(plan)}
        return render(request, "wizard/plan_settings.html", context)
    form = _form(request.POST, plan)
    if not form.is_valid():
        context = {"plan": access.readable_plan(request, plan_id), "form": form}
        context["seen"] = request.POST.get("seen", "")
        return render(request, "wizard/plan_settings.html", context, status=422)
    try:
        _save(request, form)
    except StaleSaveError:
        return _conflict(request, form)
    messages.success(request, "計画の設定を保存しました。")
    return redirect("wizard:plan", plan_id)


def _form(answers: Any, plan: Plan) -> PlanSettingsForm:
    return PlanSettingsForm(answers, instance=plan, today=timezone.localdate())


def _save(request: HttpRequest, form: PlanSettingsForm) -> None:
    plan: Plan = form.instance
    if not form.has_changed():
        return
    with transaction.atomic():
        plan.claim(seen_version(request.POST))
        form.save()
        revisions.record(plan, by=user_of(request), action=Revision.Action.SAVED)


def _conflict(request: HttpRequest, sent: PlanSettingsForm) -> HttpResponse:
    """What others saved and what was typed, in one form, to be saved once more."""
    plan_id: int = sent.instance.pk
    newer = access.editable_plan(request, plan_id)
    merged = _merged(request, sent, newer)
    form = _form(merged.posted, access.editable_plan(request, plan_id))
    if not form.has_changed():
        messages.success(request, "計画の設定に変更はありません。")
        return redirect("wizard:plan", plan_id)
    newest = newest_revision(newer)
    context = {
        "plan": newer,
        "form": form,
        "version": newer.version,
        "seen": newest.pk if newest else "",
        "conflict": merged,
        "saved_by": newest.author_name if newest else "",
        "saved_at": newest.created_at if newest else None,
        "has_errors": True,
    }
    return render(request, "wizard/plan_settings.html", context, status=409)


def _merged(request: HttpRequest, sent: PlanSettingsForm, newer: Plan) -> Merged:
    """Setting by setting; without a base, all that differs is shown side by side."""
    merged = Merged(request.POST.copy())
    theirs = _form(None, newer)
    typed = {name: _text(value) for name, value in sent.cleaned_data.items()}
    stored = {name: _text(theirs[name].value()) for name in typed}
    content = content_seen(newer, request.POST) or {}
    merged.fields(
        {name: (typed[name], stored[name]) for name in typed if typed[name] != stored[name]},
        {name: _text(value) for name, value in content.get("fields", {}).items()},
        lambda name: str(sent.fields[name].label),
        lambda name, value: _words(sent, name, value),
    )
    return merged


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _words(form: PlanSettingsForm, name: str, value: str) -> str:
    choices = getattr(form.fields[name], "choices", ())
    return str({str(key): label for key, label in choices}.get(value, value))
