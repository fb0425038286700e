"""Reading the pages of the tests as a browser would."""

from __future__ import annotations

import re
from html import unescape


def form_of(response, begins: str = 'id="page-form"') -> dict[str, str]:
    """What a browser would send for the page's form as it stands, without pressing a button."""
    html = response.content.decode()
    html = html[html.index(begins) :]
    html = html[: html.index("</form>")]
    html = re.sub(r"<template>.*?</template>", "", html, flags=re.DOTALL)
    sent: dict[str, str] = {}
    for tag in re.finditer(r"<input[^>]*>", html):
        kind, name, value = (_attribute(tag[0], key) for key in ("type", "name", "value"))
        if not name or (kind in {"checkbox", "radio"} and " checked" not in tag[0]):
            continue
        sent[name] = unescape(value) if value or kind != "checkbox" else "on"
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', html, flags=re.DOTALL
    ):
        sent[name] = unescape(text)
    for name, options in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, flags=re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        found = chosen or first
        sent[name] = unescape(found[1]) if found else ""
    return sent


def bases_on(response) -> str:
    """The hidden field of the page's form with what its fields held."""
    return unescape(re.search(r'name="bases" value="([^"]*)"', response.content.decode())[1])


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""
