"""Log in, log out, name and password."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from smartplan.municipalities.links import password_path
from smartplan.municipalities.models import Membership, Role, User
from tests.conftest import PASSWORD
from tests.municipalities.conftest import words

NEW_PASSWORD = "kawa-no-hotori-3"


def log_in(username, password, **extra):
    client = Client()
    answers = {"username": username, "password": password}
    return client, client.post("/login/", answers, **extra)


def test_the_log_in_leads_to_the_plans(planner):
    client, response = log_in("planner", PASSWORD)
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(planner.pk)


def test_the_log_in_leads_back_to_the_page_that_was_asked_for(planner, town):
    wanted = f"/municipalities/{town.code}/members/"
    client = Client()
    asked = client.get(wanted)
    assert asked["Location"] == f"/login/?next={wanted}"
    page = client.get(asked["Location"])
    assert f'name="next" value="{wanted}"' in page.content.decode()
    answers = {"username": "planner", "password": PASSWORD, "next": wanted}
    assert client.post("/login/", answers)["Location"] == wanted


def test_the_log_in_never_leads_to_another_site(planner):
    answers = {"username": "planner", "password": PASSWORD, "next": "https://example.com/"}
    assert Client().post("/login/", answers)["Location"] == "/"


def test_full_width_letters_in_the_log_in_name_are_understood(planner):
    _, response = log_in("ｐｌａｎｎｅｒ", PASSWORD)
    assert response.status_code == 302


def test_a_wrong_password_gets_a_clear_word(planner):
    _, response = log_in("planner", "wrong")
    assert response.status_code == 200
    assert words(response).count("ログイン名またはパスワードが違います。") == 1
    assert "<title>エラー：ログイン｜SmartPlan</title>" in response.content.decode()


def test_empty_fields_are_named(db):
    _, response = log_in("", "")
    assert "ログイン名を入力してください。" in words(response)
    assert "パスワードを入力してください。" in words(response)


@pytest.mark.parametrize("bad", ["\x00", "あ" * 100_000, "<script>", "' OR 1=1 --"])
def test_no_log_in_name_breaks_the_page(db, bad):
    _, response = log_in(bad, bad)
    assert response.status_code == 200
    assert "入力内容を確認してください" in words(response)
    answers = {"username": bad, "password": bad}
    assert Client().post("/admin/login/", answers).status_code == 200


def test_a_log_in_name_of_any_length_is_answered(db):
    _, response = log_in("a" * 151, "wrong")
    expected = "ログイン名は150文字以内で入力してください（入力されたのは151文字です）。"
    assert expected in words(response)


def test_after_five_failures_the_page_says_how_long_to_wait(planner):
    responses = [log_in("planner", "wrong")[1] for _ in range(5)]
    assert [response.status_code for response in responses] == [200, 200, 200, 200, 429]
    assert "しばらくログインできません" in words(responses[-1])
    assert "15分ほど待ってから" in words(responses[-1])
    assert timedelta(hours=settings.AXES_COOLOFF_TIME) == timedelta(minutes=15)
    assert log_in("planner", PASSWORD)[1].status_code == 429


def test_a_locked_log_in_name_does_not_lock_out_the_colleague_at_the_same_address(
    planner, colleague
):
    for _ in range(6):
        log_in("planner", "wrong")
    assert log_in("colleague", PASSWORD)[1].status_code == 302


def test_a_suspended_account_does_not_log_in(planner):
    User.objects.filter(pk=planner.pk).update(is_active=False)
    _, response = log_in("planner", PASSWORD)
    assert "ログイン名またはパスワードが違います。" in words(response)


def test_logging_out_takes_a_press_of_the_button(planner, logged_in):
    client = logged_in(planner)
    assert client.get("/logout/")["Location"] == "/"
    assert "_auth_user_id" in client.session
    assert client.post("/logout/")["Location"] == "/login/"
    assert "_auth_user_id" not in client.session
    assert "ログアウトしました。" in words(client.get("/login/"))


def test_whoever_is_logged_in_is_not_asked_again(planner, logged_in):
    assert logged_in(planner).get("/login/")["Location"] == "/"


def test_the_name_is_changed_on_the_account_page(planner, logged_in):
    client = logged_in(planner)
    page = client.get("/account/")
    assert "planner" in words(page)
    assert "みどり県あおば市" in words(page)
    assert "編集者" in words(page)
    saved = client.post("/account/", {"name": "髙橋 花子"}, follow=False)
    assert saved["Location"] == "/account/"
    planner.refresh_from_db()
    assert planner.name == "髙橋 花子"
    assert "氏名を保存しました。" in words(client.get("/account/"))


def test_the_account_page_changes_nothing_but_the_name(planner, logged_in):
    forged = {"name": "花子", "username": "root", "is_staff": "on", "is_superuser": "on"}
    logged_in(planner).post("/account/", forged)
    planner.refresh_from_db()
    assert (planner.username, planner.is_staff, planner.is_superuser) == ("planner", False, False)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "氏名を入力してください。"),
        ("長" * 61, "氏名は60文字以内で入力してください（入力されたのは61文字です）。"),
    ],
)
def test_a_name_that_cannot_be_kept_is_pointed_out(planner, logged_in, name, message):
    page = logged_in(planner).post("/account/", {"name": name})
    assert message in words(page)
    planner.refresh_from_db()
    assert planner.name == "企画 花子"


def test_the_password_is_changed_and_the_person_stays_logged_in(planner, logged_in):
    client = logged_in(planner)
    answers = {
        "old_password": PASSWORD,
        "new_password1": NEW_PASSWORD,
        "new_password2": NEW_PASSWORD,
    }
    assert client.post("/account/password/", answers)["Location"] == "/account/"
    assert "パスワードを変更しました。" in words(client.get("/account/"))
    assert log_in("planner", NEW_PASSWORD)[1].status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "message"),
    [
        ("wrong", NEW_PASSWORD, NEW_PASSWORD, "今のパスワードが違います。"),
        (PASSWORD, NEW_PASSWORD, "other", "2つの新しいパスワードが違います。"),
        (PASSWORD, "short", "short", "最低 8 文字以上必要です。"),
        (PASSWORD, "86420975310", "86420975310", "数字しか使われていません。"),
        ("", "", "", "今のパスワードを入力してください。"),
    ],
)
def test_a_password_that_will_not_do_is_explained(planner, logged_in, old, new, again, message):
    answers = {"old_password": old, "new_password1": new, "new_password2": again}
    assert message in words(logged_in(planner).post("/account/password/", answers))
    planner.refresh_from_db()
    assert planner.check_password(PASSWORD)


def test_a_password_link_works_once_and_without_log_in(planner):
    link = password_path(planner)
    client = Client()
    page = client.get(link, follow=True)
    assert "ログイン名は「planner」です。" in words(page)
    form = page.redirect_chain[-1][0]
    assert link not in form  # the token does not stay in the address
    answers = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert client.post(form, answers)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(planner.pk)
    again = Client().get(link)
    assert again.status_code == 404
    assert "このリンクは使えません" in words(again)


def test_a_manager_who_was_removed_does_not_come_back_as_somebody_else(planner, manager):
    link = password_path(planner)
    assert Client().get(link).status_code == 302
    manager.memberships.get().delete()
    assert Client().get(link).status_code == 404


def test_a_password_link_gives_no_right_that_its_person_was_given_since(
    planner, manager, other_town
):
    link = password_path(planner)
    membership = Membership.objects.create(user=planner, municipality=other_town, role=Role.MANAGER)
    assert Client().get(link).status_code == 404
    membership.delete()
    assert Client().get(link).status_code == 302
    User.objects.filter(pk=planner.pk).update(is_staff=True)
    assert Client().get(link).status_code == 404


def test_a_new_colleague_does_not_end_a_password_link(planner, town):
    link = password_path(planner)
    newcomer = User.objects.create_user("newcomer")
    Membership.objects.create(user=newcomer, municipality=town, role=Role.EDITOR)
    assert Client().get(link).status_code == 302


def test_a_password_link_ends_the_lock_after_failures(planner):
    for _ in range(5):
        log_in("planner", "wrong")
    client = Client()
    form = client.get(password_path(planner))["Location"]
    client.post(form, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})
    assert log_in("planner", NEW_PASSWORD)[1].status_code == 302


@pytest.mark.parametrize("path", ["/password/MQ/abc-def/", "/password/!/x/", "/password/AA/x/"])
def test_an_invented_password_link_says_what_to_do(planner, path):
    response = Client().get(path)
    assert response.status_code == 404
    assert "管理者に新しいリンクを頼んでください" in words(response)


def test_the_account_page_takes_the_same_queries_for_one_town_and_three(
    planner, logged_in, django_assert_num_queries, other_town, town
):
    client = logged_in(planner)
    client.get("/account/")
    with django_assert_num_queries(4):
        client.get("/account/")
    other_town.memberships.create(user=planner, role="viewer")
    with django_assert_num_queries(4):
        client.get("/account/")


def test_a_new_password_is_kept_as_it_was_typed(planner, logged_in):
    password = " 前後に空白 と①㈱ "
    answers = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    logged_in(planner).post("/account/password/", answers)
    assert log_in("planner", password)[1].status_code == 302
    planner.refresh_from_db()
    assert planner.check_password(password)


@pytest.mark.parametrize(("who", "page"), [("curator", "/cases/"), ("planner", "/")])
def test_who_keeps_the_library_alone_begins_there(client, request, who, page):
    user = request.getfixturevalue(who)
    user.set_password("himitsu-no-kotoba-7")
    user.save()
    sent = {"username": user.username, "password": "himitsu-no-kotoba-7", "next": "/"}
    assert client.post("/login/", sent)["Location"] == page
