"""Widgets written as text: the HTML of Django's templates, without a template for each.

A page of forty controls spends more time in Django's small widget templates than in everything
else, so the plain controls (inputs, texts, lists) are written here. A test compares each with what
Django's own template says, and tells when Django changes it. Any other widget has its template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape

Widget = Mapping[str, Any]


class HouseRenderer(TemplatesSetting):
    """The renderer of all forms (FORM_RENDERER)."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        write = WRITERS.get(template_name)
        if write is None:
            return str(super().render(template_name, context, request))
        return write(context["widget"])


def _attrs(widget: Widget) -> str:
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    given = "" if value is None else f' value="{conditional_escape(value)}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{given}{_attrs(widget)}>'


def _choice(widget: Widget) -> str:
    control = _input(widget)
    if not widget.get("wrap_label"):
        return control
    key = widget["attrs"].get("id")
    target = f' for="{conditional_escape(key)}"' if key else ""
    return f"<label{target}>{control} {conditional_escape(widget['label'])}</label>"


def _textarea(widget: Widget) -> str:
    # A browser drops the first line break of a textarea, so one is put before the text.
    name, value = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    return f'<textarea name="{name}"{_attrs(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    name = conditional_escape(widget["name"])
    return f'<select name="{name}"{_attrs(widget)}>{groups}\n</select>'


def _group(name: Any, options: list[Widget]) -> str:
    written = "".join(
        f'\n  <option value="{conditional_escape(option["value"])}"{_attrs(option)}>'
        f"{conditional_escape(option['label'])}</option>"
        for option in options
    )
    if not name:
        return written
    return f'\n  <optgroup label="{conditional_escape(name)}">{written}\n  </optgroup>'


_FOLDER = "django/forms/widgets"
WRITERS: dict[str, Callable[[Widget], str]] = {
    **{
        f"{_FOLDER}/{kind}.html": _input
        for kind in ("text", "number", "email", "url", "hidden", "checkbox", "date", "password")
    },
    f"{_FOLDER}/radio_option.html": _choice,
    f"{_FOLDER}/checkbox_option.html": _choice,
    f"{_FOLDER}/textarea.html": _textarea,
    f"{_FOLDER}/select.html": _select,
}
"""By the name of the template whose work is done."""
