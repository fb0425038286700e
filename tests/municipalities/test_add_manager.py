"""The first manager of a municipality, by command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from smartplan.municipalities.models import Role, User
from tests.municipalities.conftest import words


def add(code, username, *options):
    out = io.StringIO()
    call_command(
        "add_manager", f"--municipality={code}", f"--username={username}", *options, stdout=out
    )
    return out.getvalue()


def test_the_printed_link_leads_to_the_first_log_in(town):
    printed = add(town.code, "haruko", "--name=管理 春子", "--address=http://plan.example/")
    assert "管理 春子（haruko）はみどり県あおば市の管理者です。" in printed
    link = printed.splitlines()[-1]
    assert link.startswith("http://plan.example/password/")
    user = User.objects.get(username="haruko")
    assert not user.has_usable_password()
    browser = Client()
    page = browser.get(link.removeprefix("http://plan.example"), follow=True)
    assert "ログイン名は「haruko」です。" in words(page)
    answers = {"new_password1": "kawa-no-hotori-3", "new_password2": "kawa-no-hotori-3"}
    browser.post(page.redirect_chain[-1][0], answers)
    members = browser.get(f"/municipalities/{town.code}/members/")
    assert "利用者を招待する" in words(members)


def test_the_password_may_come_from_the_standard_input(town, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("kawa-no-hotori-3\n"))
    printed = add(town.code, "haruko", "--password-stdin")
    assert "/password/" not in printed
    assert User.objects.get(username="haruko").check_password("kawa-no-hotori-3")
    assert town.memberships.get().role == Role.MANAGER


def test_a_weak_password_is_refused_and_nobody_is_made(town, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("haruko\n"))
    with pytest.raises(CommandError, match="8 文字"):
        add(town.code, "haruko", "--password-stdin")
    assert not User.objects.exists()


def test_an_existing_member_becomes_manager_and_keeps_the_password(town, planner, monkeypatch):
    assert "/password/" not in add(town.code, "planner")
    assert town.memberships.get(user=planner).role == Role.MANAGER
    monkeypatch.setattr("sys.stdin", io.StringIO("kawa-no-hotori-3\n"))
    with pytest.raises(CommandError, match="exists already"):
        add(town.code, "planner", "--password-stdin")


@pytest.mark.parametrize("code", ["", "123456", "あおば市"])
def test_an_unknown_code_is_explained(town, code):
    with pytest.raises(CommandError, match="six digits with the check digit"):
        add(code, "haruko")


@pytest.mark.parametrize("username", ["", "a b", "a" * 151])
def test_a_log_in_name_that_will_not_do_is_refused(town, username):
    with pytest.raises(CommandError):
        add(town.code, username)
    assert not User.objects.exists()
