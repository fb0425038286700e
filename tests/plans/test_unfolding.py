"""A plan's JSON is read back in memory: the same contents, the same document, no query."""

from __future__ import annotations

import json

import pytest

from smartplan.document.build import build_document
from smartplan.plans.content import plan_content
from smartplan.plans.content.unfolding import contents_from
from smartplan.plans.content.writing import LocalIds
from smartplan.plans.models import Field, IndicatorValue, Measure, OrganizationUnit, RoadmapItem
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_body
from tests.document.sample import fill
from tests.plans.writing import fill_every_kind


@pytest.fixture
def full_plan(plan):
    return fill(plan)


def frozen(plan):
    """The plan's content as it comes back from text."""
    return json.loads(json.dumps(plan_content(plan)))


def test_what_went_out_as_json_is_found_again_cell_by_cell(plan):
    fill_every_kind(plan)
    content = frozen(plan)
    again = plan_content(plan, contents_from(content, plan.municipality))
    for citation in content["rows"]["citations"]:
        citation["case"] = None  # the case itself is not looked up
    assert again["rows"] == content["rows"]
    assert again["chapters"] == content["chapters"]


def test_the_document_of_the_content_is_the_document_of_the_plan(full_plan):
    contents = contents_from(frozen(full_plan), full_plan.municipality)
    then = render_body(build_document(contents))
    assert then == render_body(build_document(read_plan(full_plan)))
    assert "施策" in then


def test_nothing_is_asked_of_the_database(full_plan, django_assert_num_queries):
    content = frozen(full_plan)
    with django_assert_num_queries(0):
        contents = contents_from(content, full_plan.municipality)
        build_document(contents)


def test_rows_have_the_ids_that_they_had(full_plan):
    before = read_plan(full_plan)
    contents = contents_from(frozen(full_plan), full_plan.municipality, LocalIds(before).rows)
    for kind in (Field, Measure, OrganizationUnit, RoadmapItem, IndicatorValue):
        assert [row.pk for row in contents.rows(kind)] == [row.pk for row in before.rows(kind)]
    assert [each.pk for each in contents.chapters] == [each.pk for each in before.chapters]


def test_a_column_that_is_younger_than_the_content_has_its_default(full_plan):
    content = frozen(full_plan)
    del content["plan"]["year_style"]
    del content["rows"]["measures"][0]["funding"]
    contents = contents_from(content, full_plan.municipality)
    assert contents.plan.year_style == "era_western"
    assert contents.rows(Measure)[0].funding == ""
