from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from smartplan.plans.reading import read_plan
from smartplan.publishing.build import build_document
from tests.publishing.sample import fill

if TYPE_CHECKING:
    from smartplan.plans.models import Plan
    from smartplan.publishing.document import Document


@pytest.fixture
def full_plan(plan) -> Plan:
    """あおば市's plan with something in every text and every kind of row."""
    return fill(plan)


@pytest.fixture
def document_of():
    """The document of a plan as it stands in the database now."""

    def build(plan: Plan) -> Document:
        return build_document(read_plan(plan))

    return build


@pytest.fixture(autouse=True)
def _the_layout_complains_of_nothing(caplog):
    """No font that cannot be subset, no character drawn as a box, no rule that is ignored."""
    caplog.set_level(logging.WARNING, logger="weasyprint")
    yield
    complaints = [record.message for record in caplog.records if record.name == "weasyprint"]
    assert complaints == []
