"""The arrangement of a plan's chapters: rename, reorder, leave out with a reason, add free ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access
from smartplan.plans.models import Chapter, Plan
from smartplan.plans.reading import read_chapters, read_plan
from smartplan.plans.saving import Order, Saved, Write, save
from smartplan.web.errors import ErrorLink
from smartplan.web.once import once
from smartplan.wizard.conflicts import (
    Conflicts,
    Difference,
    conflicts_of_fields,
    last_saver,
    taken_over,
)
from smartplan.wizard.people import user_of
from smartplan.wizard.plan.arrangement_page import Arrangement, order_in_conflict, page_again

ORDER = "章の並び順"


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: HttpRequest, plan_id: int) -> HttpResponse:
    """All chapters in one table; every button saves the whole table first."""
    plan = access.editable_plan(request, plan_id)
    if request.method != "POST":
        return _page(request, Arrangement(read_chapters(plan)))
    page = Arrangement(read_plan(plan), request.POST)
    return once(request, lambda: _saved(request, page))


def _saved(request: HttpRequest, page: Arrangement) -> HttpResponse:
    valid, plan = page.is_valid, page.contents.plan
    by, at = user_of(request), timezone.now()
    saved = save(page.changes(), plan=plan, by=by, at=at, contents=page.contents)
    if page.has_added(saved):
        messages.success(request, f"章「{page.free.cleaned_data['title']}」を追加しました。")
    if not valid or not saved.is_whole:
        return _again(request, page, saved)
    if not page.has_added(saved):
        messages.success(request, "章の構成を保存しました。")
    if taken := _conflicts(Arrangement(saved.contents or page.contents), saved).taken:
        messages.info(request, taken_over(taken))
    return redirect("wizard:chapters", plan.pk)


def _again(request: HttpRequest, page: Arrangement, saved: Saved) -> HttpResponse:
    """What others saved and what is still to be decided, in one form, to be saved once more."""
    again = page_again(page, saved)
    problems = [ErrorLink(each.message) for each in saved.refusals]
    valid = again.is_valid and not problems
    conflict = _conflicts(again, saved)
    more: dict[str, Any] = {"problems": [*again.forms, again.free, *problems], "has_errors": True}
    if conflict.differences:
        conflict.saved_by, conflict.saved_at = _last_saver(again, saved)
        more["conflict"] = conflict
    elif saved.changed:
        messages.info(request, "確かめていただくところのほかは、保存しました。")
    return _page(request, again, status=409 if valid else 422, **more)


def _page(
    request: HttpRequest, page: Arrangement, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "plan": page.contents.plan,
        "forms": page.forms,
        "free": page.free,
        "bases": page.bases(),
        **more,
    }
    return render(request, "wizard/plan_chapters.html", context, status=status)


# What others changed ------------------------------------------------------------------------------


def _conflicts(page: Arrangement, saved: Saved) -> Conflicts:
    """What both changed and what was taken over, as the page tells it."""
    titles = {chapter.pk: chapter.title for chapter in page.chapters}

    def label(change: Write) -> str:
        name = Chapter._meta.get_field(change.field).verbose_name  # type: ignore[union-attr]
        return f"「{titles[_key_of(change, saved)]}」の{name}"

    found = conflicts_of_fields(saved, label, lambda _, value: _words(value))
    if any(isinstance(each, Order) for each in saved.taken):
        found.taken.append(ORDER)
    if (order := order_in_conflict(saved)) is not None:
        stored = [pk for pk in titles if pk in order.keys]
        both = ("\n".join(titles[int(pk)] for pk in keys) for keys in (order.keys, stored))
        found.differences.append(Difference(ORDER, *both))
    return found


def _last_saver(page: Arrangement, saved: Saved) -> Any:
    """Who saved the first of what both changed, and when; the order belongs to the plan."""
    change = saved.conflicts[0].change
    unit: Plan | Chapter = page.contents.plan
    if isinstance(change, Write):
        unit = next(each for each in page.chapters if each.pk == _key_of(change, saved))
    return last_saver(unit, unless=saved)


def _key_of(change: Write, saved: Saved) -> int:
    """The id of the chapter; the one to add has it by its mark."""
    return saved.ids[change.key] if isinstance(change.key, str) else change.key


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "載せる" if value else "載せない"
    return str(dict(Chapter.Part.choices).get(str(value), value))
