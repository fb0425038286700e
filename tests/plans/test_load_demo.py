"""The demo city: what a newcomer sees first."""

import pytest
from django.core.management import call_command

from smartplan.municipalities.models import Municipality, User
from smartplan.plans.management.commands.load_demo import CODE, PASSWORD
from smartplan.plans.models import (
    Field,
    Indicator,
    Measure,
    OrganizationUnit,
    Plan,
    PopulationRow,
    RoadmapItem,
    Term,
)


@pytest.fixture
def demo(db) -> Plan:
    call_command("load_structure", verbosity=0)
    call_command("load_cases", verbosity=0)
    call_command("load_demo", verbosity=0)
    return Plan.objects.get(municipality__code=CODE)


def test_the_demo_city_has_a_plan_of_a_believable_size(demo):
    sizes = {
        kind: kind.objects.filter(plan=demo).count()
        for kind in (Field, Measure, Indicator, OrganizationUnit, RoadmapItem, Term)
    }
    assert sizes[Field] == 4
    assert sizes[Measure] >= 10
    assert sizes[Indicator] >= 12
    assert sizes[OrganizationUnit] >= 5
    assert sizes[RoadmapItem] > sizes[Measure]
    assert sizes[Term] >= 30
    years = [row.year for row in PopulationRow.objects.filter(plan=demo)]
    assert (years[0], years[-1]) == ("1980", "2045")
    assert len(demo.fiscal_years) == 5


def test_its_people_can_log_in_and_are_in_charge_of_its_chapters(demo):
    assert User.objects.get(username="planner").check_password(PASSWORD)
    assert {chapter.person.username for chapter in demo.chapters.all()} == {
        "planner",
        "colleague",
        "staff",
    }


def test_its_citations_lead_to_the_cases_of_the_library(demo):
    citations = list(demo.citations.select_related("case__source"))
    assert citations
    for citation in citations:
        assert citation.case is not None
        assert (citation.title, citation.page) == (citation.case.title, citation.case.page)
        assert citation.as_of == citation.case.as_of_text


def test_loading_it_again_changes_nothing(demo):
    demo.title = "書き直した名称"
    demo.save()
    call_command("load_demo", verbosity=0)
    assert Municipality.objects.filter(code=CODE).count() == 1
    assert Plan.objects.get().title == "書き直した名称"
