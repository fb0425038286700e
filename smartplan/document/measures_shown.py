"""The measures that the document shows: those of which more than a number was written."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.plans.contents import PlanContents, letters
from smartplan.plans.models import Field, Indicator, Measure
from smartplan.plans.sdgs import SDGS
from smartplan.plans.typed_cells import has_words

WITHOUT_FIELD = "その他の施策"
"""What stands over the measures that are in no field, where others are in one."""


def fields_named(contents: PlanContents) -> Iterator[tuple[str, Field | None]]:
    """The fields with their letters (「分野A　移動」); None for the measures that are in none.

    In a plan without any field the measures have no group: its name is blank.
    """
    fields = contents.rows(Field)
    for place, field in enumerate(fields, start=1):
        yield f"分野{letters(place)}　{field.name}".strip(), field
    yield WITHOUT_FIELD if fields else "", None


def measures_shown(contents: PlanContents, field: Field | None) -> list[Measure]:
    """The measures of a field (None: of no field) in their order, without the blank ones."""
    return [measure for measure in contents.measures_in(field) if not is_blank(contents, measure)]


def is_blank(contents: PlanContents, measure: Measure) -> bool:
    """A measure with a number and nothing else."""
    links = contents.issues_of(measure) or indicators_shown(contents, measure)
    return not (has_words(measure) or links or any(goals_of(measure)))


def indicators_shown(contents: PlanContents, measure: Measure) -> list[Indicator]:
    """The indicators of a measure in which something was written."""
    return [row for row in contents.indicators_of(measure) if has_words(row)]


def goals_of(measure: Measure) -> Iterator[int]:
    """The numbers of the SDGs that a measure serves, as far as there are such goals."""
    for goal in measure.sdgs if isinstance(measure.sdgs, list) else ():
        if isinstance(goal, int) and 1 <= goal <= len(SDGS):
            yield goal
