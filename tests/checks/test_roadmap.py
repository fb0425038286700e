"""Roadmap: bars within the plan, measures without a bar."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    Measure,
    RoadmapItem,
    RoadmapTheme,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, messages, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "level", "said"),
    [
        ({"start_year": 2027, "end_year": 2031}, None, None),
        (
            {"start_year": 2027, "end_year": None},
            Level.WARNING,
            "施策1「予約バス」の工程「実証」に終了年度がありません。",
        ),
        (
            {"start_year": 2029, "end_year": 2028},
            Level.ERROR,
            "施策1「予約バス」の工程「実証」の終了（令和10年度下期）が"
            "開始（令和11年度上期）より前です。",
        ),
        (
            {"start_year": 2028, "start_half": 2, "end_year": 2028, "end_half": 1},
            Level.ERROR,
            "施策1「予約バス」の工程「実証」の終了（令和10年度上期）が"
            "開始（令和10年度下期）より前です。",
        ),
        (
            {"start_year": 2026, "end_year": 2030},
            Level.WARNING,
            "施策1「予約バス」の工程「実証」（令和8年度から令和12年度）が"
            "計画期間をはみ出しています。",
        ),
        (
            {"start_year": 0, "end_year": 32767},
            Level.WARNING,
            "施策1「予約バス」の工程「実証」（0年度から32767年度）が計画期間をはみ出しています。",
        ),
    ],
)
def test_a_bar_lies_within_the_plan_and_ends_after_it_starts(plan, cells, level, said):
    measure = Measure.objects.create(plan=plan, name="予約バス")
    item = RoadmapItem.objects.create(plan=plan, measure=measure, phase="trial", **cells)
    write(plan, SectionKey.ROADMAP, approach="順に進める。")

    found = messages(plan, SectionKey.ROADMAP)

    assert found == ([said] if said else [])
    if said:
        assert finding(plan, said).link == Link("roadmap_items", item.pk)
        assert finding(plan, said).level == level


def test_a_measure_without_a_bar_is_pointed_out(plan):
    Measure.objects.create(plan=plan, name="予約バス")
    measure = Measure.objects.create(plan=plan, name="健診")
    RoadmapItem.objects.create(plan=plan, measure=measure, start_year=2027, end_year=2027)

    assert messages(plan, SectionKey.ROADMAP, Level.WARNING) == [
        "施策1「予約バス」の工程がありません。"
    ]


def test_the_long_range_roadmap_is_looked_at_in_its_own_way(plan):
    Measure.objects.create(plan=plan, name="予約バス")
    write(plan, SectionKey.ROADMAP, style="themes", approach="大きく描く。")
    assert messages(plan, SectionKey.ROADMAP) == ["大きな取組が1つもありません。"]

    RoadmapTheme.objects.create(plan=plan, name="移動の自由")
    assert messages(plan, SectionKey.ROADMAP) == [
        "大きな取組「移動の自由」の段階が1つも書かれていません。"
    ]
