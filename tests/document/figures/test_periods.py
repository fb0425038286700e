"""計画期間の対比: bars stand at the fiscal years that were typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import ACCENT, Polygon
from smartplan.document.figures.periods import figures, fiscal_year
from smartplan.document.figures.periods_drawing import LEVEL, NAME, YEARS
from smartplan.municipalities.models import Municipality
from smartplan.plans.models import RelatedPlan
from tests.document.figures.readable import (
    LONG,
    assert_readable,
    contents_with,
    names,
    typed_years,
    words_drawn,
)


def plan_with(*related, **plan):
    city = Municipality(name="湊沢市", kind=Municipality.Kind.CITY, prefecture="潮路県")
    settings = {"title": "湊沢市推進計画", "municipality": city, "year_style": "era", **plan}
    rows = [
        RelatedPlan(name=name, level=level, first_year=first, last_year=last)
        for name, level, first, last in related
    ]
    return contents_with(*rows, **settings)


def bars(figure):
    return [shape for shape in figure.drawing.shapes if isinstance(shape, Polygon)]


def ends(bar):
    xs = [x for x, _ in bar.points]
    return min(xs), max(xs)


def test_each_bar_spans_its_fiscal_years():
    (figure,) = figures(plan_with(("総合計画", "upper", "R5", "令和14年度")))

    year = YEARS / 10
    upper, own = bars(figure)
    assert ends(upper) == pytest.approx((LEVEL + NAME, LEVEL + NAME + 10 * year))
    assert ends(own) == pytest.approx((LEVEL + NAME + 4 * year, LEVEL + NAME + 9 * year))
    assert own.fill == ACCENT
    assert {"R5～R14", "R9～R13"} < set(figure.drawing.words)
    assert figure.alternative == (
        "計画の期間を年度ごとの帯で並べた図。"
        "総合計画は令和5年度～令和14年度、湊沢市推進計画は令和9年度～令和13年度。"
    )


def test_the_plan_stands_below_those_above_it_and_above_those_beside_it():
    (figure,) = figures(
        plan_with(("交通計画", "individual", "R6", "R10"), ("総合計画", "upper", "R5", "R14"))
    )

    words = list(figure.drawing.words)
    places = [words.index(name) for name in ("総合計画", "湊沢市推進計画", "交通計画")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("令和9年度", 2027),
        ("2027", 2027),
        ("令和9年4月", 2027),
        ("令和9年3月", 2026),
        ("平成31年4月", 2019),
        ("未定", None),
        ("", None),
    ],
)
def test_a_month_before_april_belongs_to_the_fiscal_year_before(typed, year):
    assert fiscal_year(typed) == year


def test_a_plan_whose_period_cannot_be_read_is_named_below():
    (figure,) = figures(
        plan_with(
            ("総合計画", "upper", "R5", "R14"),
            ("防災計画", "individual", "", ""),
            ("交通計画", "individual", "当面の間", ""),
            ("逆さの計画", "individual", "R10", "R5"),
        )
    )

    assert "防災計画" not in words_drawn([figure])
    assert figure.note == (
        "期間の定めがない、又は期間を読み取れない計画は図に入れていません："
        "「防災計画」、「交通計画」、「逆さの計画」。"
    )


def test_an_open_period_ends_in_an_arrow():
    (figure,) = figures(plan_with(("重点計画", "national", "R7", "")))

    national, own = bars(figure)
    assert len(national.points) == 5
    assert len(own.points) == 4
    assert "R7～" in list(figure.drawing.words)
    assert figure.note == "矢印は、その前又は後に期間が続くことを表します。"


def test_a_very_long_span_is_cut_around_the_plan_and_says_so():
    (figure,) = figures(plan_with(("昔の計画", "upper", "1980", "2060")))

    (first, last) = (ends(bar) for bar in bars(figure))
    assert last[1] - last[0] > 40
    assert first == pytest.approx((LEVEL + NAME, LEVEL + NAME + YEARS))
    assert "～" in words_drawn([figure])
    assert figure.note.startswith("R元年度からR24年度までを示し")


@pytest.mark.parametrize(
    ("style", "head"),
    [("era", "R9"), ("western", "2027"), ("era_western", "R92027"), ("western_era", "2027R9")],
)
def test_the_years_are_written_in_the_plans_way(style, head):
    (figure,) = figures(plan_with(("総合計画", "upper", "R9", "R13"), year_style=style))

    assert head in list(figure.drawing.words)


def test_nothing_is_drawn_when_there_is_nothing_to_compare():
    assert figures(plan_with()) == ()
    assert figures(plan_with(("防災計画", "individual", "", "未定"))) == ()


def test_forty_long_names_take_several_parts():
    parts = figures(
        plan_with(*((f"{n}番{LONG[:300]}", "individual", "R5", "R10") for n in range(40)))
    )

    assert_readable(parts)
    assert len(parts) > 1
    words = words_drawn(parts)
    assert all(f"{n}番" in words for n in range(40))


related = st.tuples(
    names, st.sampled_from([*RelatedPlan.Level.values, ""]), typed_years, typed_years
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(related, max_size=45),
    st.sampled_from(["era", "western", "era_western", "western_era"]),
    st.sampled_from([None, 2027]),
)
def test_whatever_was_typed_can_be_read(rows, style, start):
    assert_readable(figures(plan_with(*rows, year_style=style, start_year=start)))
