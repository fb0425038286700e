"""The structure as it is delivered."""

import pytest
from django.core.management import call_command


@pytest.fixture
def structure(db) -> None:
    call_command("load_structure", verbosity=0)
