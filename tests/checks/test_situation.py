"""Situation: numbers that do not add up, years, issues without an answer."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    Issue,
    Measure,
    Statistic,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, messages, population

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("total", "parts", "said"),
    [
        ("10,000", ("1,000", "6,000", "3,000"), []),
        ("１０，０００人", ("1000", "6000", "3000"), []),
        ("10,200", ("1,000", "6,000", "3,000"), []),  # 年齢不詳
        ("10,000", ("1,000", "6,000", "―"), []),
        (
            "10,000",
            ("1,000", "6,000", "4,000"),
            ["人口「令和2年」の3区分の合計（11,000人）が総人口（10,000人）と合いません。"],
        ),
        (
            "20,000",
            ("1,000", "6,000", "3,000"),
            ["人口「令和2年」の3区分の合計（10,000人）が総人口（20,000人）と合いません。"],
        ),
        (
            "一万くらい",
            ("1,000", "6,000", "3,000"),
            ["人口「令和2年」の総人口「一万くらい」を数として読めません。"],
        ),
    ],
)
def test_the_age_groups_add_up_to_the_total(plan, total, parts, said):
    row = population(plan, total=total, parts=parts)

    found = [each for each in messages(plan, SectionKey.SITUATION) if each.startswith("人口")]

    assert found == said
    for each in said:
        assert finding(plan, each).link == Link("population_rows", row.pk)


def test_years_of_the_population_are_read_and_given_once(plan):
    population(plan, year="昭和の終わり")
    population(plan, year="2020")
    population(plan, year="令和2年")

    found = messages(plan, SectionKey.SITUATION)

    assert "人口の1行目の年「昭和の終わり」を読めません。" in found
    assert "人口「2020」と同じ年の人口が2行以上あります。" in found


def test_a_statistic_needs_its_value_year_and_source(plan):
    row = Statistic.objects.create(plan=plan, name="高齢化率", value="31.2", year="2020年")
    Statistic.objects.create(plan=plan, source="市調べ")

    found = messages(plan, SectionKey.SITUATION)

    said = "統計「高齢化率」の年次「2020年」と、選ばれている「年度」が食い違っています。"
    assert finding(plan, said).link == Link("statistics", row.pk)
    assert "統計の2行目に値・年次がありません。" in found
    assert "出典のない統計が1行あります（統計「高齢化率」）。" in found


def test_an_issue_that_no_measure_answers_is_pointed_out(plan):
    issue = Issue.objects.create(plan=plan, title="バスが少ない")
    said = "課題「バスが少ない」に対応する施策がありません。"
    assert said not in messages(plan)  # as long as there is no measure at all

    measure = Measure.objects.create(plan=plan, name="予約バス")
    found = finding(plan, said)
    assert (found.section, found.level) == (SectionKey.SITUATION, Level.WARNING)
    assert found.link == Link("issues", issue.pk)

    measure.issues.add(issue)
    assert said not in messages(plan)
