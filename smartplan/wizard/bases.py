"""What each field of a form held when its page was made, so that two savers are told apart.

A form carries the digest of every value that it shows, in one hidden field: without JavaScript,
and whatever became of the plan since, `save` knows what its person changed.

    {"chapter": {"12": {"overview": "3f…"}}, "issues": {"7": {"title": "a0…", "field": "12…"}}}

The ids of the rows stand in the order in which the page showed them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, Indicator, Plan, Row
from smartplan.plans.saving import UNKNOWN, Digest, digest_of
from smartplan.plans.saving.changes import Kind
from smartplan.plans.saving.values import VALUES, stored_value

BASES = "bases"
"""The name of the hidden field."""
LONGEST = 1_000_000

ID = re.compile(r"[0-9]{1,19}")
YEAR = re.compile(r"[0-9]{4}")
"""What can be an id, and a year; a form may send anything."""

Values = dict[str, dict[str, dict[str, str]]]


def name_of_kind(kind: Kind) -> str:
    """What a kind is called in the field: plan, chapter, issues …"""
    if issubclass(kind, Row):
        return kind.rows_name()
    return "plan" if kind is Plan else "chapter"


def field_name(field: str, year: int | None = None) -> str:
    return field if year is None else f"{field}.{year}"


class ShownBases:
    """The base values of a page that is being made."""

    def __init__(self, contents: PlanContents) -> None:
        self.contents = contents
        self._values: Values = {}

    def add(
        self,
        instance: Plan | Chapter | Row,
        fields: Iterable[str],
        years: Iterable[int] = (),
        *,
        key: object = None,
    ) -> None:
        """Note what these fields of the instance hold now; `years` of an indicator's values.

        `key` is what the form calls the instance, if not by its id.
        """
        shown = self._values.setdefault(name_of_kind(type(instance)), {})
        values = shown.setdefault(str(key or instance.pk), {})
        for field in fields:
            values[field] = digest_of(stored_value(instance, field, self.contents)).text
        for year in years:
            value = stored_value(instance, VALUES, self.contents, year)
            values[field_name(VALUES, year)] = digest_of(value).text

    def __str__(self) -> str:
        return json.dumps(self._values, separators=(",", ":"))


class SentBases:
    """The base values that came with a form; UNKNOWN where it does not tell them."""

    def __init__(self, posted: Mapping[str, str] | None) -> None:
        self._values = _read(posted.get(BASES, "") if posted is not None else "")

    def of(self, kind: Kind, key: object, field: str, year: int | None = None) -> Any:
        text = self._of(kind, key).get(field_name(field, year))
        return Digest(text) if isinstance(text, str) else UNKNOWN

    def row(self, kind: Kind, key: object) -> dict[tuple[str, int | None], Any]:
        """Everything that the page showed of a row, by field and year."""
        found = {}
        for name, text in self._of(kind, key).items():
            field, _, year = name.partition(".")
            if is_field(kind, field) and (not year or YEAR.fullmatch(year)):
                found[field, int(year) if year else None] = Digest(str(text))
        return found

    def ids(self, kind: Kind) -> tuple[int, ...]:
        """The rows of a kind in the order in which the page showed them."""
        return tuple(int(key) for key in self._kind(kind) if ID.fullmatch(key))

    def _kind(self, kind: Kind) -> Mapping[str, Any]:
        found = self._values.get(name_of_kind(kind))
        return found if isinstance(found, dict) else {}

    def _of(self, kind: Kind, key: object) -> Mapping[str, Any]:
        found = self._kind(kind).get(str(key))
        return found if isinstance(found, dict) else {}


def is_field(kind: Kind, name: str) -> bool:
    """Is it a field that the kind has? A form may name anything."""
    known = {field.name for field in (*kind._meta.concrete_fields, *kind._meta.many_to_many)}
    return name in known or (kind is Indicator and name == VALUES)


def _read(text: str) -> Mapping[str, Any]:
    """The field as it came; what is no JSON object tells nothing."""
    if len(text) > LONGEST:
        return {}
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
