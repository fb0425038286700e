"""What the log holds: no one-time link, and of a broken request one line."""

from __future__ import annotations

import logging
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver

from smartplan.municipalities.links import join_path, password_path
from smartplan.web.logs import OneLineForRefusals, without_tokens

LINE = OneLineForRefusals("{levelname} {name} {message}", style="{")
BROKEN = "multipart/form-data; boundary=x"


@pytest.fixture
def logged(caplog):
    """The lines that the log got, as its formatter writes them."""
    caplog.set_level(logging.DEBUG)
    return lambda: [LINE.format(record) for record in caplog.records]


@pytest.fixture
def token(invitation_with_token):
    return invitation_with_token[1]


def routes(patterns=None, before="") -> Iterator[tuple[str, dict]]:
    for each in patterns or get_resolver().url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, each.pattern.converters
        else:
            yield from routes(each.url_patterns, route)


def test_no_route_with_a_token_gets_into_the_log_with_it():
    found = [route for route, converters in routes() if "token" in converters]
    assert len(found) >= 3
    for route in found:
        address = "/" + re.sub("<[^>]*token>", "Abc-1", route).replace("<uidb64>", "MQ")
        assert "Abc-1" in address
        assert "Abc-1" not in without_tokens(f'"POST {address} HTTP/1.1" 403')


@pytest.mark.parametrize("frame", ["{}", "/login/?next={}", "('{}')", "http://s{}, 7", "/x{}z"])
@pytest.mark.parametrize("written", [str, quote, lambda path: quote(path, safe="")])
def test_a_link_is_hidden_wherever_it_stands(planner, frame, written):
    for path in (join_path(secrets.token_urlsafe(32)), password_path(planner)):
        secret = path.strip("/").split("/")[-1]
        line = without_tokens(frame.format(written(path)))
        assert secret not in line
        assert "***" in line


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /plans/12/chapters/",
        '"GET /account/password/ HTTP/1.1" 200',
        'File "/srv/smartplan/tests/test_what_is_kept_through_a_log_in_is_not_lost.py", line 3',
        "ValueError: publishing/exports/making",
    ],
)
def test_other_lines_stay_as_they_are(line):
    assert without_tokens(line) == line


def test_a_refused_post_to_an_invitation_does_not_give_its_link_away(
    client, token, logged, settings, monkeypatch
):
    address = join_path(token)
    settings.LARGEST_UPLOAD = 1000
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert client.post(address, "--x", BROKEN).status_code in {200, 400}
    assert client.post(address, {"f": SimpleUploadedFile("a", b"x" * 2000)}).status_code == 413
    assert client.post(address, headers={"Host": "evil.example"}).status_code == 400
    assert client.post(f"{address}x/").status_code == 404
    assert client.put(address[:-1] + "%00/").status_code == 404

    def refuse(*args, **kwargs):
        raise PermissionDenied(address)

    monkeypatch.setattr("smartplan.municipalities.actions.join", refuse)
    sent = {"name": "新人", "username": "newcomer"}
    sent |= dict.fromkeys(("password1", "password2"), "hinagiku-no-oka-2026")
    assert client.post(address, sent).status_code == 403
    monkeypatch.setattr("smartplan.municipalities.actions.join", lambda **_: 1 / 0)
    client.raise_request_exception = False
    assert client.post(address, sent).status_code == 500
    lines = logged()
    assert sum("/join/***" in line for line in lines) >= 5
    assert not [line for line in lines if token in line]


def test_every_log_of_this_server_writes_through_the_formatter_that_hides():
    names = [None, *logging.root.manager.loggerDict]
    with_handlers = {
        handler
        for name in names
        for handler in logging.getLogger(name).handlers
        if name in {"django", "django.request", "django.security", "django.server", "axes"}
    }
    assert not with_handlers
    [handler] = django_settings.LOGGING["handlers"].values()
    assert django_settings.LOGGING["root"]["handlers"] == ["console"]
    assert handler["formatter"] == "line"


@pytest.mark.parametrize("kind", ["multipart/form-data", BROKEN, "multipart/form-data; boundary=é"])
@pytest.mark.parametrize("address", ["/login/", "/account/"])
def test_a_broken_body_is_one_line_and_a_page_in_japanese(
    planner, logged_in, logged, kind, address
):
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n'
    body += b"Content-Transfer-Encoding: base64\r\n\r\nA\r\n--x--"
    for browser in (logged_in(planner), Client(), Client(enforce_csrf_checks=True)):
        answer: HttpResponse = browser.post(address, body, content_type=kind)
        assert answer.status_code == 400
        assert "送信した内容を読み取れませんでした。" in answer.content.decode()
    told = [line for line in logged() if "MultiPartParserError" in line]
    assert len(told) == 3
    assert not [line for line in logged() if "\n" in line]


def test_the_web_server_itself_lists_no_one_time_link(tmp_path):
    """Also where an installation asks gunicorn for a list of all requests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SMARTPLAN_DATA_DIR": str(tmp_path / "data"),
        "SMARTPLAN_STATIC_ROOT": str(tmp_path / "static"),
        "SMARTPLAN_BIND": f"127.0.0.1:{port}",
        "SMARTPLAN_WORKERS": "1",
        "SMARTPLAN_DEBUG": "1",  # no collected style sheets are needed
        "SMARTPLAN_GUNICORN_LOG": "debug",
        "GUNICORN_CMD_ARGS": "--access-logfile -",
    }
    log = tmp_path / "log"
    token = secrets.token_urlsafe(32)
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "scripts/side_by_side.py", "web", "0"],
            cwd=django_settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            assert posted(f"http://127.0.0.1:{port}/join/{token}/") == 403
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(40)
    lines = log.read_text()
    assert '"POST /join/*** HTTP/1.1" 403' in lines
    assert "Forbidden" in lines
    assert token not in lines


def posted(address: str) -> int:
    """The status of an empty POST, once the server answers."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address, data=b"", timeout=20)  # noqa: S310
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            time.sleep(0.3)
    raise AssertionError("The server does not answer.")
