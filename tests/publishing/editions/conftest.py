from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from smartplan.publishing.editions.closing import close_edition

if TYPE_CHECKING:
    from smartplan.plans.models import Plan
    from smartplan.publishing.models import Publication


@pytest.fixture(autouse=True)
def _files_of_the_test_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def close(manager):
    """Close an edition of a plan: `close(plan, "draft")`."""

    def close_one(plan: Plan, edition: str = "draft", note: str = "") -> Publication:
        return close_edition(plan=plan, by=manager, edition=edition, note=note, at=timezone.now())

    return close_one
