"""Inviting a person, and what happens behind the link."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from smartplan.municipalities import actions
from smartplan.municipalities.models import Division, Invitation, Membership, Role, User
from tests.conftest import person
from tests.municipalities.conftest import one_time_link, words

ACCOUNT = {
    "username": "goro",
    "name": "新人 五郎",
    "password1": "kawa-no-hotori-3",
    "password2": "kawa-no-hotori-3",
}


def test_from_the_invitation_to_the_first_log_in(manager, town, planning_division, logged_in):
    answers = {"name": "新人 五郎", "role": "editor", "division": planning_division.pk}
    shown = logged_in(manager).post(f"/municipalities/{town.code}/invite/", answers, follow=True)
    assert "新人 五郎さんへの招待のリンクを作りました" in words(shown)
    assert "14日間" in words(shown)
    assert "no-store" in shown["Cache-Control"]
    link = one_time_link(shown)

    browser = Client()
    page = browser.get(link)
    assert "あおば市の編集者として招待されています。" in words(page)
    assert 'value="新人 五郎"' in page.content.decode()
    assert browser.post(link, ACCOUNT)["Location"] == "/"
    user = User.objects.get(username="goro")
    assert browser.session["_auth_user_id"] == str(user.pk)
    one = Membership.objects.get(user=user)
    assert (one.municipality, one.role, one.division) == (town, Role.EDITOR, planning_division)
    invitation = Invitation.objects.get()
    assert invitation.used_by == user


def test_only_the_hash_of_the_link_is_stored(invitation_with_token):
    invitation, token = invitation_with_token
    stored = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in map(str, stored.values())
    assert len(token) >= 43


def test_the_list_shows_open_invitations_and_withdraws_them(
    manager, town, logged_in, invitation_with_token
):
    invitation, token = invitation_with_token
    client = logged_in(manager)
    members = f"/municipalities/{town.code}/members/"
    assert "新人 五郎 編集者 企画部 デジタル推進課 管理 春子" in words(client.get(members))
    assert token not in client.get(members).content.decode()
    withdrawn = client.post(f"/invitations/{invitation.pk}/withdraw/")
    assert withdrawn["Location"] == members
    page = words(client.get(members))
    assert "新人 五郎さんへの招待を取り消しました。" in page
    assert "新人 五郎 編集者" not in page
    gone = Client().get(f"/join/{token}/")
    assert gone.status_code == 410
    assert "この招待は、取り消されました。" in words(gone)
    assert Client().post(f"/join/{token}/", ACCOUNT).status_code == 410
    assert not User.objects.filter(username="goro").exists()


def test_a_link_ends_after_fourteen_days(invitation_with_token):
    _, token = invitation_with_token
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert Client().get(f"/join/{token}/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        gone = Client().get(f"/join/{token}/")
        assert gone.status_code == 410
        assert "期限が切れました。あおば市の管理者に、もう一度招待を頼んでください。" in words(gone)
        assert Client().post(f"/join/{token}/", ACCOUNT).status_code == 410


def test_a_link_works_once(invitation_with_token):
    _, token = invitation_with_token
    Client().post(f"/join/{token}/", ACCOUNT)
    again = Client().get(f"/join/{token}/")
    assert again.status_code == 410
    assert "このリンクは、すでに使われました。" in words(again)
    second = Client().post(f"/join/{token}/", {**ACCOUNT, "username": "rokuro"})
    assert second.status_code == 410
    assert not User.objects.filter(username="rokuro").exists()


def test_the_second_click_of_whoever_joins_is_logged_in_too(invitation_with_token):
    _, token = invitation_with_token
    Client().post(f"/join/{token}/", ACCOUNT)  # the browser drops the answer to its first post
    browser = Client()
    assert browser.post(f"/join/{token}/", ACCOUNT)["Location"] == "/"
    assert browser.session["_auth_user_id"] == str(User.objects.get(username="goro").pk)
    assert "あおば市の利用者（編集者）になりました。" in words(browser.get("/"))


def test_a_used_link_opens_nothing_with_another_password(invitation_with_token):
    _, token = invitation_with_token
    Client().post(f"/join/{token}/", ACCOUNT)
    browser = Client()
    wrong = {**ACCOUNT, "password1": "kawa-no-hotori-4", "password2": "kawa-no-hotori-4"}
    assert browser.post(f"/join/{token}/", wrong).status_code == 410
    assert "_auth_user_id" not in browser.session


def test_of_two_uses_at_once_only_one_wins(invitation_with_token, town):
    invitation, _ = invitation_with_token
    first, second = (Invitation.objects.get(pk=invitation.pk) for _ in range(2))
    winner, loser = User(username="winner"), User(username="loser")
    actions.join(invitation=first, user=winner, now=timezone.now())
    with pytest.raises(actions.InvitationGoneError):
        actions.join(invitation=second, user=loser, now=timezone.now())
    assert list(User.objects.filter(username__in=["winner", "loser"])) == [winner]
    assert town.memberships.filter(user=winner).exists()


@pytest.mark.parametrize("token", ["x", "あ", "%0A", "a" * 5000])
def test_an_unknown_link_says_what_to_do(db, token):
    response = Client().get(f"/join/{token}/")
    assert response.status_code == 404
    assert "このリンクにあたる招待が見つかりません。" in words(response)
    assert "管理者に、新しい招待のリンクを頼んでください。" in words(response)


def test_somebody_who_has_an_account_joins_with_it(
    outsider, town, invitation_with_token, logged_in
):
    _, token = invitation_with_token
    client = logged_in(outsider)
    page = client.get(f"/join/{token}/")
    assert "いまログインしている「隣町 夏子」（ログイン名「outsider」）" in words(page)
    assert not town.memberships.filter(user=outsider).exists()
    assert client.post(f"/join/{token}/")["Location"] == "/"
    assert town.memberships.get(user=outsider).role == Role.EDITOR
    assert User.objects.filter(username="goro").count() == 0


def test_a_member_who_opens_a_link_does_not_use_it_up(planner, invitation_with_token, logged_in):
    invitation, token = invitation_with_token
    assert logged_in(planner).post(f"/join/{token}/")["Location"] == "/"
    invitation.refresh_from_db()
    assert invitation.used_at is None
    with pytest.raises(actions.AlreadyMemberError):
        actions.join(invitation=invitation, user=planner, now=timezone.now())


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"username": ""}, "ログイン名を入力してください。"),
        ({"username": "planner"}, "このログイン名は使われています。"),
        ({"username": "PLANNER"}, "このログイン名は使われています。"),
        ({"username": "a b"}, "ログイン名には、文字、数字と @ . + - _ だけを使ってください。"),
        ({"username": "a" * 151}, "150文字以内で入力してください（入力されたのは151文字です）。"),
        ({"name": ""}, "氏名を入力してください。"),
        ({"password2": "other"}, "2つのパスワードが違います。"),
        ({"password1": "goro", "password2": "goro"}, "最低 8 文字以上必要です。"),
        ({"password1": "", "password2": ""}, "パスワードを入力してください。"),
    ],
)
def test_an_account_that_will_not_do_is_explained_and_the_link_stays_good(
    planner, invitation_with_token, changed, message
):
    invitation, token = invitation_with_token
    response = Client().post(f"/join/{token}/", {**ACCOUNT, **changed})
    assert message in words(response)
    assert "<title>エラー：" in response.content.decode()
    invitation.refresh_from_db()
    assert invitation.used_at is None


def test_nobody_gives_themselves_more_than_the_invitation_says(invitation_with_token):
    _, token = invitation_with_token
    forged = {**ACCOUNT, "role": "manager", "is_staff": "on", "is_superuser": "on"}
    Client().post(f"/join/{token}/", forged)
    user = User.objects.get(username="goro")
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert user.memberships.get().role == Role.EDITOR


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"role": "editor"}, "氏名を入力してください。"),
        ({"name": "五郎"}, "権限を選んでください。"),
        ({"name": "五郎", "role": "king"}, "権限は、一覧にあるものから選び直してください。"),
        ({"name": "郎" * 61, "role": "editor"}, "氏名は60文字以内で入力してください"),
        ({"name": "五郎", "role": "editor", "division": "x"}, "課は、一覧にあるものから"),
    ],
)
def test_an_incomplete_invitation_is_explained(manager, town, logged_in, answers, message):
    response = logged_in(manager).post(f"/municipalities/{town.code}/invite/", answers, follow=True)
    assert message in words(response)
    assert not Invitation.objects.exists()


def test_a_division_of_another_town_cannot_be_given(manager, town, other_town, logged_in):
    foreign = Division.objects.create(municipality=other_town, name="隣の課")
    answers = {"name": "五郎", "role": "editor", "division": foreign.pk}
    response = logged_in(manager).post(f"/municipalities/{town.code}/invite/", answers, follow=True)
    assert "課は、一覧にあるものから選び直してください。" in words(response)


def test_only_managers_invite_and_withdraw(
    planner, outsider, town, logged_in, invitation_with_token
):
    invitation, _ = invitation_with_token
    for someone, status in ((planner, 403), (outsider, 404)):
        client = logged_in(someone)
        invited = client.post(
            f"/municipalities/{town.code}/invite/", {"name": "友", "role": "manager"}
        )
        assert invited.status_code == status
        assert client.post(f"/invitations/{invitation.pk}/withdraw/").status_code == status
    assert Invitation.objects.get().withdrawn_at is None


def test_a_used_invitation_is_not_withdrawn_afterwards(
    manager, town, logged_in, invitation_with_token
):
    invitation, token = invitation_with_token
    Client().post(f"/join/{token}/", ACCOUNT)
    client = logged_in(manager)
    response = client.post(f"/invitations/{invitation.pk}/withdraw/", follow=True)
    assert "すでに使われたか終わっています。" in words(response)
    assert town.memberships.filter(user__username="goro").exists()


def test_the_same_log_in_name_at_the_same_moment_is_asked_for_again(
    town, manager, invitation_with_token, monkeypatch
):
    """The form finds the name free, and then somebody else takes it."""
    _, token = invitation_with_token
    plain_join = actions.join

    def join_a_moment_later(**arguments):
        person("goro", "別の五郎")
        return plain_join(**arguments)

    monkeypatch.setattr(actions, "join", join_a_moment_later)
    response = Client().post(f"/join/{token}/", ACCOUNT)
    assert "このログイン名は使われています。" in words(response)
    assert Invitation.objects.get().used_at is None
