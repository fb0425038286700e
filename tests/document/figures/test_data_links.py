"""サービス・データ連携図: each service is joined to its data by what links them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartplan.document.drawing import Box, Hatch, Stroke
from smartplan.document.figures.data_links import PERSONAL, figures
from smartplan.document.figures.data_links_drawing import Heights, Link, chart
from smartplan.plans.models import DataLink, Measure
from tests.document.figures.readable import LONG, assert_readable, contents_with, names, words_drawn


def plan_with(*links):
    """A plan from its links: service, via, data, provider, personal data."""
    kinds = ("service", "via", "data", "provider", "personal_data")
    return contents_with(*(DataLink(**dict(zip(kinds, link, strict=False))) for link in links))


def lines(figure):
    return [shape for shape in figure.drawing.shapes if isinstance(shape, Stroke)]


def test_equal_names_share_one_box():
    (figure,) = figures(
        plan_with(
            ("防災地図", "データ連携基盤", "河川の水位", "県"),
            ("防災地図", "データ連携基盤", "避難所の混み具合", "市"),
            ("見守り", "データ連携基盤", "河川の水位", "県"),
        )
    )

    words = list(figure.drawing.words)
    for name in ("防災地図", "見守り", "データ連携基盤", "河川の水位", "避難所の混み具合"):
        assert words.count(name) == 1
    assert len(lines(figure)) == 4


def test_data_of_the_same_name_from_another_provider_is_another_box():
    (figure,) = figures(plan_with(("地図", "API", "水位", "県"), ("地図", "API", "水位", "国")))

    words = list(figure.drawing.words)
    assert words.count("水位") == 2
    assert {"提供：県", "提供：国"} < set(words)


def test_lines_run_from_the_data_over_the_link_to_the_service():
    (figure,) = figures(plan_with(("防災地図", "API", "水位")))

    places = {"".join(label.lines): label.area for label in figure.drawing.labels}
    to_service, to_link = lines(figure)
    for line, start, end in (
        (to_link, places["水位"], places["API"]),
        (to_service, places["API"], places["防災地図"]),
    ):
        (x, _), (to_x, _) = line.points
        assert line.arrow_end
        assert x == pytest.approx(start.x, abs=6)
        assert to_x == pytest.approx(end.right, abs=6)


def test_personal_data_is_marked_in_words_and_by_pattern():
    (figure,) = figures(
        plan_with(
            ("健康", "API", "健診", "市", "included"),
            ("健康", "API", "歩数", "本人", "unknown"),
            ("地図", "API", "水位", "県", "none"),
        )
    )

    words = list(figure.drawing.words)
    assert words.count("個人情報を含む") == 1
    assert words.count("個人情報の有無は検討中") == 1
    boxes = [shape for shape in figure.drawing.shapes if isinstance(shape, Box)]
    assert [box.hatch for box in boxes].count(Hatch.DIAGONAL) == 1
    assert [box.dashed for box in boxes].count(True) == 1
    assert figure.note == (
        "左端の斜線は、個人情報を含むデータです。破線の枠は、個人情報の有無を検討中のデータです。"
    )
    assert "健康は市の「健診」（個人情報を含む）" in figure.alternative


def test_a_service_names_its_measures():
    measure = Measure(pk=1, name="健康アプリ")
    links = [DataLink(service="健康", data=data, measure=measure) for data in ("歩数", "健診")]

    (figure,) = figures(contents_with(measure, *links))

    assert list(figure.drawing.words).count("施策1") == 1


def test_a_link_without_its_way_says_that_it_is_open():
    (figure,) = figures(plan_with(("健康", "", "健診")))

    assert "（連携の方法は未定）" in list(figure.drawing.words)


def test_without_links_nothing_is_drawn():
    assert figures(plan_with()) == ()
    assert figures(plan_with(("", "API", ""))) == ()


def test_many_links_take_several_parts_and_none_is_lost():
    parts = figures(
        plan_with(*((f"{n // 4}番{LONG[:200]}", "基盤", f"{n}号{LONG}", "市") for n in range(60)))
    )

    assert_readable(parts)
    assert len(parts) > 1
    words = words_drawn(parts)
    assert all(f"{n}号" in words for n in range(60))
    assert parts[0].caption == f"サービスとデータの連携（1／{len(parts)}）"


links = st.tuples(names, names, names, names, st.sampled_from([*DataLink.PersonalData.values, ""]))


linked = st.builds(
    Link,
    service=names,
    via=names,
    data=names,
    provider=names,
    personal=st.sampled_from([*PERSONAL.values(), ""]),
    measure=st.sampled_from(["", "施策A-1", "施策B-12"]),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(linked, min_size=1, max_size=20), st.integers(0, 20))
def test_a_page_is_as_high_as_it_was_told_before_it_was_drawn(links, first):
    told = Heights().with_links(links[:first]).with_links(links[first:])

    assert told.whole == pytest.approx(chart(links).height)


@settings(deadline=None, max_examples=50)
@given(st.lists(links, max_size=45))
def test_whatever_was_typed_can_be_read(rows):
    assert_readable(figures(plan_with(*rows)))
