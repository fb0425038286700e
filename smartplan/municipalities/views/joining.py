"""The page behind an invitation's link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from smartplan.municipalities import actions
from smartplan.municipalities.forms import JoinForm
from smartplan.municipalities.models import Invitation, User


@login_not_required
@never_cache
@sensitive_post_parameters()
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Become a member: with the account one is logged in with, or with a new one."""
    found = Invitation.objects.with_token(token).select_related("municipality", "division")
    invitation = found.first()
    if invitation is None:
        return render(request, "municipalities/join_gone.html", {"state": "unknown"}, status=404)
    try:
        if request.user.is_authenticated:
            return _join_as(request, invitation, request.user)
        return _join_anew(request, invitation)
    except actions.AlreadyMemberError:
        messages.info(request, f"あなたは、すでに{invitation.municipality}の利用者です。")
        return redirect("wizard:plan_list")
    except actions.InvitationGoneError:
        if _is_of_who_joined(request, invitation):
            return _welcome(request, invitation)
        state = invitation.state_at(timezone.now())
        context = {"invitation": invitation, "state": state}
        return render(request, "municipalities/join_gone.html", context, status=410)


def _join_as(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    """Join with the account that is logged in, after a question."""
    if invitation.municipality.memberships.filter(user=user).exists():
        raise actions.AlreadyMemberError
    _insist_on_open(invitation)
    if request.method != "POST":
        return render(request, "municipalities/join_as.html", {"invitation": invitation})
    actions.join(invitation=invitation, user=user, now=timezone.now())
    return _welcome(request, invitation)


def _join_anew(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Make an account, join with it, and log in."""
    _insist_on_open(invitation)
    answers = request.POST if request.method == "POST" else None
    form = JoinForm(answers, initial={"name": invitation.name})
    if form.is_valid():
        user = form.save(commit=False)
        try:
            actions.join(invitation=invitation, user=user, now=timezone.now())
        except IntegrityError:  # somebody took the same log-in name a moment ago
            form.add_error("username", form.fields["username"].error_messages["unique"])
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return _welcome(request, invitation)
    return render(request, "municipalities/join.html", {"invitation": invitation, "form": form})


def _is_of_who_joined(request: HttpRequest, invitation: Invitation) -> bool:
    """Is this the second click of whoever has just joined? Then log in here too.

    The browser shows the answer to the second post, and may never see the session of the first.
    """
    invitation.refresh_from_db(fields=["used_by"])
    joined = invitation.used_by
    typed = User.normalize_username(request.POST.get("username", ""))
    if joined is None or request.user.is_authenticated or typed != joined.username:
        return False
    user = authenticate(request, username=typed, password=request.POST.get("password1", ""))
    if user is None:
        return False
    login(request, user)
    return True


def _insist_on_open(invitation: Invitation) -> None:
    if invitation.state_at(timezone.now()) != Invitation.State.OPEN:
        raise actions.InvitationGoneError


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    role = invitation.get_role_display()
    messages.success(request, f"{invitation.municipality}の利用者（{role}）になりました。")
    return redirect("wizard:plan_list")
