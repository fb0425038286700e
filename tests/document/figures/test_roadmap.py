"""工程表: bars over their years, told apart by pattern and word, with marks where they go on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import PORTRAIT_HEIGHT, SOFT, WHITE, Box, Hatch
from smartplan.document.figures.roadmap import figures
from smartplan.document.figures.roadmap_drawing import STRIP
from smartplan.plans.models import Field, Measure, RoadmapItem
from tests.document.figures.readable import assert_readable, contents_with, names, words_drawn


def item(label, first, last, phase="trial", measure=None):
    return RoadmapItem(
        label=label,
        phase=phase,
        measure=measure,
        start_year=first[0],
        start_half=first[1],
        end_year=last[0],
        end_half=last[1],
    )


def measures(count, name="施策その{}番"):
    field = Field(pk=1, name="移動")
    return [
        Measure(pk=place, name=name.format(place), field=field) for place in range(1, count + 1)
    ]


def plan_with(*items, **plan):
    found = {id(each.measure): each.measure for each in items if each.measure}
    fields = {id(each.field): each.field for each in found.values()}
    for each in items:
        each.measure_id = each.measure.pk if each.measure else None
    return contents_with(*fields.values(), *found.values(), *items, **plan)


def area_named(figure, words):
    return next(label.area for label in figure.drawing.labels if "".join(label.lines) == words)


def bars_of(figure):
    """The frames of the bars: white, with the heavier line, and wider than a patterned strip."""
    boxes = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    return [
        box.area
        for box in boxes
        if box.fill == WHITE and box.stroke == Box(box.area).stroke and box.area.width > 20
    ]


def test_a_bar_reaches_from_the_beginning_of_its_first_slot_to_the_end_of_its_last():
    (figure,) = figures(plan_with(item("実証運行", (2027, 2), (2029, 2))))

    (bar,) = bars_of(figure)

    assert bar.x == pytest.approx(area_named(figure, "下期").x, abs=1.5)
    assert bar.right == pytest.approx(area_named(figure, "令和11年度（2029年度）").right, abs=1.5)


def test_the_heads_name_the_years_and_split_the_first_into_halves():
    (figure,) = figures(plan_with(item("実証運行", (2027, 1), (2031, 2))))

    assert list(figure.drawing.words)[:8] == [
        "施策",
        "令和9年度（2027年度）",
        "上期",
        "下期",
        "令和10年度（2028年度）",
        "令和11年度（2029年度）",
        "令和12年度（2030年度）",
        "令和13年度（2031年度）",
    ]


@pytest.mark.parametrize(
    ("phase", "word", "pattern"),
    [
        ("study", "検討", (WHITE, Hatch.NONE)),
        ("trial", "実証", (WHITE, Hatch.DIAGONAL)),
        ("implementation", "実装", (SOFT[4], Hatch.NONE)),
        ("expansion", "拡充", (SOFT[3], Hatch.GRID)),
    ],
)
def test_each_phase_has_its_pattern_and_its_word_in_the_bar_and_in_the_legend(phase, word, pattern):
    (figure,) = figures(plan_with(item("運行", (2027, 1), (2028, 2), phase)))

    strips = [
        shape
        for shape in figure.drawing.shapes
        if isinstance(shape, Box) and shape.area.width == STRIP
    ]
    assert [(strip.fill, strip.hatch) for strip in strips] == [pattern]
    assert list(figure.drawing.words).count(word) == 2


def test_a_bar_that_goes_on_beyond_the_plan_does_not_look_finished():
    items = [item("実証", (2025, 1), (2028, 2)), item("実装", (2029, 1), (2040, 2))]

    (figure,) = figures(plan_with(*items))

    words = list(figure.drawing.words)
    assert (words.count("←"), words.count("→")) == (1, 1)
    assert figure.note == "←：この表より前の年度から続く　→：この表より後の年度に続く"
    first, second = bars_of(figure)
    assert area_named(figure, "←").x == pytest.approx(first.x, abs=12)
    assert area_named(figure, "→").right == pytest.approx(second.right, abs=4)


def test_bars_that_overlap_stand_one_under_the_other():
    items = [item("設計", (2027, 1), (2029, 2)), item("実証", (2028, 1), (2030, 2))]

    (figure,) = figures(plan_with(*items))

    first, second = bars_of(figure)
    assert first.right > second.x
    assert first.bottom <= second.y


def test_the_alternative_tells_what_is_done_when():
    (measure,) = measures(1, "デマンド交通")
    items = [
        item("実証運行", (2027, 2), (2028, 2), measure=measure),
        item("本格運行", (2029, 1), (2031, 2), "implementation", measure),
    ]

    (figure,) = figures(plan_with(*items, year_style="western"))

    assert figure.alternative == (
        "2027年度から2031年度までの工程表です（1件）。A-1 デマンド交通は、"
        "実証 実証運行（2027年度下期から2028年度まで）、"
        "実装 本格運行（2029年度から2031年度まで）。"
    )


def test_a_long_plan_gets_several_grids_with_short_heads():
    drawn = figures(plan_with(item("実装", (2027, 1), (2041, 2)), years=15))

    assert [figure.caption for figure in drawn] == ["工程表（1／2）", "工程表（2／2）"]
    assert "R92027" in list(drawn[0].drawing.words)
    assert "→" in list(drawn[0].drawing.words)
    assert "←" in list(drawn[1].drawing.words)


@pytest.mark.parametrize(
    ("label", "landscape"), [("実装", False), ("実証運行と効果の測定を行う", True)]
)
def test_many_years_turn_the_page_where_words_would_be_cut(label, landscape):
    (figure,) = figures(plan_with(item(label, (2030, 1), (2030, 2)), years=9))

    assert figure.landscape is landscape
    assert label in words_drawn([figure])


def test_forty_measures_take_several_pages_with_the_heads_repeated():
    items = [item("実証運行", (2027, 1), (2029, 2), measure=each) for each in measures(40)]

    drawn = figures(plan_with(*items))

    assert len(drawn) > 1
    assert all("上期" in figure.drawing.words for figure in drawn)
    words = words_drawn(drawn)
    assert all(f"施策その{place}番" in words for place in range(1, 41))


def test_a_short_label_stands_beside_its_phase_so_that_the_grid_stays_low():
    beside, under = (
        figures(plan_with(item(label, (2028, 1), (2028, 2))))[0]
        for label in ("運行", "地区の代表との運行計画の見直し")
    )

    assert area_named(beside, "実証").y == area_named(beside, "運行").y
    assert area_named(beside, "実証").right < area_named(beside, "運行").x
    assert beside.drawing.height < under.drawing.height


def test_a_grid_of_more_than_three_quarters_of_a_page_is_parted_evenly():
    def parts(count):
        rows = [item("実証運行", (2027, 1), (2029, 2), measure=each) for each in measures(count)]
        return figures(plan_with(*rows))

    assert len(parts(16)) == 1
    heights = [figure.drawing.height for figure in parts(32)]
    assert len(heights) == 2
    assert max(heights) - min(heights) < 60
    first = parts(60)[0].drawing.height
    assert first < 0.7 * PORTRAIT_HEIGHT, "the first part finds room below a text"


def test_what_has_no_place_in_the_grid_is_not_drawn():
    undated = RoadmapItem(label="時期は調整中")

    assert figures(plan_with(undated)) == ()
    assert figures(plan_with(item("実証", (2031, 1), (2027, 2)))) == ()
    assert figures(contents_with()) == ()


halves = st.tuples(st.one_of(st.none(), st.integers(2020, 2045)), st.integers(1, 2))
phases = st.sampled_from(["", "study", "trial", "implementation", "expansion"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(names, halves, halves, phases, st.integers(0, 5)), max_size=25),
    st.lists(names, min_size=6, max_size=6),
    st.integers(1, 13),
)
def test_whatever_was_typed_can_be_read(rows, measure_names, years):
    known = measures(6)
    for measure, name in zip(known, measure_names, strict=True):
        measure.name = name
    items = [
        item(label, first, last, phase, known[place] if place else None)
        for label, first, last, phase, place in rows
    ]
    assert_readable(figures(plan_with(*items, years=years)))
