"""Opening a closed edition as a new plan."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from cases.models import PolicyField
from smartplan.municipalities.models import User
from smartplan.plans.content import load_plan
from smartplan.plans.models import Plan
from smartplan.publishing.frozen_files import frozen_json
from smartplan.publishing.models import Publication


@transaction.atomic
def open_edition(*, publication: Publication, by: User, title: str) -> Plan:
    """Make a new plan of the same municipality with what the edition holds.

    Raises storing.BrokenFileError when the stored text is not the frozen one, and ContentError
    when it is of a kind that this programme does not read.
    """
    content = json.loads(frozen_json(publication))
    content["plan"]["title"] = title
    _forget_removed_policy_fields(content)
    return load_plan(content, municipality=publication.plan.municipality, by=by)


def _forget_removed_policy_fields(content: dict[str, Any]) -> None:
    """What the library does not have any more cannot be linked; the plan's own words stay."""
    known = set(PolicyField.objects.values_list("name", flat=True))
    for row in content["rows"].get("fields", ()):
        row["policy_fields"] = [name for name in row.get("policy_fields", ()) if name in known]
