"""Error pages, health, and the frame of every page."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from pytest_django.asserts import assertContains

from smartplan.municipalities.models import Division, Membership, Role


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("保管中の計画は変更できません。")


def refuse_silently(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


def save(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("title", ""))


urlpatterns = [
    path("refuse/", refuse),
    path("refuse-silently/", refuse_silently),
    path("break-down/", break_down),
    path("save/", save),
    path("", include("smartplan.urls")),
]
pytestmark = pytest.mark.urls(__name__)
handler400 = "smartplan.web.views.bad_request"
handler403 = "smartplan.web.views.permission_denied"
handler404 = "smartplan.web.views.page_not_found"
handler500 = "smartplan.web.views.server_error"


def test_a_refusal_says_why(planner, logged_in):
    answer = logged_in(planner).get("/refuse/")
    assertContains(answer, "保管中の計画は変更できません。", status_code=403)


def test_a_refusal_without_a_reason_says_whom_to_ask(planner, logged_in):
    answer = logged_in(planner).get("/refuse-silently/")
    assertContains(answer, "自治体の管理者に依頼してください。", status_code=403)


def test_a_missing_page_is_told_to_anybody(planner, logged_in, client):
    for browser in (logged_in(planner), client):
        answer = browser.get("/no/such/page/")
        assertContains(answer, "ページが見つかりません", status_code=404)


def test_a_breakdown_is_told_without_touching_the_database(planner, logged_in):
    browser = logged_in(planner)
    browser.raise_request_exception = False
    answer = browser.get("/break-down/")
    assertContains(answer, "これまでに保存した内容は残っています。", status_code=500)
    assert "企画 花子" not in answer.content.decode()


def test_too_many_fields_are_refused_with_advice_how_to_save(settings, planner, logged_in):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    answer = logged_in(planner).post("/save/", {f"cell-{n}": "1" for n in range(11)})
    assertContains(answer, "一度に送れる量を超えています", status_code=400)


def test_too_long_a_text_is_refused_with_advice_how_to_save(settings, planner, logged_in):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = {"title": "あ" * 1000}
    answer = logged_in(planner).post("/save/", body, "application/x-www-form-urlencoded")
    assertContains(answer, "いくつかの章や項目に分けて保存してください", status_code=413)


def test_a_long_chapter_with_hundreds_of_rows_is_within_the_limits(planner, logged_in):
    fields = {f"statistics-{row}-{cell}": "あ" * 20 for row in range(300) for cell in range(9)}
    fields["title"] = "本文" * 200_000
    answer = logged_in(planner).post("/save/", fields)
    assert answer.content.decode() == fields["title"]


def test_an_unknown_host_is_refused(client):
    answer = client.get("/login/", headers={"Host": "evil.example"})
    assertContains(answer, "受け付けられませんでした", status_code=400)


def test_a_post_without_a_token_says_that_nothing_was_saved(planner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(planner, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post("/save/", {"title": "推進計画"})
    assertContains(answer, "内容は保存していません。", status_code=403)


def test_health_needs_neither_log_in_nor_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readiness_sees_a_migration_that_was_not_applied(client):
    assert client.get("/readyz").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'web'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations\n")


def test_every_page_carries_the_policy_that_allows_only_our_own_files(client, db):
    policy = client.get("/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_frame_leads_to_help_and_out(planner, logged_in):
    page = logged_in(planner).get("/no/such/page/").content.decode()
    assert 'href="/manual/">使い方</a>' in page
    assert "企画 花子" in page
    assert 'action="/logout/"' in page
    assert 'href="#main"' in page


@pytest.mark.parametrize("name", ["membership", "membership_password", "membership_remove"])
def test_the_header_marks_the_town_whose_member_is_shown(
    manager, other_town, planner, logged_in, name
):
    Membership.objects.create(user=manager, municipality=other_town, role=Role.MANAGER)
    address = reverse(name, args=[planner.memberships.get().pk])
    assert marked(logged_in(manager).get(address)) == "管理（あおば市）"


@pytest.mark.parametrize("name", ["division", "division_remove"])
def test_the_header_marks_the_administration_on_the_page_of_a_division(
    manager, town, logged_in, name
):
    division = Division.objects.create(municipality=town, name="企画課")
    assert marked(logged_in(manager).get(reverse(name, args=[division.pk]))) == "管理"


def test_the_header_marks_the_plans_on_a_plan_s_page(manager, plan, logged_in):
    assert marked(logged_in(manager).get(f"/plans/{plan.pk}/")) == "計画"


def marked(answer: HttpResponse) -> str:
    """The one entry of the header that is marked as the current one."""
    nav = re.search('<nav class="site-nav".*?</nav>', answer.content.decode(), re.DOTALL)
    assert nav
    [name] = re.findall(r'aria-current="\w+">([^<]+)<', nav[0])
    return name
