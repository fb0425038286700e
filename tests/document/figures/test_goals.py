"""総合計画との対応: a line from each goal to each field that serves it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import Stroke
from smartplan.document.figures.goals import figures
from smartplan.plans.models import Field, GoalLink
from tests.document.figures.readable import assert_readable, contents_with, names, words_drawn


def plan_with(links, fields=("移動", "健康", "防災")):
    """A plan from its links: a goal, and the place of a field or None."""
    known = [Field(pk=place, name=name) for place, name in enumerate(fields, start=1)]
    rows = [
        GoalLink(goal=goal, field=known[place] if place is not None else None)
        for goal, place in links
    ]
    return contents_with(*known, *rows)


def test_each_goal_and_each_field_stands_once_and_each_link_has_a_line():
    (figure,) = figures(plan_with([("住みよいまち", 0), ("住みよいまち", 2), ("元気なまち", 2)]))

    assert list(figure.drawing.words) == [
        "総合計画の目標・政策",
        "本計画の分野",
        "住みよいまち",
        "元気なまち",
        "分野A 移動",
        "分野C 防災",
    ]
    lines = [shape for shape in figure.drawing.shapes if isinstance(shape, Stroke)]
    assert len(lines) == 3
    assert figure.alternative == (
        "総合計画の目標・政策と本計画の分野を線で結んだ図です。"
        "「住みよいまち」には分野A 移動、分野C 防災が対応します。"
        "「元気なまち」には分野C 防災が対応します。"
    )


def test_a_line_runs_from_its_goal_to_its_field():
    (figure,) = figures(plan_with([("住みよいまち", 1)]))

    areas = {"".join(label.lines): label.area for label in figure.drawing.labels}
    (line,) = [shape for shape in figure.drawing.shapes if isinstance(shape, Stroke)]
    (x, y), (to_x, to_y) = line.points
    goal, field = areas["住みよいまち"], areas["分野B 健康"]
    assert x == pytest.approx(goal.right, abs=6)
    assert goal.y <= y <= goal.bottom
    assert to_x == pytest.approx(field.x, abs=6)
    assert field.y <= to_y <= field.bottom


def test_a_goal_without_a_field_is_shown_without_a_line_and_named():
    (figure,) = figures(plan_with([("住みよいまち", 0), ("学べるまち", None)]))

    assert "学べるまち" in list(figure.drawing.words)
    assert figure.note == "対応する分野を定めていない目標・政策：学べるまち"


def test_without_a_link_nothing_is_drawn():
    assert figures(plan_with([("住みよいまち", None)])) == ()
    assert figures(contents_with()) == ()


def test_forty_goals_and_forty_fields_take_several_pages():
    links = [(f"目標その{n}番", place) for n in range(40) for place in range(n % 3, 40, 9)]

    drawn = figures(plan_with(links, fields=[f"分野その{n}番" for n in range(40)]))

    assert len(drawn) > 1
    assert all(f"目標その{n}番" in words_drawn(drawn) for n in range(40))
    assert_readable(drawn)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(names, st.one_of(st.none(), st.integers(0, 5))), max_size=45),
    st.lists(names, min_size=6, max_size=6),
)
def test_whatever_was_typed_can_be_read(links, fields):
    assert_readable(figures(plan_with(links, fields)))
