"""What protects every page: nothing is kept, nothing is too large, no character breaks it."""

from __future__ import annotations

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from smartplan.web.addresses import client_address
from smartplan.web.kept_posts import keeping
from smartplan.web.kept_posts.keeping import author_mark
from smartplan.web.logs import OneLineForRefusals
from smartplan.web.models import KeptPost


@pytest.mark.parametrize("page", ["/", "/plans/{plan}/", "/plans/{plan}/preview/"])
def test_the_back_button_shows_no_plan_after_a_log_out_on_a_shared_desk(
    planner, plan, logged_in, page
):
    answer = logged_in(planner).get(page.format(plan=plan.pk))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", ["/account/", "/plans/{plan}/settings/", "/chapters/{chapter}/"])
def test_a_page_on_which_people_write_comes_back_with_their_text_until_the_log_out(
    planner, plan, logged_in, page
):
    """A browser asks anew as soon as the cookies differ (journeys/test_unreachable.py)."""
    client = logged_in(planner)
    answer = client.get(page.format(plan=plan.pk, chapter=plan.chapters.first().pk))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Vary"] == "Cookie"
    session, csrf = (client.cookies[name].value for name in ("sessionid", "csrftoken"))
    client.post("/logout/")
    assert client.cookies["sessionid"].value != session
    assert client.cookies["csrftoken"].value != csrf


def test_who_only_reads_leaves_no_page_in_the_browser(viewer, plan, logged_in):
    answer = logged_in(viewer).get(f"/chapters/{plan.chapters.first().pk}/")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_download_is_kept_by_no_proxy(planner, plan, logged_in):
    answer = logged_in(planner).get(f"/plans/{plan.pk}/plan.json")
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/login/", "/nowhere/"])
def test_nobody_fills_the_disk_without_a_log_in(db, settings, address):
    settings.LARGEST_UPLOAD = 1000
    answer = Client().post(address, {"file": SimpleUploadedFile("large.bin", b"x" * 2000)})
    assert answer.status_code in {404, 413}
    assert not KeptPost.objects.exists()


def test_a_file_that_is_too_large_is_told_in_words(planner, logged_in, settings):
    settings.LARGEST_UPLOAD = 1000
    answer = logged_in(planner).post("/account/", {"file": SimpleUploadedFile("a", b"x" * 2000)})
    assert answer.status_code == 413
    assert "一度に送れる量を超えています" in answer.content.decode()


LINE = OneLineForRefusals("{levelname} {name} {message}", style="{")


def test_a_file_that_is_too_large_is_one_line_of_the_log_and_no_traceback(
    planner, logged_in, settings, caplog
):
    settings.LARGEST_UPLOAD = 1000
    logged_in(planner).post("/account/", {"file": SimpleUploadedFile("a", b"x" * 2000)})
    told = [LINE.format(record) for record in caplog.records if record.exc_info]
    assert told
    assert all("RequestDataTooBig" in line and "\n" not in line for line in told)
    assert OneLineForRefusals in {type(each.formatter) for each in logging.getLogger().handlers}


def test_what_went_wrong_keeps_its_traceback_in_the_log():
    error = ValueError("broken")
    failed = (ValueError, error, None)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "wrong", (), failed)
    assert LINE.format(record) == "ERROR x wrong\nValueError: broken"


def test_what_is_kept_through_a_log_in_is_not_lost_for_an_unseen_character(planner, plan):
    address = f"/plans/{plan.pk}/settings/"
    sent = {"written_by": author_mark(planner.pk), "title": "あおば市\0計画", "area\0": "市全体"}
    answer = Client().post(address, sent)
    assert answer.status_code == 302
    assert KeptPost.objects.get().content == [["title", ["あおば市計画"]], ["area", ["市全体"]]]


@pytest.mark.parametrize("address", ["/%00/", "/cases/C001%00/", "/join/%00/", "/admin/%00/"])
def test_an_address_with_nul_leads_nowhere(curator, logged_in, address):
    assert logged_in(curator).get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/cases/?q=%00", "/admin/cases/case/?status__exact=%00", "/admin/cases/case/?prefecture=%00"],
)
def test_nul_in_the_question_of_an_address_asks_for_nothing(curator, logged_in, address):
    assert logged_in(curator).get(address).status_code == 200


def test_a_spoilt_session_cookie_is_no_log_in(db):
    client = Client()
    client.cookies["sessionid"] = "abcdefgh\0ijkl"
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/")


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 198.51.100.1", "198.51.100.7"),
        (2, "198.51.100.1", "192.0.2.1"),
        (1, "no address", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_nobody_makes_their_failed_log_ins_count_for_another_machine(
    settings, proxies, header, address
):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": header})
    request.META["REMOTE_ADDR"] = "192.0.2.1"
    assert client_address(request) == address


def test_nobody_fills_the_database_with_posts_to_keep(planner, plan, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 2)
    address = f"/plans/{plan.pk}/settings/"
    for title in ("一", "二", "三"):
        Client().post(address, {"written_by": author_mark(planner.pk), "title": title})
    titles = [kept.content[0][1][0] for kept in KeptPost.objects.order_by("pk")]
    assert titles == ["一", "二"]  # what waits already is not thrown out


def test_nothing_is_kept_for_an_account_that_was_stopped(planner, plan):
    mark = author_mark(planner.pk)
    planner.is_active = False
    planner.save()
    Client().post(f"/plans/{plan.pk}/settings/", {"written_by": mark, "title": "計画"})
    assert not KeptPost.objects.exists()
