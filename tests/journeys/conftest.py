"""A real browser for the journeys: Debian's Chromium, driven by Playwright, against a live server.

    page            JavaScript on, 1366×768
    plain_page      JavaScript off
    open_browser()  another person's browser: `open_browser(colleague)`, `open_browser(js=False)`

    worker          a real worker beside the live server, for journeys that take files away

At the end of a test no browser may have seen a violation of the security policy, an error in a
script, or a request to another host.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from smartplan.municipalities.models import User
from tests.publishing.exports.conftest import ROOT, environment_of_a_worker

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]
# The pages themselves are looked at: an answer 404 or 403 on purpose is not an error of a script.
EXPECTED_NOISE = ("Failed to load resource: the server responded with a status of 4",)

# How many milliseconds a page may take on a machine that does much else besides.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

OpenBrowser = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def _async_unsafe() -> None:
    """Playwright's own loop runs in the thread of the tests, which use the database plainly."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session", autouse=True)
def _static_files_as_they_lie() -> Iterator[None]:
    """The live server starts before the settings of a single test: it needs them for all."""
    with override_settings(WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=True):
        yield


@pytest.fixture(scope="session")
def chromium(_async_unsafe) -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """Collects what must not happen in a browser."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.seen: list[str] = []

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED_NOISE):
            self.seen.append(f"{message.location.get('url', '')}: {message.text}")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.host:
            self.seen.append(f"request to another host: {url}")


@pytest.fixture
def watch(live_server) -> Iterator[Watch]:
    """What no browser may have seen; a test that provokes it empties `watch.seen`."""
    one = Watch(urlsplit(live_server.url).netloc)
    yield one
    assert one.seen == []


@pytest.fixture
def open_browser(chromium, live_server, watch) -> Iterator[OpenBrowser]:
    contexts: list[BrowserContext] = []

    def open_one(user: User | None = None, *, js: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=js,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport={"width": 1366, "height": 768},
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            remember(context, user, live_server.url)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    return open_browser()


@pytest.fixture
def plain_page(open_browser: OpenBrowser) -> Page:
    """A browser without JavaScript."""
    return open_browser(js=False)


def remember(context: BrowserContext, user: User, url: str) -> None:
    """Log a person in without the log-in page."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


@pytest.fixture
def worker(live_server, settings, tmp_path) -> Iterator[None]:
    """`manage.py work` as a process of its own, on the database and the files of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    command = [sys.executable, "manage.py", "work"]
    environment = environment_of_a_worker(settings.MEDIA_ROOT)
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:  # noqa: S603
        yield
        process.kill()
