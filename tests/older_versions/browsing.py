"""A browser without JavaScript, for a server in another process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from django.urls import resolve

from benchmarks.filled_form import FilledForm

PATIENCE = 120
"""How many seconds an answer may take on a machine that does much else besides."""


@dataclass(frozen=True)
class Answer:
    """What the server answered, after its redirects."""

    address: str
    status: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def links(self) -> list[str]:
        """Where the page leads, and its pictures: whole addresses without their anchors."""
        found = re.findall(r'<(?:a|img)\b[^>]*\b(?:href|src)="([^"#]*)', self.text)
        return [urljoin(self.address, unescape(each)) for each in found if each]


class Forms(FilledForm):
    """The filled forms of a page that post something, and where each of them posts to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.actions: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.actions.append(given.get("action") or "")
        super().handle_starttag(tag, attrs)

    def form_to(self, action: str) -> tuple[str, list[tuple[str, str]]]:
        """The largest form whose address begins so, with its address."""
        found = [each for each in zip(self.actions, self.forms, strict=True) if action in each[0]]
        assert found, f"No form of the page posts to {action!r}: {self.actions}"
        return max(found, key=lambda each: len(each[1]))


class WebBrowser:
    """Somebody's browser: keeps cookies, follows redirects, sends the forms of pages."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Answer:
        return self._ask(urljoin(self.site, path))

    def send(self, page: Answer, changed: dict[str, str], *, action: str = "") -> Answer:
        """Send a form of the page as it stands, but for what is changed.

        Of several forms the largest one, or the largest that posts below `action`.
        """
        address, fields = Forms(page.text).form_to(action)
        sent = [(name, value) for name, value in fields if name not in changed]
        body = urlencode([*sent, *changed.items()]).encode()
        return self._ask(urljoin(page.address, address), body)

    def log_in(self, name: str, password: str) -> None:
        page = self.get("/login/")
        answer = self.send(page, {"username": name, "password": password}, action="")
        assert urlsplit(answer.address).path == "/", answer.text

    def _ask(self, address: str, body: bytes | None = None) -> Answer:
        try:
            with self._opener.open(address, body, timeout=PATIENCE) as response:
                return Answer(response.url, response.status, response.read())
        except HTTPError as error:
            with error:
                return Answer(address, error.code, error.read())


def every_page(browser: WebBrowser, *starts: str) -> dict[str, Answer]:
    """All pages of plans to which links lead from these, with these, by their addresses."""
    found: dict[str, Answer] = {}
    ahead = [urljoin(browser.site, path) for path in starts]
    while ahead:
        address = ahead.pop()
        path = address.removeprefix(browser.site)
        if path in found:
            continue
        found[path] = browser.get(address)
        if found[path].content.startswith(b"<!doctype html>"):
            ahead += [each for each in found[path].links if is_of_plans(each, browser.site)]
    return found


def is_of_plans(address: str, site: str) -> bool:
    if not address.startswith(site) or address.startswith(f"{site}static/"):
        return False
    return resolve(urlsplit(address).path).view_name.startswith(("wizard:", "publishing:"))
