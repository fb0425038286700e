"""Pages about a plan as a whole: list, start, task list, copy, archive."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from smartplan.checks.everything import findings_of
from smartplan.document.findings import findings_of_plan
from smartplan.municipalities.models import Municipality, Role
from smartplan.plans import access, revisions
from smartplan.plans.actions import archive_plan, bring_back_plan, copy_plan, start_plan
from smartplan.plans.models import Chapter, Plan, Revision
from smartplan.plans.reading import read_plan
from smartplan.web.once import once
from smartplan.wizard import aside
from smartplan.wizard.people import user_of
from smartplan.wizard.plan.forms import CopyForm, NewPlanForm
from smartplan.wizard.tasks import findings_by_chapter, is_concern, tasks_of

PLANS_A_PAGE = 30
ARCHIVE, BRING_BACK = "archive", "bring_back"
"""What the form of 「計画の保管」 asks for; two people who ask for the same get it once."""


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """The user's plans, the last changed first; archived ones on a page of their own."""
    archived = request.GET.get("archived") == "1"
    plans = access.plans_of(user_of(request))
    shown = (plans.archived() if archived else plans.current()).annotate(
        chapters_included=Count("chapters", filter=Q(chapters__included=True)),
        chapters_done=Count(
            "chapters", filter=Q(chapters__included=True, chapters__state=Chapter.State.DONE)
        ),
    )
    shown = shown.order_by("-updated_at", "-pk")  # counting drops the model's own order
    memberships = list(user_of(request).memberships.select_related("municipality"))
    return render(
        request,
        "wizard/plan_list.html",
        {
            "page": Paginator(shown, PLANS_A_PAGE).get_page(request.GET.get("page")),
            "archived": archived,
            "memberships": memberships,
            "may_start": any(Role(m.role).includes(Role.EDITOR) for m in memberships),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """Start a plan for one of the municipalities in which the user may write."""
    roles = [role for role in Role if role.includes(Role.EDITOR)]
    towns = Municipality.objects.filter(
        memberships__user=user_of(request), memberships__role__in=roles
    )
    if not towns:
        return render(request, "wizard/plan_new_refused.html", status=403)
    answers = request.POST if request.method == "POST" else None
    form = NewPlanForm(answers, municipalities=towns, today=timezone.localdate())
    if form.is_valid():
        return once(request, lambda: _started(request, form))
    status = 422 if form.is_bound else 200
    return render(request, "wizard/plan_new.html", {"form": form}, status=status)


def _started(request: HttpRequest, form: NewPlanForm) -> HttpResponse:
    values = dict(form.cleaned_data)
    plan = start_plan(
        municipality=values.pop("municipality"),
        by=user_of(request),
        title=values.pop("title"),
        **values,
    )
    revisions.record(plan, by=user_of(request), action=Revision.Action.CREATED)
    messages.success(request, f"「{plan.title}」を始めました。書きやすい章から進めてください。")
    current = access.plans_of(user_of(request)).current()
    if current.filter(municipality=plan.municipality, title=plan.title).count() > 1:
        messages.warning(
            request,
            "同じ名称の計画がほかにもあります。「計画の設定」で、区別できる名称に変えられます。",
        )
    return redirect("wizard:plan", plan.pk)


@require_safe
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan's home: a task list of its chapters, and what is next."""
    plan = access.readable_plan(request, plan_id)
    contents = read_plan(plan)
    before_printing = findings_of_plan(contents)
    tasks = tasks_of(contents, [*findings_of(contents), *before_printing])
    included = [task for task in tasks if task.chapter.included]
    return render(
        request,
        "wizard/plan_home.html",
        {
            "plan": plan,
            "tasks": tasks,
            "done": sum(task.chapter.state == Chapter.State.DONE for task in included),
            "included": len(included),
            "next_task": next((task for task in included if not task.is_done), None),
            "before_printing": before_printing,
            "may_edit": access.can_edit(plan),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan_copy(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Make a new plan with everything that this one holds."""
    plan = access.archivable_plan(request, plan_id)
    answers = request.POST if request.method == "POST" else None
    form = CopyForm(answers, initial={"title": f"{plan.title}（写し）"[:100]})
    if form.is_valid():
        return once(request, lambda: _copied(request, plan, form.cleaned_data["title"]))
    status = 422 if form.is_bound else 200
    return render(request, "wizard/plan_copy.html", {"plan": plan, "form": form}, status=status)


def _copied(request: HttpRequest, plan: Plan, title: str) -> HttpResponse:
    copy = copy_plan(plan=plan, by=user_of(request), title=title)
    messages.success(request, f"写し「{copy.title}」を作りました。元の計画はそのままです。")
    return redirect("wizard:plan", copy.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_archive(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Put the plan away, or bring it back, as the form says; nothing is deleted."""
    plan = access.archivable_plan(request, plan_id)
    if request.method != "POST":
        return render(request, "wizard/plan_archive.html", {"plan": plan})
    if request.POST.get("do") == ARCHIVE:
        return once(request, lambda: _archived(request, plan))
    if request.POST.get("do") == BRING_BACK:
        return once(request, lambda: _brought_back(request, plan))
    messages.warning(request, "まだ何も変えていません。下のボタンをもう一度押してください。")
    return render(request, "wizard/plan_archive.html", {"plan": plan}, status=422)


def _archived(request: HttpRequest, plan: Plan) -> HttpResponse:
    if plan.archived_at is None:
        archive_plan(plan=plan, by=user_of(request), at=timezone.now())
        messages.success(request, f"「{plan.title}」を保管しました。いつでも元に戻せます。")
    else:
        messages.info(request, f"「{plan.title}」は、すでに保管されています。変更はありません。")
    return redirect("wizard:plan_list")


def _brought_back(request: HttpRequest, plan: Plan) -> HttpResponse:
    if plan.archived_at is not None:
        bring_back_plan(plan=plan, by=user_of(request), at=timezone.now())
        messages.success(request, f"「{plan.title}」を元に戻しました。")
    else:
        messages.info(request, f"「{plan.title}」は、すでに元に戻されています。変更はありません。")
    return redirect("wizard:plan", plan.pk)


@require_safe
def review(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Everything the checks and the document noticed, chapter by chapter."""
    plan = access.readable_plan(request, plan_id)
    contents = read_plan(plan)
    findings = [*findings_of(contents), *findings_of_plan(contents)]
    context = {
        "plan": plan,
        "groups": [
            (chapter, aside.with_addresses(group, contents))
            for chapter, group in findings_by_chapter(contents, findings)
        ],
        "total": sum(map(is_concern, findings)),
        "notices": sum(not is_concern(finding) for finding in findings),
        "may_edit": access.can_edit(plan),
    }
    return render(request, "wizard/plan_review.html", context)
