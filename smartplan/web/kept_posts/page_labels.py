"""The labels that the inputs of a page have, read from the HTML of the page itself.

A post that was kept knows names and codes only (`done=no`). The page it came from has the labels,
the words of its choices and its table headings, so it is opened once more for the same person, with
the rights they have now.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve

from smartplan.web.kept_posts.field_labels import CELL
from smartplan.web.pages import page_address
from smartplan.web.rows import PLACEHOLDER

_MARK = re.compile(r"\s*※(必須|任意)\s*$")
_BLANKS = re.compile(r"[ \t\r\n]+")
_CHECKED = {"on": "はい"}


@dataclass
class Control:
    """One input, or a group of radios or checkboxes with one name."""

    label: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    hidden: bool = False


class PageLabels(HTMLParser):
    """The title of a page and its inputs by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = ""
        self.controls: dict[str, Control] = {}
        self._texts: dict[str, str] = {}
        """The text of labels and headings, by the id of what they name or their own."""
        self._groups: list[str] = []
        self._open: list[tuple[str, str, list[str]]] = []
        """Elements whose text is wanted, innermost last: tag, key, the pieces of the text."""
        self._inputs: list[tuple[str, dict[str, str], str]] = []
        self._select = ""
        self.feed(html)
        self.close()
        for name, attrs, group in self._inputs:
            self._add(name, attrs, group)

    def of(self, name: str) -> Control | None:
        """The input of this name; for a row that was added, one like it."""
        like = CELL.sub(lambda cell: f"{cell['rows']}-{PLACEHOLDER}-{cell['field']}", name)
        control = self.controls.get(name) or self.controls.get(like)
        cell = CELL.fullmatch(name)
        heading = self._texts.get(f"{cell['rows']}-h-{cell['field']}") if cell else None
        if control is None or cell is None or not self._texts.get(f"{cell['rows']}-caption"):
            return control
        table, row = self._texts[f"{cell['rows']}-caption"], int(cell["index"]) + 1
        column = heading or control.label
        return Control(f"{table} {row}行目 {column}", control.choices, control.hidden)

    # Events of the parser ---------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "fieldset":
            self._groups.append(found.get("id", f"fieldset {len(self._texts)}"))
        elif tag == "legend" and self._groups:
            self._open.append((tag, self._groups[-1], []))
        elif tag == "label":
            self._open.append((tag, found.get("for") or found.get("id", ""), []))
        elif tag in ("title", "caption") or (tag == "th" and "id" in found):
            self._open.append((tag, found.get("id", tag), []))
        elif tag == "option":
            self._open.append((tag, f"{self._select}={found.get('value', '')}", []))
        elif tag in ("input", "textarea", "select") and "name" in found:
            group = self._groups[-1] if self._groups else ""
            self._inputs.append((found["name"], found, group))
            self._select = found["name"] if tag == "select" else self._select

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset" and self._groups:
            self._groups.pop()
        elif self._open and self._open[-1][0] == tag:
            _, key, pieces = self._open.pop()
            text = _MARK.sub("", _BLANKS.sub(" ", "".join(pieces)).strip(" "))
            if tag == "option":
                name, _, value = key.partition("=")
                self.controls.setdefault(name, Control()).choices[value] = text
            elif tag == "title":
                self.title = self.title or text.partition("｜")[0]
            else:
                self._texts.setdefault(key, text)

    def handle_data(self, data: str) -> None:
        for _, _, pieces in self._open:
            pieces.append(data)

    def _add(self, name: str, attrs: dict[str, str], group: str) -> None:
        control = self.controls.setdefault(name, Control())
        own = self._texts.get(attrs.get("id", ""), "")
        kind = attrs.get("type", "")
        control.hidden = kind == "hidden"
        if kind == "radio" or (kind == "checkbox" and "value" in attrs):
            control.choices[attrs.get("value", "")] = own
            control.label = self._texts.get(group, own)
        else:
            named_by = attrs.get("aria-labelledby", "").split()
            control.label = own or next(filter(None, map(self._texts.get, named_by)), "")
            control.choices |= _CHECKED if kind == "checkbox" else {}


def labels_on_page(request: HttpRequest, path: str) -> PageLabels | None:
    """The page at this address as the person may see it now; None if there is none for them."""
    parts = urlsplit(page_address(path))
    try:
        match = resolve(parts.path)
        asked = copy(request)
        asked.method, asked.path, asked.path_info = "GET", parts.path, parts.path
        asked.GET, asked.POST = QueryDict(parts.query), QueryDict()
        asked.META = {
            **request.META,
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
        }
        asked.resolver_match = match
        # Of its own: what is to be told to the person is told on the page that they really see.
        asked._messages = default_storage(asked)  # type: ignore[attr-defined]
        response = match.func(asked, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return None
    if hasattr(response, "render"):
        response = response.render()
    return PageLabels(response.content.decode()) if response.status_code == 200 else None
