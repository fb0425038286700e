"""推進体制図: who stands under whom, inside and outside the town hall, in each phase."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import Box
from smartplan.document.figures.organization import figures
from smartplan.plans.models import OrganizationUnit, Partner
from tests.document.figures.readable import LONG, assert_readable, contents_with, names, words_drawn


def unit(name, head=None, side="inside", status="established", phase="both"):
    return {"name": name, "head": head, "side": side, "status": status, "phase": phase}


def plan_with(*units, partners=()):
    """A plan from its units; `head` is the place of another one, counted from 0."""
    rows = [
        OrganizationUnit(
            pk=place,
            parent_id=None if each["head"] is None else each["head"] + 1,
            **{name: value for name, value in each.items() if name != "head"},
        )
        for place, each in enumerate(units, start=1)
    ]
    return contents_with(*rows, *(Partner(sector=sector, name=name) for sector, name in partners))


def areas(figure):
    return {"".join(label.lines): label.area for label in figure.drawing.labels}


def box_around(figure, name):
    area = areas(figure)[name]
    boxes = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    return min((box for box in boxes if box.area.holds(area)), key=lambda box: box.area.height)


def test_units_stand_under_their_head_in_the_frame_of_their_side():
    (figure,) = figures(
        plan_with(
            unit("推進本部"),
            unit("幹事会", head=0),
            unit("作業部会", head=0),
            unit("推進協議会", side="outside"),
        )
    )

    places = areas(figure)
    assert places["推進本部"].bottom < places["幹事会"].y == places["作業部会"].y
    assert places["幹事会"].right < places["作業部会"].x
    inside, outside = (box_around(figure, label) for label in ("庁内", "庁外"))
    assert inside.area.holds(places["作業部会"])
    assert outside.area.holds(places["推進協議会"])
    assert not inside.area.overlaps(outside.area)
    assert figure.alternative == (
        "推進体制を組織の上下の線で示した図。庁内は推進本部、幹事会、作業部会。庁外は推進協議会。"
    )


def test_a_unit_under_discussion_is_dashed_and_says_so():
    (figure,) = figures(plan_with(unit("推進本部"), unit("運営会社", head=0, status="planned")))

    assert box_around(figure, "運営会社").dashed
    assert not box_around(figure, "推進本部").dashed
    assert list(figure.drawing.words).count("検討中") == 1
    assert figure.note == "破線の枠は検討中の組織、実線の枠は設置済の組織です。"


def test_where_some_state_is_not_known_the_established_say_so_too():
    (figure,) = figures(plan_with(unit("推進本部"), unit("部会", head=0, status="")))

    assert list(figure.drawing.words).count("設置済") == 1


def test_units_that_differ_by_phase_are_drawn_in_two_charts():
    launch, expansion = figures(
        plan_with(
            unit("推進本部"),
            unit("準備室", head=0, phase="launch"),
            unit("運営会社", head=1, phase="expansion"),
        )
    )

    assert (launch.caption, expansion.caption) == ("推進体制（立上げ期）", "推進体制（展開期）")
    assert "準備室" in words_drawn([launch])
    assert "準備室" not in words_drawn([expansion])
    assert "運営会社" not in words_drawn([launch])
    # Its head is gone in this phase: it stands under the next one above.
    assert areas(expansion)["運営会社"].y > areas(expansion)["推進本部"].bottom
    assert launch.key == expansion.key == "organization"


def test_one_phase_for_all_needs_one_chart():
    (figure,) = figures(plan_with(unit("推進本部", phase="launch")))

    assert figure.caption == "推進体制（立上げ期）"


def test_a_unit_whose_head_is_on_the_other_side_names_it():
    (figure,) = figures(plan_with(unit("推進本部"), unit("交通部会", head=0, side="outside")))

    assert "（推進本部の下）" in list(figure.drawing.words)


def test_a_unit_without_a_side_stands_where_its_head_stands():
    (figure,) = figures(plan_with(unit("協議会", side="outside"), unit("部会", head=0, side="")))

    words = list(figure.drawing.words)
    assert "庁外" in words
    assert "庁内・庁外の別を定めていない組織" not in words


def test_partners_stand_by_sector_in_the_usual_order():
    (figure,) = figures(
        plan_with(
            unit("推進本部"),
            partners=[("finance", "潮路銀行"), ("industry", "潮路交通"), ("", "その他の会")],
        )
    )

    places = areas(figure)
    heads = [places[name].x for name in ("産（企業など）", "金（金融機関）", "その他")]
    assert heads == sorted(heads)
    assert places["潮路交通"].y > places["産（企業など）"].bottom


def test_heads_that_form_a_ring_are_drawn_once_each():
    (figure,) = figures(plan_with(unit("甲", head=1), unit("乙", head=0), unit("丙", head=2)))

    words = list(figure.drawing.words)
    assert [words.count(name) for name in ("甲", "乙", "丙")] == [1, 1, 1]


def test_a_chain_of_four_hundred_units_is_drawn():
    parts = figures(plan_with(*(unit(f"{n}番", head=n - 1 if n else None) for n in range(400))))

    assert_readable(parts)
    words = [word for part in parts for word in part.drawing.words]
    assert [words.count(f"{n}番") for n in range(400)] == [1] * 400


def test_forty_units_under_one_head_fit_on_a_page():
    (figure,) = figures(
        plan_with(unit("推進本部"), *(unit(f"第{n}専門部会", head=0) for n in range(40)))
    )

    assert_readable([figure])


def test_a_large_organisation_with_long_names_takes_several_parts():
    units = [unit("推進本部"), *(unit(f"{n}番{LONG[:400]}", head=n // 5) for n in range(40))]
    parts = figures(plan_with(*units, partners=[("industry", f"{n}社{LONG}") for n in range(40)]))

    assert_readable(parts)
    words = words_drawn(parts)
    assert all(f"{n}番" in words and f"{n}社" in words for n in range(40))
    assert parts[0].caption == f"推進体制（1／{len(parts)}）"


def test_without_units_and_partners_nothing_is_drawn():
    assert figures(plan_with()) == ()


units = st.builds(
    unit,
    names,
    head=st.one_of(st.none(), st.integers(0, 44)),
    side=st.sampled_from(["inside", "outside", ""]),
    status=st.sampled_from(["established", "planned", ""]),
    phase=st.sampled_from(["both", "both", "launch", "expansion", ""]),
)
partners = st.tuples(st.sampled_from([*Partner.Sector.values, ""]), names)


@settings(deadline=None, max_examples=50)
@given(st.lists(units, max_size=45), st.lists(partners, max_size=40))
def test_whatever_was_typed_can_be_read(rows, bodies):
    assert_readable(figures(plan_with(*rows, partners=bodies)))
