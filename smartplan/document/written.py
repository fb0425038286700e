"""The rows in which something was written: the others would print a number and empty cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import ROWS, Row
from smartplan.plans.typed_cells import has_words, typed_into

RowT = TypeVar("RowT", bound=Row)


def written(contents: PlanContents, kind: type[RowT]) -> list[RowT]:
    """The rows of a kind in which something was typed; a choice from a list does not count."""
    return [row for row in contents.rows(kind) if has_words(row)]


def all_typed(contents: PlanContents) -> str:
    """Everything that was typed anywhere in the plan, in one text."""
    return "\n".join(typed_texts(contents))


def typed_texts(contents: PlanContents) -> Iterator[str]:
    """Everything that was typed anywhere in the plan, printed or not."""
    rows = (row for kind in ROWS for row in contents.rows(kind))
    units = (contents.plan, contents.plan.municipality, *contents.chapters)
    for unit in (*units, *contents.texts.values(), *rows):
        yield from typed_into(unit)
