"""KPIの推移: bars in proportion, words where there is no number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import ACCENT, SOFT, WHITE, Box
from smartplan.document.figures.indicators import figures
from smartplan.plans.models import Indicator, IndicatorValue
from tests.document.figures.readable import (
    assert_readable,
    contents_with,
    names,
    typed_numbers,
    typed_years,
    words_drawn,
)

FILLS = {SOFT[2]: "基準値", WHITE: "中間値", ACCENT: "目標値"}


def riders(**fields):
    known = {
        "name": "利用者数",
        "unit": "人",
        "direction": "increase",
        "baseline_value": "10000",
        "baseline_year": "R7",
        "interim_value": "15000",
        "interim_year": "R10",
        "target_value": "２０，０００人",
        "target_year": "R13",
    }
    return Indicator(**{**known, **fields})


def bars_of(figure):
    """The height of each bar by what it stands for; the frame and the dots are round."""
    boxes = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    return {FILLS[box.fill]: box.area.height for box in boxes if not box.radius}


def test_bars_are_as_high_as_the_values():
    (figure,) = figures(contents_with(riders()))

    bars = bars_of(figure)

    assert bars["中間値"] == pytest.approx(1.5 * bars["基準値"])
    assert bars["目標値"] == pytest.approx(2 * bars["基準値"])


def test_a_panel_says_the_values_their_years_the_unit_and_the_direction():
    (figure,) = figures(contents_with(riders()))

    words = words_drawn([figure])

    for told in ("K1利用者数", "↑増やす", "単位：人", "10,000", "15,000", "20,000"):
        assert told in words
    for year in ("令和7年度2025年度", "令和10年度2028年度", "令和13年度2031年度"):
        assert year in words
    assert figure.alternative == (
        "K1 利用者数（10,000人から20,000人へ）の1件の指標の値を棒の高さで示した図です。"
    )


def test_the_end_of_a_fiscal_year_stands_in_the_panel_without_a_stray_bracket():
    (figure,) = figures(contents_with(riders(target_year="令和13年度末")))

    words = words_drawn([figure])

    assert "令和13年度末2031年度" in words
    assert "）" not in words


def test_a_value_in_words_stands_in_the_panel_without_a_bar():
    (figure,) = figures(contents_with(riders(baseline_value="新規")))

    assert set(bars_of(figure)) == {"中間値", "目標値"}
    assert "新規" in list(figure.drawing.words)


def test_a_negative_value_hangs_below_the_line():
    (figure,) = figures(contents_with(riders(baseline_value="-10", interim_value="0")))

    boxes = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    below, above = (next(box for box in boxes if box.fill == fill) for fill in (SOFT[2], ACCENT))

    assert above.area.bottom == pytest.approx(below.area.y)


def test_an_indicator_without_two_numbers_is_left_out_and_named():
    rows = [riders(), riders(baseline_value="新規", interim_value=""), riders(number="KGI")]

    (figure,) = figures(contents_with(*rows))

    assert figure.note == "数値が二つ以上ないため図に示していない指標：K2"
    assert figures(contents_with(rows[1])) == ()


def test_yearly_values_are_dots_between_the_bars():
    indicator = riders()
    values = [
        IndicatorValue(pk=place, indicator=indicator, year=2026 + place, value=value)
        for place, value in enumerate(("12000", "13000", "未集計"))
    ]
    indicator.pk = 1
    for value in values:
        value.indicator_id = 1

    (figure,) = figures(contents_with(indicator, *values))

    dots = [box for box in figure.drawing.shapes if isinstance(box, Box) and box.radius == 1.8]
    assert len(dots) == 2
    assert figure.note == "○：年度別の値"


def test_a_hundred_indicators_take_several_pages():
    rows = [riders(name=f"指標その{place}番") for place in range(100)]

    drawn = figures(contents_with(*rows))

    panels = [
        sum(isinstance(shape, Box) and shape.radius == 3 for shape in figure.drawing.shapes)
        for figure in drawn
    ]
    assert panels == [9, *[12] * 7, 7], "the first part stands below a text, the others fill pages"
    assert drawn[0].caption == f"指標の推移（1／{len(drawn)}）"
    words = words_drawn(drawn)
    assert all(f"指標その{place}番" in words for place in range(100))
    assert_readable(drawn)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Indicator,
            number=st.sampled_from(["", "K-12", "重要業績評価指標の一覧のその十二"]),
            name=names,
            unit=st.sampled_from(["", "％", "人／日（延べ人数、団体利用を含む。）"]),
            direction=st.sampled_from(["", "increase", "decrease", "maintain", "achieve"]),
            baseline_value=typed_numbers,
            baseline_year=typed_years,
            interim_value=typed_numbers,
            interim_year=typed_years,
            target_value=typed_numbers,
            target_year=typed_years,
        ),
        max_size=16,
    )
)
def test_whatever_was_typed_can_be_read(rows):
    assert_readable(figures(contents_with(*rows)))


def test_a_value_with_a_mark_is_shown_as_typed_and_not_drawn_as_another_number():
    (figure,) = figures(
        contents_with(riders(interim_value="15000¹⁾", baseline_value="10000㎞", unit="㎞"))
    )

    assert set(bars_of(figure)) == {"基準値", "目標値"}
    assert "15000¹⁾" in list(figure.drawing.words)
    assert figure.alternative.startswith("K1 利用者数（10,000㎞から20,000人へ）")


def test_yearly_values_that_stand_for_the_main_ones_are_printed_as_typed():
    row = Indicator(pk=1, name="来訪者数", unit="人")
    values = [
        IndicatorValue(indicator=row, year=2027, value="8.2万人"),
        IndicatorValue(indicator=row, year=2028, value="9万"),
        IndicatorValue(indicator=row, year=2029, value="10①"),
    ]

    (figure,) = figures(contents_with(row, *values))

    assert {"8.2万", "9万"} <= set(figure.drawing.words)
    assert figure.alternative.startswith("K1 来訪者数（8.2万人から9万人へ）")
