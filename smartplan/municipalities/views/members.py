"""The people of a municipality: who they are, what they may do, and who is invited."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from smartplan.municipalities.access import (
    is_manager,
    managed_invitation,
    managed_membership,
    managed_municipality,
    may_correct_name,
    readable_municipality,
    why_no_password_link,
)
from smartplan.municipalities.actions import (
    INVITATION_LIFETIME,
    LastManagerError,
    change_membership,
    new_token,
    remove_membership,
    withdraw,
)
from smartplan.municipalities.actions import invite as make_invitation
from smartplan.municipalities.forms import InvitationForm, MembershipForm
from smartplan.municipalities.links import (
    LINK_SHOWN_FOR,
    invitation_token,
    join_path,
    password_path,
    shown_path,
)
from smartplan.municipalities.models import Invitation, Membership, Municipality, Role
from smartplan.web.once import once

LAST_MANAGER = (
    "{person}さんは{municipality}のただ一人の管理者です。"
    "先に、ほかの人の権限を「管理者」にしてください。"
)


LINK_GONE = (
    "招待のリンクは、招待した人に、作ってから{minutes}分のあいだだけ表示します。"
    "なくしたときは、取り消してから招待し直してください。"
)


def members(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the municipality; for managers also the invitations that are open."""
    municipality = readable_municipality(request, code)
    managing = is_manager(municipality)
    people = municipality.memberships.select_related("user", "division").order_by(
        F("division__position").asc(nulls_last=True), "division_id", "user__name", "pk"
    )
    invitations = municipality.invitations.open_at(timezone.now()).select_related(
        "division", "invited_by"
    )
    context = {
        "municipality": municipality,
        "managing": managing,
        "memberships": people,
        "invitations": invitations if managing else (),
    }
    return render(request, "municipalities/members.html", context)


@never_cache
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Make an invitation, and redirect to the page that shows its link."""
    municipality = managed_municipality(request, code)
    answers = request.POST if request.method == "POST" else None
    form = InvitationForm(answers, municipality=municipality)
    if form.is_valid():
        return once(request, lambda: _invited(request, municipality, form))
    context = {"municipality": municipality, "trail": trail(municipality), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "municipalities/invite.html", context, status=status)


def _invited(
    request: HttpRequest, municipality: Municipality, form: InvitationForm
) -> HttpResponse:
    seed = new_token()
    invitation, _ = make_invitation(
        municipality=municipality,
        by=request.user,  # type: ignore[arg-type]
        now=timezone.now(),
        name=form.cleaned_data["name"],
        role=Role(form.cleaned_data["role"]),
        division=form.cleaned_data["division"],
        token=invitation_token(seed),
    )
    return redirect(shown_path(invitation, seed))


@never_cache
@require_safe
def invitation_link(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """The link of a new invitation: for whoever has just made it, and for nobody else."""
    invitation = managed_invitation(request, invitation_id)
    token = invitation_token(request.GET.get("seed", ""))
    is_new = timezone.now() - invitation.created_at < LINK_SHOWN_FOR
    is_own = invitation.invited_by_id == request.user.pk
    if not (is_new and is_own and invitation.token_hash == Invitation.hash_of(token)):
        messages.info(request, LINK_GONE.format(minutes=LINK_SHOWN_FOR.seconds // 60))
        return redirect("members", invitation.municipality.code)
    context = {
        "municipality": invitation.municipality,
        "trail": trail(invitation.municipality),
        "invitation": invitation,
        "link": request.build_absolute_uri(join_path(token)),
        "days": INVITATION_LIFETIME.days,
        "minutes": LINK_SHOWN_FOR.seconds // 60,
    }
    return render(request, "municipalities/invited.html", context)


def withdraw_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Make the link of an invitation useless."""
    invitation = managed_invitation(request, invitation_id)
    if request.method != "POST":
        return redirect("members", invitation.municipality.code)
    if withdraw(invitation=invitation, now=timezone.now()):
        messages.success(request, f"{invitation.name}さんへの招待を取り消しました。")
    else:
        messages.info(request, f"{invitation.name}さんへの招待は、すでに使われたか終わっています。")
    return redirect("members", invitation.municipality.code)


def membership(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Change the name, role or division of a member."""
    member = managed_membership(request, membership_id)
    answers = request.POST if request.method == "POST" else None
    with_name = may_correct_name(request.user, member.user)  # type: ignore[arg-type]
    form = MembershipForm(answers, instance=member, with_name=with_name)
    if form.is_valid() and _changed(form, member):
        name = form.cleaned_data.get("name") or member.user
        messages.success(request, f"{name}さんの登録を保存しました。")
        return redirect("members", member.municipality.code)
    context = {"member": member, "form": form, "trail": trail(member.municipality)}
    return render(request, "municipalities/membership.html", context)


def _changed(form: MembershipForm, member: Membership) -> bool:
    """Save what the form says, or leave an error in the form."""
    answers = form.cleaned_data
    try:
        change_membership(
            membership=member,
            role=Role(answers["role"]),
            division=answers["division"],
            name=answers.get("name"),
            now=timezone.now(),
        )
    except LastManagerError:
        form.add_error("role", _last_manager(member))
        return False
    return True


def membership_remove(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Remove a person from the municipality, after a question."""
    member = managed_membership(request, membership_id)
    context = {"member": member, "trail": trail(member.municipality)}
    if request.method != "POST":
        return render(request, "municipalities/membership_remove.html", context)
    try:
        return once(request, lambda: _removed(request, member))
    except LastManagerError:
        messages.error(request, _last_manager(member))
        return redirect("membership", membership_id)


def _removed(request: HttpRequest, member: Membership) -> HttpResponse:
    remove_membership(membership=member, now=timezone.now())
    messages.success(request, f"{member.user}さんを{member.municipality}の利用者から外しました。")
    if member.user.pk == request.user.pk:
        return redirect("wizard:plan_list")
    return redirect("members", member.municipality.code)


@never_cache
def membership_password(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Issue a link with which a member who forgot the password sets a new one; shown once."""
    member = managed_membership(request, membership_id)
    refusal = why_no_password_link(request.user, member)  # type: ignore[arg-type]
    context: dict[str, Any] = {
        "member": member,
        "trail": trail(member.municipality),
        "refusal": refusal,
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
    }
    if request.method == "POST" and not refusal:
        context["link"] = request.build_absolute_uri(password_path(member.user))
    status = 403 if refusal and request.method == "POST" else 200
    return render(request, "municipalities/membership_password.html", context, status=status)


def trail(municipality: Municipality) -> list[tuple[str, str]]:
    """The breadcrumb of a page below the list of members."""
    return [(f"{municipality}の利用者", reverse("members", args=(municipality.code,)))]


def _last_manager(member: Membership) -> str:
    return LAST_MANAGER.format(person=member.user, municipality=member.municipality)
