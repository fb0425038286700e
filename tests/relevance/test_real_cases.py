"""The suggestions on the eighty cases that come with the product, for towns of three sizes."""

from itertools import product

import pytest
from django.core.management import call_command

from smartplan.plans.actions import start_plan
from smartplan.plans.reading import read_plan
from smartplan.relevance.suggestions import suggest, suggest_for

pytestmark = pytest.mark.django_db

SMALL, MIDDLE, LARGE = 3_120, 80_000, 800_000
HEADQUARTERS = "首長を本部長とする推進本部を設け、各課から推進員を出す。専任の部署はない。"


@pytest.fixture(autouse=True)
def _the_eighty_cases(db):
    for seed in ("load_structure", "load_municipalities", "load_cases"):
        call_command(seed, verbosity=0)


def first(count=5, *, section, population, text=""):
    found = suggest(
        section=section, stage="planning", plan_type="government", population=population, text=text
    )
    return [each.case.number for each in found][:count]


def test_a_town_of_three_thousand_sees_the_organization_of_a_town_of_its_size_first():
    assert first(2, section="organization", population=SMALL) == ["C032", "C033"]


def test_a_small_town_keeps_the_towns_of_its_size_when_it_begins_to_write():
    found = first(section="organization", population=SMALL, text=HEADQUARTERS)
    assert found[0] == "C069"  # the headquarters led by the mayor: what the text is about
    assert {"C032", "C033"} < set(found[:3])


def test_cities_of_half_a_million_do_not_lead_the_cases_of_smaller_ones():
    sections = ("purpose", "situation", "policy", "organization", "measures", "roadmap")
    for section, population in product(sections, (SMALL, MIDDLE)):
        found = suggest(
            section=section, stage="planning", plan_type="government", population=population
        )
        leading = [each.case.population_band for each in found[:3]]
        assert not {"under_1m", "from_1m"} & set(leading), (section, population)


def test_a_large_city_sees_large_cities_first():
    assert first(2, section="purpose", population=LARGE) == ["C052", "C047"]
    assert first(2, section="organization", population=LARGE) == ["C022", "C037"]
    assert first(1, section="measures", population=LARGE) == ["C060"]
    assert first(1, section="roadmap", population=LARGE) == ["C063"]


def test_the_words_written_still_decide_in_a_town_of_any_size():
    best = {
        ("measures", "高齢者の買い物と通院のため、デマンド交通を走らせる。"): "C042",
        ("organization", HEADQUARTERS): "C069",
        ("organization", "大学と協定を結び人材を育てる。"): "C074",
        ("security", "個人情報の取扱いは本人同意を基本とする。"): "C066",
    }
    for (section, text), number in best.items():
        for population in (None, SMALL, MIDDLE, LARGE):
            assert first(1, section=section, population=population, text=text) == [number]


def test_the_population_is_read_however_the_town_typed_it(town, planner):
    plan = start_plan(municipality=town, by=planner, title="小さな町の計画", start_year=2027)
    for typed in ("3,120", "約３，１２０人", "3120", "3,120人（令和7年4月1日）"):
        plan.population = typed
        found = suggest_for(read_plan(plan), "organization")
        assert [each.case.actor for each in found[:2]] == ["磐梯町", "磐梯町"], typed
        assert "人口規模が近い（1万未満）" in found[0].reasons
