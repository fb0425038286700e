"""The people of a municipality: the list, roles, removal, password links."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from smartplan.municipalities.actions import (
    LastManagerError,
    change_membership,
    remove_membership,
)
from smartplan.municipalities.models import Division, Invitation, Membership, Role, User
from smartplan.plans.models import Chapter
from tests.conftest import person
from tests.municipalities.conftest import one_time_link, words


@pytest.fixture
def path(town) -> str:
    return f"/municipalities/{town.code}/members/"


def test_a_manager_sees_everybody_with_role_division_and_last_log_in(
    manager, planner, viewer, outsider, planning_division, membership_of, logged_in, path
):
    Membership.objects.filter(user=planner).update(division=planning_division)
    page = words(logged_in(manager).get(path))
    assert "利用者 3人" in page
    assert "企画 花子 planner 編集者 企画部 デジタル推進課 まだありません" in page
    assert "閲覧 四郎 viewer 閲覧者 ―" in page
    assert "隣町 夏子" not in page
    assert f'href="/memberships/{membership_of(planner).pk}/"' in (
        logged_in(manager).get(path).content.decode()
    )


def test_dates_are_told_by_era_as_in_the_plan(
    manager, planner, logged_in, path, invitation_with_token
):
    _invitation, token = invitation_with_token
    User.objects.filter(pk=planner.pk).update(last_login=datetime(2026, 11, 20, 1, 5, tzinfo=UTC))
    Invitation.objects.update(expires_at=datetime(2099, 1, 4, 15, 30, tzinfo=UTC))
    page = words(logged_in(manager).get(path))
    assert "令和8年11月20日 10:05" in page
    assert "令和81年1月5日 00:30" in page
    Invitation.objects.update(expires_at=datetime(2026, 1, 4, 15, 30, tzinfo=UTC))
    gone = words(Client().get(f"/join/{token}/"))
    assert "令和8年1月5日 00:30に期限が切れました。" in gone


def test_other_members_read_the_list_but_find_nothing_to_press(
    viewer, planner, logged_in, path, invitation_with_token
):
    html = logged_in(viewer).get(path)
    assert "企画 花子" in words(html)
    assert "新人 五郎" not in words(html)
    assert "利用者を招待する" not in words(html)
    assert 'href="/memberships/' not in html.content.decode()


def test_a_stranger_does_not_find_the_page(outsider, manager, logged_in, path):
    response = logged_in(outsider).get(path)
    assert response.status_code == 404
    assert "管理 春子" not in words(response)


def test_the_list_takes_the_same_queries_for_one_member_and_many(
    manager, logged_in, path, town, django_assert_num_queries, invitation_with_token
):
    client = logged_in(manager)
    client.get(path)
    with django_assert_num_queries(6):
        client.get(path)
    for number in range(3):
        division = Division.objects.create(municipality=town, name=f"課{number}")
        user = person(f"user{number}", "", town, Role.VIEWER)
        Membership.objects.filter(user=user).update(division=division)
        Invitation.objects.create(
            municipality=town,
            name="客",
            division=division,
            invited_by=user,
            token_hash=f"{number}",
            expires_at=timezone.now() + timezone.timedelta(days=1),
        )
    with django_assert_num_queries(6):
        client.get(path)


def test_a_manager_changes_role_and_division(
    manager, planner, planning_division, membership_of, logged_in, path
):
    one = membership_of(planner)
    client = logged_in(manager)
    answers = {"name": "企画 花子", "role": "viewer", "division": planning_division.pk}
    assert client.post(f"/memberships/{one.pk}/", answers)["Location"] == path
    one.refresh_from_db()
    assert (one.role, one.division) == (Role.VIEWER, planning_division)
    assert "企画 花子さんの登録を保存しました。" in words(client.get(path))


def test_a_manager_corrects_a_name_that_was_misspelt_in_the_invitation(
    manager, planner, membership_of, logged_in, path
):
    one = membership_of(planner)
    client = logged_in(manager)
    assert 'value="企画 花子"' in client.get(f"/memberships/{one.pk}/").content.decode()
    client.post(f"/memberships/{one.pk}/", {"name": "企畫 花子", "role": "editor"})
    assert "企畫 花子さんの登録を保存しました。" in words(client.get(path))
    planner.refresh_from_db()
    assert planner.name == "企畫 花子"
    empty = client.post(f"/memberships/{one.pk}/", {"name": "", "role": "editor"})
    assert "氏名を入力してください。" in words(empty)


@pytest.mark.parametrize("role", ["", "owner", "MANAGER", "\x00"])
def test_a_role_that_does_not_exist_is_refused(manager, planner, membership_of, logged_in, role):
    one = membership_of(planner)
    response = logged_in(manager).post(
        f"/memberships/{one.pk}/", {"name": "企画 花子", "role": role}
    )
    assert "入力内容を確認してください" in words(response)
    one.refresh_from_db()
    assert one.role == Role.EDITOR


def test_a_division_of_another_town_is_refused(
    manager, planner, other_town, membership_of, logged_in
):
    foreign = Division.objects.create(municipality=other_town, name="隣の課")
    one = membership_of(planner)
    answers = {"name": "企画 花子", "role": "editor", "division": foreign.pk}
    response = logged_in(manager).post(f"/memberships/{one.pk}/", answers)
    assert "課は、一覧にあるものから選び直してください。" in words(response)
    assert "隣の課" not in words(response)
    one.refresh_from_db()
    assert one.division is None


def test_the_last_manager_stays_manager(manager, planner, membership_of, logged_in):
    own = membership_of(manager)
    client = logged_in(manager)
    response = client.post(f"/memberships/{own.pk}/", {"name": "管理 春子", "role": "viewer"})
    assert "管理 春子さんはあおば市のただ一人の管理者です。" in words(response)
    assert "先に、ほかの人の権限を「管理者」にしてください。" in words(response)
    response = client.post(f"/memberships/{own.pk}/remove/", follow=True)
    assert "ただ一人の管理者です。" in words(response)
    own.refresh_from_db()
    assert own.role == Role.MANAGER


def test_a_manager_may_step_back_once_there_is_another(manager, planner, membership_of, logged_in):
    change_membership(
        membership=membership_of(planner), role=Role.MANAGER, division=None, now=timezone.now()
    )
    own = membership_of(manager)
    logged_in(manager).post(f"/memberships/{own.pk}/", {"name": "管理 春子", "role": "viewer"})
    own.refresh_from_db()
    assert own.role == Role.VIEWER
    with pytest.raises(LastManagerError):
        remove_membership(membership=membership_of(planner), now=timezone.now())


def test_a_removed_member_leaves_but_what_they_wrote_stays(
    manager, planner, plan, membership_of, logged_in, path
):
    chapter = plan.chapters.first()
    Chapter.objects.filter(pk=chapter.pk).update(
        saved_by=planner, person=planner, person_name="企画 花子", body="本文"
    )
    one = membership_of(planner)
    client = logged_in(manager)
    page = words(client.get(f"/memberships/{one.pk}/remove/"))
    assert "企画 花子さんが書いた内容は、そのまま計画に残ります。" in page
    assert Membership.objects.filter(pk=one.pk).exists()
    assert client.post(f"/memberships/{one.pk}/remove/")["Location"] == path
    assert not Membership.objects.filter(pk=one.pk).exists()
    chapter.refresh_from_db()
    assert (chapter.body, chapter.saved_by, chapter.person) == ("本文", planner, planner)
    assert logged_in(planner).get(path).status_code == 404


def test_a_removed_manager_does_not_come_back_through_a_link_of_their_own(
    manager, planner, membership_of, invitation_with_token
):
    invitation, _ = invitation_with_token
    change_membership(
        membership=membership_of(planner), role=Role.MANAGER, division=None, now=timezone.now()
    )
    remove_membership(membership=membership_of(manager), now=timezone.now())
    invitation.refresh_from_db()
    assert invitation.state_at(timezone.now()) == Invitation.State.WITHDRAWN


def test_a_manager_who_leaves_goes_to_the_plans(manager, planner, town, membership_of, logged_in):
    Membership.objects.filter(user=planner).update(role=Role.MANAGER)
    response = logged_in(manager).post(f"/memberships/{membership_of(manager).pk}/remove/")
    assert response["Location"] == "/"


def test_a_manager_makes_a_password_link_that_is_shown_once(
    manager, planner, membership_of, logged_in, client
):
    path = f"/memberships/{membership_of(planner).pk}/password/"
    manager_client = logged_in(manager)
    assert "one-time-link" not in manager_client.get(path).content.decode()
    shown = manager_client.post(path)
    assert "ログイン名「planner」" in words(shown)
    assert "一度だけ、3日間使えます。" in words(shown)
    assert "no-store" in shown["Cache-Control"]
    form = client.get(one_time_link(shown))["Location"]
    answers = {"new_password1": "kawa-no-hotori-3", "new_password2": "kawa-no-hotori-3"}
    client.post(form, answers)
    planner.refresh_from_db()
    assert planner.check_password("kawa-no-hotori-3")


def _make_staff(user: User, other_town) -> None:
    User.objects.filter(pk=user.pk).update(is_staff=True)


def _make_superuser(user: User, other_town) -> None:
    User.objects.filter(pk=user.pk).update(is_superuser=True)


def _make_member_elsewhere(user: User, other_town) -> None:
    Membership.objects.create(user=user, municipality=other_town, role=Role.VIEWER)


def _suspend(user: User, other_town) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_make_staff, "管理サイトを使う利用者です。"),
        (_make_superuser, "管理サイトを使う利用者です。"),
        (_make_member_elsewhere, "あなたが管理していない団体にも所属しています。"),
        (_suspend, "アカウントは停止されています。"),
    ],
)
def test_no_password_link_for_somebody_with_rights_beyond_the_manager(
    manager, planner, other_town, membership_of, logged_in, change, reason
):
    change(planner, other_town)
    client = logged_in(manager)
    path = f"/memberships/{membership_of(planner).pk}/password/"
    for response in (client.get(path), client.post(path)):
        assert reason in words(response)
        assert "システムの管理者に頼んでください。" in words(response)
        assert "one-time-link" not in response.content.decode()
    assert client.post(path).status_code == 403


@pytest.mark.parametrize("change", [_make_staff, _make_superuser, _make_member_elsewhere])
def test_a_manager_renames_nobody_with_rights_beyond_their_own(
    manager, planner, other_town, membership_of, logged_in, change
):
    change(planner, other_town)
    client = logged_in(manager)
    address = f"/memberships/{membership_of(planner).pk}/"
    assert "自分のアカウントの画面で直せます" in words(client.get(address))
    client.post(address, {"name": "別人", "role": "viewer"})
    planner.refresh_from_db()
    assert planner.name == "企画 花子"
    assert membership_of(planner).role == Role.VIEWER


def test_a_manager_of_both_towns_may_make_the_link(
    manager, planner, other_town, membership_of, logged_in
):
    Membership.objects.create(user=planner, municipality=other_town, role=Role.EDITOR)
    Membership.objects.create(user=manager, municipality=other_town, role=Role.MANAGER)
    response = logged_in(manager).post(f"/memberships/{membership_of(planner).pk}/password/")
    assert one_time_link(response).startswith("/password/")


def test_managers_change_their_own_password_on_the_account_page(manager, membership_of, logged_in):
    response = logged_in(manager).post(f"/memberships/{membership_of(manager).pk}/password/")
    assert "自分のパスワードは、アカウントの画面で変更してください。" in words(response)


@pytest.mark.parametrize("action", ["", "remove/", "password/"])
def test_members_of_another_town_cannot_be_touched(
    outsider, planner, membership_of, logged_in, action
):
    one = membership_of(planner)
    client = logged_in(outsider)
    assert client.get(f"/memberships/{one.pk}/{action}").status_code == 404
    assert client.post(f"/memberships/{one.pk}/{action}", {"role": "viewer"}).status_code == 404
    one.refresh_from_db()
    assert one.role == Role.EDITOR


@pytest.mark.parametrize("action", ["", "remove/", "password/"])
def test_an_editor_raises_nobody(planner, membership_of, logged_in, action):
    one = membership_of(planner)
    response = logged_in(planner).post(f"/memberships/{one.pk}/{action}", {"role": "manager"})
    assert response.status_code == 403
    one.refresh_from_db()
    assert one.role == Role.EDITOR
