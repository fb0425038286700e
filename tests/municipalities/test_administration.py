"""Municipalities and people in the administration site."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from smartplan.municipalities.models import Invitation, Membership, Role, User
from tests.municipalities.conftest import words

MODELS = ("municipality", "division", "user", "invitation")


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(curator, town, logged_in, model, invitation_with_token):
    client = logged_in(curator)
    assert client.get(reverse(f"admin:municipalities_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:municipalities_{model}_add")).status_code == 200
    some = {
        "municipality": town,
        "division": town.divisions.get(),
        "user": curator,
        "invitation": invitation_with_token[0],
    }[model]
    address = reverse(f"admin:municipalities_{model}_change", args=(some.pk,))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("words_typed", ["あおば", "992011", "みどり県", "あおばし"])
def test_a_municipality_is_found_by_name_reading_and_code(curator, town, logged_in, words_typed):
    address = reverse("admin:municipalities_municipality_changelist")
    page = logged_in(curator).get(address, {"q": words_typed})
    assert "あおば市" in words(page)


def test_a_planner_does_not_enter(planner, logged_in):
    response = logged_in(planner).get(reverse("admin:municipalities_user_changelist"))
    assert response["Location"].startswith("/admin/login/")


def test_the_first_manager_is_made_on_one_page(curator, town, logged_in):
    client = logged_in(curator)
    address = reverse("admin:municipalities_user_add")
    page = client.get(address).content.decode()
    assert "first_name" not in page
    answers = {
        **dict(re.findall(r'name="(memberships-[A-Z_]+)" value="([^"]*)"', page)),
        "username": "haruko",
        "name": "管理 春子",
        "usable_password": "true",
        "password1": "kawa-no-hotori-3",
        "password2": "kawa-no-hotori-3",
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-municipality": town.pk,
        "memberships-0-role": "manager",
    }
    client.post(address, answers)
    user = User.objects.get(username="haruko")
    assert user.name == "管理 春子"
    assert user.check_password("kawa-no-hotori-3")
    assert Membership.objects.get(user=user).role == Role.MANAGER
    change = client.get(reverse("admin:municipalities_user_change", args=(user.pk,)))
    assert "first_name" not in change.content.decode()


def test_an_invitation_made_here_shows_its_link_once(curator, town, logged_in):
    client = logged_in(curator)
    answers = {"municipality": town.pk, "name": "管理 春子", "role": "manager"}
    page = client.post(reverse("admin:municipalities_invitation_add"), answers, follow=True)
    link = re.search(r"http://testserver(/join/[\w-]+/)", page.content.decode())
    assert link
    assert "/join/" not in client.get(page.redirect_chain[-1][0]).content.decode()
    assert "あおば市の管理者として招待されています。" in words(Client().get(link[1]))
    invitation = Invitation.objects.get()
    assert invitation.invited_by == curator


def test_invitations_are_withdrawn_from_the_list(curator, logged_in, invitation_with_token):
    invitation, token = invitation_with_token
    answers = {"action": "withdraw_selected", "_selected_action": invitation.pk}
    logged_in(curator).post(reverse("admin:municipalities_invitation_changelist"), answers)
    assert Client().get(f"/join/{token}/").status_code == 410


@pytest.fixture
def people_keeper(planner):
    """May keep accounts in the administration site, but has not all rights there."""
    planner.is_staff = True
    planner.save()
    planner.user_permissions.set(
        Permission.objects.filter(content_type__app_label="municipalities")
    )
    return planner


def test_nobody_gives_themselves_more_rights_in_the_administration_site(
    people_keeper, viewer, logged_in
):
    for person in (people_keeper, viewer):
        address = reverse("admin:municipalities_user_change", args=(person.pk,))
        answers = {"username": person.username, "is_active": "on"} | dict.fromkeys(
            ("is_staff", "is_superuser"), "on"
        )
        empty = {f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
        logged_in(people_keeper).post(address, answers | empty)
        person.refresh_from_db()
        assert not person.is_superuser
        assert person.is_staff == (person == people_keeper)


@pytest.mark.parametrize("page", ["auth_user_password_change", "municipalities_user_delete"])
def test_nobody_becomes_the_administrator_by_setting_their_password(
    people_keeper, curator, viewer, logged_in, page
):
    client = logged_in(people_keeper)
    assert client.get(reverse(f"admin:{page}", args=(viewer.pk,))).status_code == 200
    assert client.get(reverse(f"admin:{page}", args=(curator.pk,))).status_code == 403


@pytest.mark.parametrize("forged", ["x", "x\0", "1e309", "9" * 5000, "-1"])
def test_a_forged_choice_is_refused_in_words(curator, town, logged_in, forged):
    address = reverse("admin:municipalities_invitation_add")
    answers = {"name": "新人", "role": "editor", "municipality": forged, "division": forged}
    page = logged_in(curator).post(address, answers)
    assert "下の誤りを直してください。" in words(page)
    assert not Invitation.objects.exists()
