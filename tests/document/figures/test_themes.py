"""大きな取組のロードマップ: the plan's own headings over what is to be reached."""

from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import Polygon
from smartplan.document.figures.themes import figures
from smartplan.plans.models import RoadmapTheme
from tests.document.figures.readable import LONG, assert_readable, contents_with, names, words_drawn


def theme(name, *stages):
    keys = ("stage_1", "stage_2", "stage_3", "stage_4")
    return RoadmapTheme(name=name, **dict(zip(keys, stages, strict=False)))


def test_the_plans_own_headings_stand_in_chevrons_over_the_columns():
    contents = contents_with(
        theme("移動の自由", "バス中心", "予約型", "", "自動運転"),
        texts={"roadmap": {"heading_2": "2030年", "heading_4": "2045年"}},
    )

    (figure,) = figures(contents)

    assert len([shape for shape in figure.drawing.shapes if isinstance(shape, Polygon)]) == 3
    assert list(figure.drawing.words) == [
        "現状",
        "2030年",
        "2045年",
        "移動の自由",
        "バス中心",
        "予約型",
        "自動運転",
    ]
    assert figure.alternative == (
        "1件の取組を現状、2030年、2045年の順に示した図です。"
        "移動の自由：現状は「バス中心」、2030年は「予約型」、2045年は「自動運転」。"
    )


def test_what_is_to_be_reached_stands_under_its_heading():
    (figure,) = figures(contents_with(theme("移動", "甲", "乙"), theme("健康", "", "丙")))

    areas = {"".join(label.lines): label.area for label in figure.drawing.labels}
    assert areas["乙"].x == areas["丙"].x > areas["甲"].x
    assert areas["丙"].y > areas["乙"].y
    assert areas["甲"].y == areas["乙"].y


def test_long_texts_turn_the_page():
    (upright,) = figures(contents_with(theme("移動", "短い", "文")))
    (sideways,) = figures(contents_with(theme("移動", LONG[:120], "文", "文", "文")))

    assert [upright.landscape, sideways.landscape] == [False, True]
    assert LONG[:120] in words_drawn([sideways])


def test_forty_undertakings_take_several_pages_under_the_same_heads():
    drawn = figures(contents_with(*(theme(f"取組その{n}番", "今", "後") for n in range(40))))

    assert len(drawn) > 1
    assert all("現状" in figure.drawing.words for figure in drawn)
    assert all(f"取組その{n}番" in words_drawn(drawn) for n in range(40))


def test_without_any_stage_nothing_is_drawn():
    assert figures(contents_with(theme("移動の自由"))) == ()
    assert figures(contents_with()) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, names, names, names, names), max_size=40), names)
def test_whatever_was_typed_can_be_read(rows, heading):
    contents = contents_with(
        *(theme(*row) for row in rows), texts={"roadmap": {"heading_3": heading}}
    )
    assert_readable(figures(contents))
