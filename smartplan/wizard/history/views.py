"""The history of a plan and of a chapter, and bringing back what a revision holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from smartplan.municipalities.town_words import town_words_of
from smartplan.plans import access, revisions
from smartplan.plans.models import Chapter, Plan, Revision, Row
from smartplan.plans.models.revision import RevisionQuerySet
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.revisions.sittings import sittings
from smartplan.plans.saving import restore
from smartplan.web.once import once
from smartplan.web.templatetags.japanese import era_datetime
from smartplan.wizard.links import KINDS, OWN_PAGES
from smartplan.wizard.people import user_of

REVISIONS_A_PAGE = 100
"""Counted before they are folded: a sitting that goes on over a page's edge is a line on each."""


@require_safe
def chapter_history(request: HttpRequest, chapter_id: int) -> HttpResponse:
    """Who saved what in this chapter, the newest first."""
    chapter = access.readable_chapter(request, chapter_id)
    saved = Revision.objects.listed(chapter.plan).filter(chapter_id=chapter.pk)
    context = {"plan": chapter.plan, "chapter": chapter, **_folded(request, saved)}
    return render(request, "wizard/chapter_history.html", context)


@require_safe
def plan_history(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Who saved what in the whole plan, the newest first."""
    plan = access.readable_plan(request, plan_id)
    context = {"plan": plan, **_folded(request, Revision.objects.listed(plan))}
    return render(request, "wizard/plan_history.html", context)


def _folded(request: HttpRequest, saved: RevisionQuerySet) -> dict[str, Any]:
    """The page of revisions that was asked for, and its sittings."""
    page = Paginator(saved, REVISIONS_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "sittings": sittings(page.object_list)}


@require_http_methods(["GET", "HEAD", "POST"])
def revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """What a revision holds against what stands now; POST brings it back."""
    if request.method == "POST":
        found = access.editable_revision(request, revision_id)
        return once(request, lambda: _restored(request, found))
    found = access.readable_revision(request, revision_id)
    contents = read_plan(found.plan)
    unit = _unit_of(found, contents)
    now = revisions.content_of(unit, contents) if unit is not None else {}
    context = {
        "plan": found.plan,
        "chapter": next((c for c in contents.chapters if c.pk == found.chapter_id), None),
        "revision": found,
        "gone": unit is None,
        "differences": revisions.differences(
            now, found.content, town_words_of(found.plan.municipality).adapted
        ),
        "editable": access.can_edit(found.plan),
    }
    return render(request, "wizard/revision.html", context)


def _restored(request: HttpRequest, found: Revision) -> HttpResponse:
    restored = restore(found, by=user_of(request), at=timezone.now())
    when = era_datetime(found.created_at)
    messages.success(request, f"「{found.label}」を{when}の内容に戻しました。")
    return redirect(_address_of(restored, found))


def _unit_of(found: Revision, contents: PlanContents) -> Plan | Chapter | Row | None:
    """What the revision is of, as it stands now; None when it is gone."""
    if found.unit == "plan":
        return contents.plan
    if found.unit == "chapter":
        return next((each for each in contents.chapters if each.pk == found.unit_id), None)
    kind = KINDS.get(found.unit)
    return contents.row(kind, found.unit_id) if kind else None


def _address_of(restored: Model, found: Revision) -> str:
    if isinstance(restored, Chapter):
        return reverse("wizard:chapter", args=[restored.pk])
    if isinstance(restored, Row) and restored.rows_name() in OWN_PAGES:
        return reverse("wizard:row", args=[restored.rows_name(), restored.pk])
    if isinstance(restored, Row) and found.chapter_id:
        anchor = restored.rows_name()
        return f"{reverse('wizard:chapter', args=[found.chapter_id])}#{anchor}"
    return reverse("wizard:plan", args=[found.plan.pk])
