"""Closing an edition: what the plan holds is frozen under the next number."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from smartplan.municipalities.models import User
from smartplan.plans.content.writing import LocalIds, plan_json
from smartplan.plans.models import Edition, Plan, Revision
from smartplan.plans.reading import read_plan
from smartplan.plans.saving import WHATEVER, Write, save
from smartplan.publishing.models import Publication


class NumberTakenError(Exception):
    """Somebody closed an edition after the number that was shown was the next one."""


@transaction.atomic
def close_edition(
    *, plan: Plan, by: User, edition: str, note: str, at: datetime, expected: int | None = None
) -> Publication:
    """Freeze the plan as its next edition, and let the plan itself be of that edition.

    `expected` is the number that the person was shown: sent twice, the edition is closed once.
    Raises NumberTakenError; then nothing is frozen.
    """
    # Every save counts itself in the plan's row before it writes anything: those that began are
    # waited for, and until we are done nobody begins.
    plan = (
        Plan.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=plan.pk)
    )
    number = _next_number(plan)
    if expected is not None and expected != number:
        raise NumberTakenError
    set_edition = Write(Plan, plan.pk, "edition", edition, WHATEVER)
    saved = save([set_edition], plan=plan, by=by, at=at, origin=Revision.Origin.EDITION)
    plan.refresh_from_db()
    contents = saved.contents or read_plan(plan)
    content = plan_json(plan, contents)
    return Publication.objects.create(
        plan=plan,
        number=number,
        edition=edition,
        title=plan.title,
        closed_at=at,
        closed_by=by,
        closed_by_name=str(by)[:150],
        note=note,
        content=content,
        sha256=sha256(content.encode()).hexdigest(),
        row_ids=LocalIds(contents).rows,
    )


def _next_number(plan: Plan) -> int:
    """The number of the edition that would be closed now."""
    last = Publication.objects.filter(plan=plan).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def goes_back(edition: str, before: str) -> bool:
    """Is an edition of an earlier state than the one before it (案, then 素案 again)?"""
    order = list(Edition)
    return order.index(Edition(edition)) < order.index(Edition(before))
