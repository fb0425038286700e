"""人口グラフ: bars as high as the numbers, actual and projected years told apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import INK, SOFT, WHITE, Box, Hatch, Stroke
from smartplan.document.figures.population import figures
from smartplan.plans.models import PopulationRow
from tests.document.figures.readable import (
    assert_readable,
    contents_with,
    names,
    typed_numbers,
    typed_years,
    words_drawn,
)

GROUP_FILLS = (WHITE, SOFT[2], SOFT[4])


def year(typed, total, children="", working_age="", elderly="", kind="actual", **fields):
    return PopulationRow(
        year=typed,
        total=total,
        children=children,
        working_age=working_age,
        elderly=elderly,
        kind=kind,
        **fields,
    )


def bars_of(figure):
    """The segments of the bars from left to right and from below, without the legend's samples."""
    shapes = figure.drawing.shapes
    ground = next(
        shape.points[0][1] for shape in shapes if isinstance(shape, Stroke) and shape.stroke == INK
    )
    boxes = [shape for shape in shapes if isinstance(shape, Box) and shape.weight]
    bars = [box for box in boxes if box.area.bottom <= ground + 0.1 and not box.radius]
    return sorted(bars, key=lambda box: (box.area.x, -box.area.y))


def test_segments_are_as_high_as_the_numbers_of_the_age_groups():
    (figure,) = figures(contents_with(year("2020", "1000", "100", "600", "300")))

    segments = bars_of(figure)

    assert [box.fill for box in segments] == list(GROUP_FILLS)
    heights = [box.area.height for box in segments]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 6, 3])
    assert "30.0" in list(figure.drawing.words)


def test_actual_and_projected_years_differ_in_pattern_and_in_words():
    rows = [
        year("2020", "1000", "100", "600", "300"),
        year("2030", "900", "80", "500", "320", kind="projection"),
    ]

    (figure,) = figures(contents_with(*rows))

    assert [box.hatch for box in bars_of(figure)] == [Hatch.NONE] * 3 + [Hatch.DIAGONAL] * 3
    words = list(figure.drawing.words)
    assert "実績" in words
    assert "推計" in words
    assert "推計（斜線）" in words


def test_the_alternative_tells_how_the_population_and_the_share_of_the_elderly_move():
    rows = [
        year("1980", "98000", "20000", "68000", "10000"),
        year("2045", "７０，０００人", "7000", "35000", "28000", kind="projection"),
    ]

    (figure,) = figures(contents_with(*rows, year_style="western"))

    assert figure.alternative == (
        "総人口は1980年の98,000人から2045年（推計）の70,000人に減り、"
        "高齢化率は10.2％から40.0％に上がります。"
    )


def test_a_total_without_the_three_groups_is_one_bar():
    (figure,) = figures(contents_with(year("2020", "1000"), year("2021", "500")))

    whole, half = bars_of(figure)

    assert whole.area.height == pytest.approx(2 * half.area.height)
    assert "総人口（内訳なし）" in list(figure.drawing.words)
    assert "0～14歳" not in list(figure.drawing.words)


def test_those_of_unknown_age_are_shown_on_top_of_the_groups():
    (figure,) = figures(contents_with(year("2020", "1000", "100", "500", "300")))

    assert [round(box.area.height, 1) for box in bars_of(figure)] == [11.2, 56.0, 33.6, 11.2]
    assert "年齢不詳など" in list(figure.drawing.words)


def test_a_cell_that_cannot_be_read_is_left_out_and_named():
    rows = [year("2015", "約一万", "100"), year("2020", "1000"), year("2025", "△300", "―")]

    (figure,) = figures(contents_with(*rows, year_style="western"))

    assert len(bars_of(figure)) == 1
    assert figure.note == (
        "数として読み取れないため図に示していない値："
        "2015年の総人口「約一万」、2025年の総人口「△300」"
    )


def test_sources_stand_under_the_figure_each_once():
    rows = [
        year("2015", "1000", source="国勢調査"),
        year("2020", "1000", source="国勢調査"),
        year("2030", "900", source="独自推計"),
    ]

    (figure,) = figures(contents_with(*rows))

    assert figure.note == "出典：国勢調査、独自推計"


@pytest.mark.parametrize(
    ("total", "unit"), [("5400", "人"), ("98000", "千人"), ("1370000", "千人")]
)
def test_many_years_are_told_in_a_unit_that_fits_into_the_bars(total, unit):
    rows = [year(str(1980 + 5 * place), total) for place in range(14)]

    (figure,) = figures(contents_with(*rows))

    assert f"人口（{unit}）" in list(figure.drawing.words)


@pytest.mark.parametrize(
    ("count", "landscape"),
    [(1, [False]), (16, [False]), (17, [True]), (28, [True]), (40, [True, True])],
)
def test_more_years_turn_the_page_and_then_take_several(count, landscape):
    rows = [year(str(1980 + place), "1000") for place in range(count)]

    drawn = figures(contents_with(*rows))

    assert [figure.landscape for figure in drawn] == landscape
    if count == 40:
        assert [figure.caption for figure in drawn] == [
            "人口の推移と将来推計（1／2）",
            "人口の推移と将来推計（2／2）",
        ]
    words = words_drawn(drawn)
    assert all(str(1980 + place) in words for place in range(count))


def test_without_a_number_nothing_is_drawn():
    assert figures(contents_with()) == ()
    assert figures(contents_with(year("2020", "調査中"))) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            PopulationRow,
            year=typed_years,
            total=typed_numbers,
            children=typed_numbers,
            working_age=typed_numbers,
            elderly=typed_numbers,
            kind=st.sampled_from(["actual", "projection", ""]),
            source=names,
        ),
        max_size=40,
    )
)
def test_whatever_was_typed_can_be_read(rows):
    assert_readable(figures(contents_with(*rows)))
