"""What a browser would send for the form of a page, read from its HTML."""

from __future__ import annotations

from html.parser import HTMLParser


class FilledForm(HTMLParser):
    """Collects the fields of the POST form that holds most of them, as (name, value) pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self._fields: list[tuple[str, str]] | None = None
        self._select: str | None = None
        self._area: str | None = None
        self._text = ""
        self._in_template = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "template":
            self._in_template += 1
        elif tag == "form" and (given.get("method") or "").lower() == "post":
            self._fields = []
            self.forms.append(self._fields)
        if self._fields is None or self._in_template:
            return
        if tag == "input" and name:
            self._take_input(name, given)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._fields.append((self._select, given.get("value") or ""))
        elif tag == "textarea":
            self._area, self._text = name, ""

    def _take_input(self, name: str, given: dict[str, str | None]) -> None:
        assert self._fields is not None
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"} and "checked" not in given:
            return
        if kind not in {"submit", "button", "file"}:
            self._fields.append((name, given.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_template -= 1
        elif tag == "form":
            self._fields = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area and self._fields is not None:
            self._fields.append((self._area, self._text.removeprefix("\n")))
            self._area = None


def filled_form(html: str) -> dict[str, list[str]]:
    """The fields of the largest POST form of the page, ready for Django's test client."""
    parser = FilledForm()
    parser.feed(html)
    answers: dict[str, list[str]] = {}
    for name, value in max(parser.forms, key=len, default=[]):
        answers.setdefault(name, []).append(value)
    return answers
