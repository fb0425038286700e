"""The mistakes of a page, collected for the summary at its top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms import BaseForm

from smartplan.web.forms import BoundField


@dataclass(frozen=True)
class ErrorLink:
    """One mistake, in the same words as at its field, and the id of that field.

    A mistake of a form as a whole has no field: it stands in the summary only.
    """

    message: str
    anchor: str = ""


def error_links(mistaken: object) -> list[ErrorLink]:
    """The mistakes of a form, a ready ErrorLink, or any list of these, in order."""
    return list(_error_links(mistaken))


def _error_links(mistaken: object) -> Iterator[ErrorLink]:
    if isinstance(mistaken, ErrorLink):
        yield mistaken
    elif isinstance(mistaken, BaseForm):
        yield from _of_form(mistaken)
    elif isinstance(mistaken, Iterable) and not isinstance(mistaken, str):
        for one in mistaken:
            yield from _error_links(one)


def _of_form(form: BaseForm) -> Iterator[ErrorLink]:
    if not form.errors:
        return
    for message in form.non_field_errors():
        yield ErrorLink(str(message))
    for name in form.fields:
        bound = form[name]
        for message in bound.errors:
            yield ErrorLink(str(message), _control_of(bound))


def _control_of(bound: object) -> str:
    if isinstance(bound, BoundField):
        return bound.first_control_id
    return str(getattr(bound, "id_for_label", ""))
