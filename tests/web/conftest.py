"""What the tests of all pages share."""

import pytest
from django.utils import timezone

from smartplan.municipalities.actions import invite
from smartplan.municipalities.models import Role


@pytest.fixture
def invitation_with_token(town, manager):
    return invite(
        municipality=town,
        by=manager,
        name="新人",
        role=Role.EDITOR,
        division=None,
        now=timezone.now(),
    )
