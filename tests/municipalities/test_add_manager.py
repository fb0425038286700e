"""The first manager of a municipality, by command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from smartplan.municipalities.models import Membership, Municipality, Role, User
from tests.municipalities.conftest import words


def add(town, username, *options):
    out = io.StringIO()
    call_command(
        "add_manager", f"--municipality={town}", f"--username={username}", *options, stdout=out
    )
    return out.getvalue()


@pytest.fixture
def at_a_terminal(monkeypatch):
    """Somebody sits there and gives this answer."""

    def answer(typed):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    return answer


@pytest.fixture
def namesakes(db):
    """Two towns of the same name in two prefectures, and one with a leading zero in its code."""
    for code, prefecture, name in (
        ("132063", "東京都", "府中市"),
        ("342084", "広島県", "府中市"),
        ("074071", "福島県", "磐梯町"),
    ):
        kind = "town" if name.endswith("町") else "city"
        Municipality.objects.create(
            code=code, name=name, kana=name, prefecture=prefecture, kind=kind
        )


def test_the_printed_link_leads_to_the_first_log_in(town):
    printed = add(town.code, "haruko", "--name=管理 春子", "--address=http://plan.example/")
    assert "管理 春子（haruko）をみどり県あおば市の管理者にしました。" in printed
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
    with pytest.raises(CommandError, match="登録済みの利用者のパスワードは変えません"):
        add(town.code, "planner", "--password-stdin")


@pytest.mark.parametrize(
    "typed", ["磐梯町", "福島県磐梯町", "074071", "０７４０７１", "74071", "07407", "7407"]
)
def test_a_name_or_a_code_that_lost_a_digit_finds_the_town(namesakes, typed):
    assert "団体：福島県磐梯町（団体コード 074071）" in add(typed, "haruko")
    assert Membership.objects.get().municipality.name == "磐梯町"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "団体コード（072028）か名前（福島県磐梯町）で入力してください。"),
        ("074079", "もしかして：福島県磐梯町（074071）"),
        ("磐梯", "もしかして：福島県磐梯町（074071）"),
        ("会津磐梯町", "もしかして：福島県磐梯町（074071）"),
        ("府中市", "東京都府中市（132063）、広島県府中市（342084）"),
        ("999999", "「999999」という地方公共団体はありません。団体コード（6桁）か"),
    ],
)
def test_a_wrong_code_makes_nobody_manager_of_another_town(namesakes, typed, said):
    with pytest.raises(CommandError) as error:
        add(typed, "haruko")
    assert said in str(error.value)
    assert not User.objects.exists()


def test_without_the_list_of_municipalities_the_command_says_what_to_run(db):
    with pytest.raises(CommandError, match=r"manage\.py prepare"):
        add("磐梯町", "haruko")


def test_at_a_terminal_the_town_is_named_and_nothing_happens_without_a_yes(
    namesakes, at_a_terminal
):
    at_a_terminal("")
    with pytest.raises(CommandError, match="やめました。何も変更していません。"):
        add("74071", "haruko")
    assert not User.objects.exists()
    at_a_terminal("y")
    add("74071", "haruko")
    assert Membership.objects.get().municipality.name == "磐梯町"


def test_with_yes_nothing_is_asked_at_a_terminal(namesakes, at_a_terminal):
    at_a_terminal("n")
    assert "（haruko）を福島県磐梯町の管理者にしました。" in add("磐梯町", "haruko", "--yes")


def test_an_existing_person_is_told_which_towns_they_manage_now(town, outsider):
    printed = add(town.code, "outsider", "--name=隣町 夏実")
    assert (
        "登録済みの利用者「隣町 夏子」（outsider）をみどり県あおば市の管理者にしました。" in printed
    )
    assert "いま管理している団体：みどり県あおば市、みどり県となり市" in printed
    assert "氏名は「隣町 夏子」のままです。" in printed


def test_the_link_begins_with_the_port_that_make_run_serves(town, settings):
    settings.PORT = 8020
    assert "http://127.0.0.1:8020/password/" in add(town.code, "haruko")


@pytest.mark.parametrize("username", ["", "a b", "a" * 151])
def test_a_log_in_name_that_will_not_do_is_refused_in_japanese(town, username):
    with pytest.raises(CommandError, match="ログイン名"):
        add(town.code, username)
    assert not User.objects.exists()
