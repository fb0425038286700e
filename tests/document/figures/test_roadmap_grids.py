"""The roadmap's grid: halves in the first year, whole years after it, nothing lost."""

import pytest

from smartplan.document.figures.roadmap_grids import timelines
from smartplan.document.tree import Table
from smartplan.plans.models import Plan, RoadmapItem
from tests.printing.reading import chapter_named

LANE = ("A-1", "デマンド交通")


def plan_of(years=5, style="era_western"):
    return Plan(start_year=2027, years=years, year_style=style)


def item(label, first, last, phase="trial"):
    return RoadmapItem(
        label=label,
        phase=phase,
        start_year=first[0],
        start_half=first[1],
        end_year=last[0],
        end_half=last[1],
    )


def bars_of(grid):
    return [
        [(bar.label, bar.first, bar.last) for bar in line]
        for lane in grid.lanes
        for line in lane.lines
    ]


def test_only_the_first_year_is_split_into_halves():
    (grid,), _ = timelines({LANE: [item("実証", (2027, 1), (2031, 2))]}, plan_of())

    assert [year.halves for year in grid.years] == [("上期", "下期"), (), (), (), ()]
    assert grid.years[0].label == "令和9年度\n（2027年度）"
    assert bars_of(grid) == [[("実証", 0, 5)]]


@pytest.mark.parametrize(
    ("first", "last", "slots"),
    [
        ((2027, 1), (2027, 1), (0, 0)),
        ((2027, 2), (2028, 1), (1, 2)),
        ((2028, 2), (2029, 1), (2, 3)),
        ((2025, 1), (2027, 1), (0, 0)),
        ((2031, 2), (2040, 1), (5, 5)),
    ],
)
def test_a_bar_is_rounded_outward_and_cut_at_the_edges_of_the_plan(first, last, slots):
    (grid,), outside = timelines({LANE: [item("実証", first, last)]}, plan_of())

    ((bar,),) = [line for lane in grid.lanes for line in lane.lines]
    assert (bar.first, bar.last) == slots
    assert outside == []


def test_a_bar_that_ends_before_it_begins_is_not_drawn_over_all_the_years(full_plan, document_of):
    wrong = item("実証", (2031, 1), (2027, 2))
    assert timelines({LANE: [wrong]}, plan_of()) == ((), [wrong])

    full_plan.roadmap_items.all().delete()
    wrong.plan = full_plan
    wrong.save()
    (table,) = [
        block
        for block in chapter_named(document_of(full_plan), "ロードマップ").blocks
        if isinstance(block, Table)
    ]
    assert table.rows[0].cells[-1].plain == (
        "令和13年度（2031年度）～令和9年度（2027年度）\n（期間を確認）"
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2027, 1), (2027, 1), "実証"),
        ((2027, 2), (2028, 2), "実証"),
        ((2027, 1), (2029, 1), "実証（～上期）"),
        ((2028, 2), (2029, 2), "実証（下期～）"),
        ((2028, 2), (2029, 1), "実証（下期～上期）"),
        ((2028, 1), (2028, 1), "実証（上期）"),
        ((2028, 2), (2028, 2), "実証（下期）"),
        ((2028, 1), (2035, 1), "実証"),
    ],
)
def test_the_half_that_a_whole_year_hides_is_told(first, last, words):
    (grid,), _ = timelines({LANE: [item("実証", first, last)]}, plan_of())
    assert [bar.label for bar in grid.lanes[0].lines[0]] == [words]


def test_a_bar_that_goes_on_beyond_the_plan_does_not_look_finished():
    items = [item("実証", (2025, 1), (2028, 2)), item("実装", (2029, 1), (2040, 2))]

    (grid,), _ = timelines({LANE: items}, plan_of())

    marks = [(bar.from_before, bar.goes_on) for bar in grid.lanes[0].lines[0]]
    assert marks == [(True, False), (False, True)]
    assert grid.note == "←：この表より前の年度から続く　→：この表より後の年度に続く"


def test_bars_that_overlap_stand_on_lines_of_their_own():
    items = [
        item("設計", (2027, 1), (2027, 1)),
        item("実証", (2027, 2), (2028, 1)),
        item("実装", (2028, 2), (2031, 2)),
    ]

    (grid,), _ = timelines({LANE: items}, plan_of())

    assert bars_of(grid) == [
        [("設計", 0, 0), ("実証（～上期）", 1, 2)],
        [("実装（下期～）", 2, 5)],
    ]


def test_what_has_no_place_in_the_grid_is_handed_back():
    undated = RoadmapItem(label="時期は調整中")
    late = item("将来", (2040, 1), (2041, 1))

    grids, outside = timelines({LANE: [undated, late]}, plan_of())

    assert grids == ()
    assert outside == [undated, late]


def test_a_long_plan_gets_several_grids_with_short_heads():
    grids, _ = timelines({LANE: [item("実装", (2027, 1), (2041, 2))]}, plan_of(years=15))

    assert [len(grid.years) for grid in grids] == [10, 5]
    assert grids[0].years[0].label == "R9\n2027"
    assert grids[1].years[0].halves == ()
    assert bars_of(grids[1]) == [[("実装", 0, 4)]]


def test_without_a_first_year_the_bars_say_which_years_there_are():
    plan = Plan(start_year=None, years=5, year_style="western")

    (grid,), _ = timelines({LANE: [item("実証", (2028, 1), (2029, 2))]}, plan)

    assert [year.label for year in grid.years] == ["2028年度", "2029年度"]
