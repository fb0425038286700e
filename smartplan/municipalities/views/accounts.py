"""A person's own account: log in, log out, name, password."""

from __future__ import annotations

from typing import Any

from axes.utils import reset as forget_failed_attempts
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.debug import sensitive_post_parameters

from smartplan.municipalities.forms import (
    AccountForm,
    ChangePasswordForm,
    LogInForm,
    NewPasswordForm,
)
from smartplan.municipalities.links import password_tokens
from smartplan.web.kept_posts.keeping import leads_to_kept_post


class LogIn(LoginView):
    """The log-in page; after an expired log-in it says that what was sent is not lost."""

    template_name = "municipalities/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "sent_is_kept": leads_to_kept_post(self.get_redirect_url())}

    def get_success_url(self) -> str:
        """The page that was asked for; who keeps the case library and has no town goes there."""
        address = super().get_success_url()
        user: Any = self.request.user
        keeps_cases = user.is_staff and not user.memberships.exists()
        if address == reverse("wizard:plan_list") and keeps_cases:
            return reverse("cases:list")
        return address


log_in = LogIn.as_view()


@login_not_required
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out on POST; an address typed by hand (GET) changes nothing."""
    if request.method != "POST":
        return redirect("wizard:plan_list")
    logout(request)
    rotate_token(request)  # js/history.js sees by it that somebody logged out
    messages.success(request, "ログアウトしました。")
    answer = redirect("login")
    answer.headers["Clear-Site-Data"] = '"cache"'  # browsers heed it under HTTPS
    return answer


def account(request: HttpRequest) -> HttpResponse:
    """The user's own name and the municipalities they belong to."""
    answers = request.POST if request.method == "POST" else None
    form = AccountForm(answers, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "氏名を保存しました。")
        return redirect("account")
    memberships = request.user.memberships.select_related(  # type: ignore[union-attr]
        "municipality", "division"
    )
    return render(
        request, "municipalities/account.html", {"form": form, "memberships": memberships}
    )


@sensitive_post_parameters()
def password_change(request: HttpRequest) -> HttpResponse:
    """A new password for whoever knows the old one; the user stays logged in here."""
    answers = request.POST if request.method == "POST" else None
    form = ChangePasswordForm(request.user, answers)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(
            request, "パスワードを変更しました。次のログインから新しいパスワードを使ってください。"
        )
        return redirect("account")
    return render(request, "municipalities/password_change.html", {"form": form})


class PasswordLink(PasswordResetConfirmView):
    """A new password for whoever holds a link that a manager or the command gave out.

    Django's own mechanism with tokens of ours (links.py): good for one use.
    """

    form_class = NewPasswordForm
    token_generator = password_tokens
    template_name = "municipalities/password_link.html"
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"
    success_url = reverse_lazy("wizard:plan_list")

    def form_valid(self, form: Any) -> HttpResponse:
        forget_failed_attempts(username=form.user.get_username())
        messages.success(self.request, "パスワードを設定し、ログインしました。")
        return super().form_valid(form)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if not context["validlink"]:
            kwargs["status"] = 404
        return super().render_to_response(context, **kwargs)
