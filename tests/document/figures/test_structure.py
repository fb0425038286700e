"""体系図: every field and every measure in its place, also when there are many."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import Stroke
from smartplan.document.figures.structure import figures
from smartplan.plans.models import Field, Measure, Philosophy
from tests.document.figures.readable import assert_readable, contents_with, names, words_drawn


def plan_with(fields, texts=None, ideas=(), **plan):
    """A plan from the names of its measures by field; None stands for no field."""
    rows = [Philosophy(name=idea) for idea in ideas]
    measures = []
    for place, (name, some) in enumerate(fields, start=1):
        field = Field(pk=place, name=name) if name is not None else None
        rows += [field] if field else []
        measures += [(measure, field) for measure in some]
    rows += [
        Measure(pk=place, name=name, field=field)
        for place, (name, field) in enumerate(measures, start=1)
    ]
    return contents_with(*rows, texts=texts, **plan)


def test_fields_and_measures_stand_in_their_order_with_their_codes():
    contents = plan_with(
        [("移動", ["デマンド交通", "MaaS"]), ("健康", ["健康ポータル"]), (None, ["広報"])],
        texts={"policy": {"vision": "つながるまち"}},
        ideas=["市民が主役"],
    )

    (figure,) = figures(contents)

    words = list(figure.drawing.words)
    codes = [word for word in words if re.fullmatch(r"[A-Z他]+-\d+", word)]
    assert codes == ["A-1", "A-2", "B-1", "他-1"]
    assert words[:4] == ["将来像", "基本理念", "分野", "施策"]
    for told in ("つながるまち", "市民が主役", "デマンド交通", "MaaS", "健康ポータル", "広報"):
        assert told in words
    assert figure.alternative == (
        "将来像「つながるまち」の実現に向けた、3分野4施策の体系図です。分野は、"
        "分野A 移動（2施策）、分野B 健康（1施策）、その他の施策（1施策）です。"
    )


def test_without_a_future_image_or_ideas_their_columns_are_not_there():
    (figure,) = figures(plan_with([("移動", ["デマンド交通"])]))

    assert list(figure.drawing.words)[:2] == ["分野", "施策"]


def test_the_tree_of_a_plan_without_fields_has_no_column_for_them():
    contents = plan_with([(None, ["広報", "研修"])], texts={"policy": {"vision": "つながるまち"}})

    (figure,) = figures(contents)

    words = list(figure.drawing.words)
    assert words[:2] == ["将来像", "施策"]
    assert [word for word in words if word.isdecimal()] == ["1", "2"]
    assert figure.alternative == "将来像「つながるまち」の実現に向けた、2施策の体系図です。"
    assert_readable([figure])


def test_each_measure_is_joined_to_its_field():
    (figure,) = figures(plan_with([("移動", ["甲", "乙", "丙"])]))

    strokes = [shape for shape in figure.drawing.shapes if isinstance(shape, Stroke)]
    level = [stroke for stroke in strokes if stroke.points[0][1] == stroke.points[1][1]]
    assert len(level) == 4  # from the field, and to each of its measures


def test_a_measure_of_which_nothing_was_written_is_not_shown():
    assert figures(plan_with([("移動", [""])])) == ()
    assert figures(plan_with([("移動", [])])) == ()
    assert figures(contents_with()) == ()


def test_forty_measures_take_several_parts_with_their_heads_repeated():
    fields = [(f"分野その{place}", [f"施策{place}の{n}番" for n in range(8)]) for place in range(5)]

    drawn = figures(plan_with(fields, texts={"policy": {"vision": "つながるまち"}}))

    assert len(drawn) > 1
    assert drawn[0].caption == f"施策の体系（1／{len(drawn)}）"
    assert all("将来像" in figure.drawing.words for figure in drawn)
    words = words_drawn(drawn)
    assert all(f"施策{place}の{n}番" in words for place in range(5) for n in range(8))


def test_a_field_that_is_higher_than_a_page_goes_on():
    drawn = figures(plan_with([("移動", [f"施策その{n}番" for n in range(60)])]))

    assert len(drawn) > 1
    assert "（続き）" not in words_drawn(drawn[:1])
    assert "（続き）" in words_drawn(drawn[1:2])
    assert_readable(drawn)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(names, st.lists(names, max_size=12)), max_size=6),
    names,
    st.lists(names, max_size=9),
)
def test_whatever_was_typed_can_be_read(fields, vision, ideas):
    contents = plan_with(fields, texts={"policy": {"vision": vision}}, ideas=ideas)
    assert_readable(figures(contents))
