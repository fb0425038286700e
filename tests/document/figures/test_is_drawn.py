"""Whether there is anything to draw is told without drawing it, and told rightly."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartplan.document.figures.everything import EVERY_FIGURE
from smartplan.municipalities.models import Municipality
from smartplan.plans.models import (
    DataLink,
    Field,
    GoalLink,
    Indicator,
    IndicatorValue,
    Measure,
    OrganizationUnit,
    Partner,
    PopulationRow,
    RelatedPlan,
    RoadmapItem,
    RoadmapTheme,
)
from smartplan.plans.reading import join_rows, read_plan
from tests.document.figures.readable import contents_with

names = st.sampled_from(["", "", " ", "　", "あ", "防災", "12"])
numbers = st.sampled_from(["", "", "―", "新規", "約一万", "0", "-5", "12300人", "9" * 40])
typed_years = st.sampled_from(["", "", "いつか", "R7", "平成31年3月", "2040"])
years = st.sampled_from([None, None, 1990, 2026, 2027, 2031, 2032, 2060])
halves = st.sampled_from(RoadmapItem.Half.values)
goals = st.lists(st.sampled_from([0, 1, 17, 18, "3"]), max_size=2)


def rows(kind, most=3, **cells):
    return st.lists(st.builds(kind, **cells), max_size=most)


def choices(of):
    return st.sampled_from(["", *of.values])


measures = rows(Measure, name=names, purpose=names, sdgs=goals)
independent_rows = (
    rows(
        RoadmapItem,
        label=st.sampled_from(["", "", "実証"]),
        phase=choices(RoadmapItem.Phase),
        start_year=years,
        end_year=years,
        start_half=halves,
        end_half=halves,
    ),
    rows(
        RelatedPlan,
        name=names,
        level=choices(RelatedPlan.Level),
        first_year=typed_years,
        last_year=typed_years,
    ),
    rows(
        PopulationRow,
        year=typed_years,
        total=numbers,
        children=numbers,
        working_age=numbers,
        elderly=numbers,
    ),
    rows(OrganizationUnit, name=names, role=names, phase=choices(OrganizationUnit.Phase)),
    rows(Partner, name=names, role=names, sector=choices(Partner.Sector)),
    rows(DataLink, service=names, via=names, data=names, provider=names),
    rows(RoadmapTheme, name=names, stage_1=names, stage_3=names),
)


@st.composite
def plans(draw):
    """A plan of few rows, many of them blank or with what cannot be read."""
    found = [row for kind in independent_rows for row in draw(kind)]
    fields = [Field(pk=place, name=draw(names)) for place in range(1, draw(st.integers(1, 3)))]
    of_plan = [*draw(measures), *draw(rows(GoalLink, goal=names))]
    for row in of_plan:
        row.field = draw(st.sampled_from([None, *fields]))
    indicators = draw(
        rows(Indicator, most=2, name=names, baseline_value=numbers, target_value=numbers)
    )
    for place, indicator in enumerate(indicators, start=1):
        indicator.pk = place
    values = [
        IndicatorValue(indicator=indicator, year=2027 + place, value=draw(numbers))
        for indicator in indicators
        for place in range(draw(st.integers(0, 2)))
    ]
    city = Municipality(name="湊沢市", kind=Municipality.Kind.CITY, prefecture="潮路県")
    return contents_with(
        *(*found, *fields, *of_plan, *indicators, *values),
        municipality=city,
        title="湊沢市推進計画",
        start_year=draw(st.sampled_from([None, 2027])),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_a_figure_is_said_to_be_drawn_exactly_where_it_is(contents):
    said = {kind.key: kind.is_drawn(contents) for kind in EVERY_FIGURE}

    assert said == {kind.key: bool(kind.figures(contents)) for kind in EVERY_FIGURE}


@pytest.mark.django_db
def test_all_figures_of_a_full_plan_are_said_to_be_drawn_and_none_of_a_new_one(full_plan, plan):
    full = read_plan(full_plan)
    empty = full.with_rows({kind: [] for kind in full.all_rows()})
    join_rows(empty)

    assert [kind.key for kind in EVERY_FIGURE if not kind.is_drawn(full)] == []
    assert [kind.key for kind in EVERY_FIGURE if kind.is_drawn(empty)] == []
