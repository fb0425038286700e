"""SDGsとの対応: a mark for each goal that a measure serves."""

from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.figures.sdgs import figures
from smartplan.plans.models import Field, Measure
from smartplan.plans.sdgs import SDGS
from tests.document.figures.readable import assert_readable, contents_with, names, words_drawn


def plan_with(*measures):
    field = Field(pk=1, name="移動")
    rows = [
        Measure(pk=place, name=name, field=field if place % 2 else None, sdgs=goals)
        for place, (name, goals) in enumerate(measures, start=1)
    ]
    return contents_with(field, *rows)


def test_every_goal_that_is_served_has_a_column_and_every_link_a_mark():
    (figure,) = figures(plan_with(("デマンド交通", [3, 11]), ("広報", [11]), ("備品", [])))

    words = list(figure.drawing.words)
    assert words.count("●") == 3
    assert [word for word in words if word.isdigit()] == ["3", "11"]
    for goal in (3, 11):
        assert SDGS[goal - 1] in words
    assert "備品" not in words
    assert figure.alternative == (
        "2施策が貢献するSDGsの目標（2件）を●で示した図です。最も多くの施策が貢献するのは"
        "目標11「住み続けられるまちづくりを」（2施策）です。"
    )


def test_each_mark_stands_under_its_goal_and_beside_its_measure():
    (figure,) = figures(plan_with(("デマンド交通", [3, 11]), ("広報", [11])))

    places = {label.lines[0]: label.area for label in figure.drawing.labels if label.lines}
    marks = [label.area for label in figure.drawing.labels if label.lines == ("●",)]
    columns = sorted(round(mark.x + mark.width / 2) for mark in marks)
    heads = [round(places[goal].x + places[goal].width / 2) for goal in ("3", "11")]
    assert columns == [heads[0], heads[1], heads[1]]


def test_many_goals_turn_the_page_so_that_their_names_can_be_read():
    (upright,) = figures(plan_with(("甲", list(range(1, 9)))))
    (sideways,) = figures(plan_with(("甲", list(range(1, 18)))))

    assert [upright.landscape, sideways.landscape] == [False, True]
    assert all(name in list(sideways.drawing.words) for name in SDGS)


def test_without_goals_nothing_is_drawn():
    assert figures(plan_with(("甲", []), ("乙", [0, 18, "3"]))) == ()
    assert figures(contents_with()) == ()


def test_forty_measures_take_several_parts():
    drawn = figures(plan_with(*((f"施策その{n}番", [n % 17 + 1]) for n in range(60))))

    assert len(drawn) > 1
    assert all(f"施策その{n}番" in words_drawn(drawn) for n in range(60))
    assert_readable(drawn)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(names, st.lists(st.integers(1, 17), max_size=17, unique=True)), max_size=45)
)
def test_whatever_was_typed_can_be_read(measures):
    assert_readable(figures(plan_with(*measures)))
