"""Who may open what: every view takes its plan, chapter, row or revision from here.

A stranger gets 404 (the plan does not exist for them); a member without the right gets 403, and so
does an editor of an archived plan. What is returned has its `plan` filled in, and `plan.role` is
the user's role in it. What is changed then goes through plans/saving, which asks for no rights.
"""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model
from django.http import Http404, HttpRequest

from smartplan.municipalities.models import Role, User
from smartplan.plans.models import Chapter, Plan, Revision, Row
from smartplan.plans.models.plan import PlanQuerySet

PartOfPlan = TypeVar("PartOfPlan", bound=Model)
RowType = TypeVar("RowType", bound=Row)


def plans_of(user: User) -> PlanQuerySet:
    """The plans the user may read, each with its municipality and the user's `role` in it."""
    return (
        Plan.objects.visible_to(user)
        .select_related("municipality")
        .annotate(role=F("municipality__memberships__role"))
    )


def readable_plan(request: HttpRequest, plan_id: int) -> Plan:
    """The plan, for any member of its municipality."""
    return _plan(request, plan_id, Role.VIEWER)


def editable_plan(request: HttpRequest, plan_id: int) -> Plan:
    """The plan, for editors and managers, while it is not archived."""
    plan = _plan(request, plan_id, Role.EDITOR)
    _refuse_archived(plan)
    return plan


def archivable_plan(request: HttpRequest, plan_id: int) -> Plan:
    """The plan, for editors and managers, archived or not."""
    return _plan(request, plan_id, Role.EDITOR)


def closable_plan(request: HttpRequest, plan_id: int) -> Plan:
    """The plan, for managers, who alone close an edition of it, while it is not archived."""
    plan = _plan(request, plan_id, Role.MANAGER)
    _refuse_archived(plan)
    return plan


def readable_chapter(request: HttpRequest, chapter_id: int) -> Chapter:
    return _part(request, Chapter, Role.VIEWER, pk=chapter_id)


def editable_chapter(request: HttpRequest, chapter_id: int) -> Chapter:
    return _part(request, Chapter, Role.EDITOR, pk=chapter_id)


def readable_revision(request: HttpRequest, revision_id: int) -> Revision:
    return _part(request, Revision, Role.VIEWER, pk=revision_id)


def editable_revision(request: HttpRequest, revision_id: int) -> Revision:
    return _part(request, Revision, Role.EDITOR, pk=revision_id)


def readable_row(request: HttpRequest, kind: type[RowType], row_id: int) -> RowType:
    return _part(request, kind, Role.VIEWER, pk=row_id)


def editable_row(request: HttpRequest, kind: type[RowType], row_id: int) -> RowType:
    return _part(request, kind, Role.EDITOR, pk=row_id)


def editable_removed_row(request: HttpRequest, kind: type[RowType], row_id: int) -> RowType:
    """A row that was removed, as a blank with its id: whoever wrote in it can still save that.

    plans/saving then puts it in again. 404 for what was never removed from a plan of this person.
    """
    removed = _part(
        request,
        Revision,
        Role.EDITOR,
        unit=kind.rows_name(),
        unit_id=row_id,
        action=Revision.Action.REMOVED,
    )
    blank = kind(pk=row_id)
    blank.plan = removed.plan
    return blank


def can_edit(plan: Plan) -> bool:
    """May the user for whom access.py fetched this plan write in it?"""
    return Role(plan.role).includes(Role.EDITOR) and plan.archived_at is None  # type: ignore[attr-defined]


def can_close(plan: Plan) -> bool:
    """May the user for whom access.py fetched this plan close an edition of it?"""
    return Role(plan.role).includes(Role.MANAGER) and plan.archived_at is None  # type: ignore[attr-defined]


def _plan(request: HttpRequest, plan_id: int, role: Role) -> Plan:
    plan = plans_of(request.user).filter(pk=plan_id).first()  # type: ignore[arg-type]
    if plan is None:
        raise Http404
    if not Role(plan.role).includes(role):  # type: ignore[attr-defined]
        raise PermissionDenied
    return plan


def _part(
    request: HttpRequest, kind: type[PartOfPlan], role: Role, **which: str | int
) -> PartOfPlan:
    """A chapter, row or revision in one query, with its plan and the user's role."""
    part = (
        kind._default_manager.select_related("plan__municipality")
        .filter(plan__municipality__memberships__user_id=request.user.pk or 0, **which)
        .annotate(role_in_plan=F("plan__municipality__memberships__role"))
        .first()
    )
    if part is None:
        raise Http404
    plan: Plan = part.plan  # type: ignore[attr-defined]
    plan.role = part.role_in_plan  # type: ignore[attr-defined]
    if not Role(plan.role).includes(role):  # type: ignore[attr-defined]
        raise PermissionDenied
    if role is not Role.VIEWER:
        _refuse_archived(plan)
    return part


def _refuse_archived(plan: Plan) -> None:
    if plan.archived_at is not None:
        raise PermissionDenied(
            "保管中の計画は変更できません。計画の一覧で元に戻してから変更してください。"
        )
