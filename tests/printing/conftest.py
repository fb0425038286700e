from __future__ import annotations

import logging

import pytest


@pytest.fixture(autouse=True)
def the_layout_complains_of_nothing(caplog):
    """No font that cannot be subset, no character drawn as a box, no rule that is ignored."""
    caplog.set_level(logging.WARNING, logger="weasyprint")
    yield
    complaints = [record.message for record in caplog.records if record.name == "weasyprint"]
    assert complaints == []
