"""位置づけ図: every related plan stands in its group, with the relation that the planner chose."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import ACCENT, Box, Stroke
from smartplan.document.figures.positioning import figures
from smartplan.municipalities.models import Municipality
from smartplan.plans.models import RelatedPlan
from tests.document.figures.readable import LONG, assert_readable, contents_with, names, words_drawn


def plan_with(*related, prefecture="潮路県", **plan):
    city = Municipality(name="湊沢市", kind=Municipality.Kind.CITY, prefecture=prefecture)
    settings = {"title": "湊沢市スマートシティ推進計画", "municipality": city, **plan}
    rows = [
        RelatedPlan(name=name, level=level, relation=relation) for name, level, relation in related
    ]
    return contents_with(*rows, **settings)


def test_the_plan_stands_between_the_plans_above_and_beside_it():
    (figure,) = figures(
        plan_with(
            ("国の重点計画", "national", "refers"),
            ("潮路県デジタル戦略", "prefectural", "consistent"),
            ("第3次湊沢市総合計画", "upper", "conforms"),
            ("湊沢市地域公共交通計画", "individual", "cooperates"),
            ("DX推進方針", "internal", ""),
        )
    )

    places = {"".join(label.lines): label.area for label in figure.drawing.labels}
    own = places["湊沢市スマートシティ推進計画"]
    for name in ("・国の重点計画", "・潮路県デジタル戦略", "・第3次湊沢市総合計画"):
        assert places[name].bottom < own.y
    for name in ("・湊沢市地域公共交通計画", "・DX推進方針"):
        assert places[name].y > own.bottom
    assert {"国", "県", "上位計画", "個別計画", "内部計画・方針"} < set(places)
    assert {"即する", "整合", "連携", "参考"} < set(places)
    assert [shape.fill for shape in figure.drawing.shapes if isinstance(shape, Box)].count(
        ACCENT
    ) == 1


def test_the_note_speaks_of_a_dashed_line_only_where_there_is_one():
    def note(*relations):
        rows = [(f"計画{place}", "national", each) for place, each in enumerate(relations)]
        return figures(plan_with(*rows))[0].note

    assert note("refers") == "参考＝内容を参考にする（破線）"
    assert note("conforms", "refers").endswith("、参考＝内容を参考にする")


def test_the_kind_of_arrow_says_the_relation_without_colour():
    def arrow(relation):
        (figure,) = figures(plan_with(("総合計画", "upper", relation)))
        (line,) = [shape for shape in figure.drawing.shapes if isinstance(shape, Stroke)]
        return line.arrow_start, line.arrow_end, line.dashed

    assert arrow("conforms") == (False, True, False)
    assert arrow("consistent") == (True, True, False)
    assert arrow("cooperates") == (True, True, False)
    assert arrow("refers") == (False, True, True)
    assert arrow("") == (False, False, False)


def test_different_relations_in_one_group_stand_beside_each_plan():
    (figure,) = figures(
        plan_with(("総合計画", "upper", "conforms"), ("総合戦略", "upper", "consistent"))
    )

    words = list(figure.drawing.words)
    assert "即する・整合" in words
    assert words[words.index("・総合計画") + 1] == "即する"
    assert words[words.index("・総合戦略") + 1] == "整合"


def test_the_prefecture_bears_its_own_word():
    (figure,) = figures(plan_with(("都のデジタル戦略", "prefectural", ""), prefecture="東京都"))

    assert "都" in list(figure.drawing.words)
    assert "県" not in list(figure.drawing.words)


def test_the_alternative_names_the_plans_and_their_relations():
    (figure,) = figures(plan_with(("第3次総合計画", "upper", "conforms")))

    assert figure.alternative == (
        "「湊沢市スマートシティ推進計画」と、上位計画・関連計画との関係を示した図。"
        "上位計画は第3次総合計画（即する）。"
    )
    assert figure.note == "即する＝その計画の方針に沿って定める"


def test_without_a_named_related_plan_nothing_is_drawn():
    assert figures(plan_with()) == ()
    assert figures(plan_with(("", "upper", "conforms"))) == ()


def test_sixty_long_names_take_several_numbered_parts():
    parts = figures(plan_with(*((f"第{n}次{LONG[:120]}", "individual", "") for n in range(60))))

    assert_readable(parts)
    assert len(parts) > 1
    assert parts[-1].caption == f"計画の位置づけ（{len(parts)}／{len(parts)}）"
    words = words_drawn(parts)
    assert all(f"・第{n}次" in words for n in range(60))


related = st.tuples(
    names,
    st.sampled_from([*RelatedPlan.Level.values, ""]),
    st.sampled_from([*RelatedPlan.Relation.values, ""]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(related, max_size=45), names)
def test_whatever_was_typed_can_be_read(rows, title):
    parts = figures(plan_with(*rows, title=title or "計画"))

    assert_readable(parts)
    assert bool(parts) == any(name.strip() for name, _, _ in rows)
