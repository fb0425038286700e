from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from smartplan.publishing.comparison.choosing import TODAY, compare_editions
from smartplan.publishing.editions.closing import close_edition

if TYPE_CHECKING:
    from smartplan.plans.models import Plan
    from smartplan.publishing.comparison.tree import Comparison


@pytest.fixture
def close(manager):
    """Close an edition of a plan: `close(plan, "draft")`."""

    def close_one(plan: Plan, edition: str = "draft"):
        return close_edition(plan=plan, by=manager, edition=edition, note="", at=timezone.now())

    return close_one


@pytest.fixture
def compare():
    """The table between two editions of a plan; without numbers, the first against today."""

    def compare_two(plan: Plan, old: str = "1", new: str = TODAY) -> Comparison:
        plan.refresh_from_db()
        return compare_editions(plan, old, new, today=timezone.localdate())

    return compare_two
