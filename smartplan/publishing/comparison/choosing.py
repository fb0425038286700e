"""From what somebody chose to the two contents that are compared."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from smartplan.japanese.years import date_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan
from smartplan.publishing.comparison.compare import compare_contents
from smartplan.publishing.comparison.tree import Comparison, EditionName
from smartplan.publishing.frozen_files import contents_of
from smartplan.publishing.models import Publication

TODAY = "today"


def editions_to_choose(plan: Plan) -> list[tuple[str, str]]:
    """The closed editions, the newest first, and before them the plan of today."""
    closed = Publication.objects.filter(plan=plan).only("number", "edition", "closed_at")
    return [
        (TODAY, "今の計画"),
        *(
            (str(each.number), f"{each}　{date_label(localdate(each.closed_at))}")
            for each in closed
        ),
    ]


def compare_editions(plan: Plan, old: str, new: str, *, today: date) -> Comparison:
    """The table between two of `editions_to_choose`.

    Raises storing.BrokenFileError when a frozen content is not what was frozen.
    """
    numbers = [int(chosen) for chosen in (old, new) if chosen != TODAY]
    closed = {
        str(each.number): each for each in Publication.objects.filter(plan=plan, number__in=numbers)
    }
    names: list[EditionName] = []
    contents: list[PlanContents] = []
    for chosen in (old, new):
        publication = closed.get(chosen)
        if publication is None:
            names.append(EditionName("今の計画", today))
            contents.append(read_plan(plan))
        else:
            publication.plan = plan
            names.append(EditionName(str(publication), localdate(publication.closed_at)))
            contents.append(contents_of(publication))
    return Comparison(
        title=plan.title,
        municipality=plan.municipality.name,
        old=names[0],
        new=names[1],
        parts=compare_contents(*contents),
    )
