"""All figures of one plan: each can be told apart in its document, and read in black and white."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from smartplan.document.drawing import INK, WHITE, Area, Box, Drawing, Polygon
from smartplan.document.figures.everything import EVERY_FIGURE
from smartplan.document.figures.text_width import words_area
from smartplan.document.tree import Figure, Table
from smartplan.plans.models import FigureForm, PurposeText
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_body
from smartplan.structure.keys import SectionKey
from tests.document.figures.readable import assert_readable
from tests.document.sample import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(full_plan) -> dict[str, tuple[Figure, ...]]:
    contents = read_plan(full_plan)
    return {kind.key: kind.figures(contents) for kind in EVERY_FIGURE}


def test_a_full_plan_has_every_figure_and_all_can_be_read(drawn):
    assert [key for key, figures in drawn.items() if not figures] == []
    for key, figures in drawn.items():
        assert_readable(figures)
        assert {figure.key for figure in figures} == {key}


def test_no_two_elements_of_the_document_share_an_id(full_plan, document_of):
    page = render_body(document_of(full_plan))

    ids = Counter(re.findall(r'\sid="([^"]*)"', page))
    # Of the roadmap's two figures the plan prints the one of its style.
    assert page.count("<svg") >= len(EVERY_FIGURE) - 1
    assert [name for name, count in ids.items() if count > 1 or not name] == []
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
    assert ' style="' not in page


def test_words_stand_out_from_what_is_under_them(drawn):
    for figures in drawn.values():
        for figure in figures:
            for label, fill in _grounds(figure.drawing):
                assert _contrast(label.ink, fill) >= 4.5, (figure.key, label)


def test_lines_stand_out_from_the_paper(drawn):
    for figures in drawn.values():
        for figure in figures:
            edges = {
                shape.stroke
                for shape in figure.drawing.shapes
                if isinstance(shape, Box | Polygon) and shape.weight
            }
            assert all(_contrast(edge, WHITE) >= 3 for edge in edges), figure.key


def _grounds(drawing: Drawing):
    """Each label with the fill of the last shape painted under it."""
    under: list[tuple[Area, str]] = []
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            under.append((shape.area, shape.fill))
        elif isinstance(shape, Polygon):
            xs, ys = zip(*shape.points, strict=True)
            under.append((Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)), shape.fill))
    for label in drawing.labels:
        if label.lines:
            words = words_area(label)
            fills = [fill for area, fill in under if area.holds(words, slack=1)]
            yield label, fills[-1] if fills else WHITE


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_ink_can_be_read_on_paper():
    assert _contrast(INK, WHITE) > 15


# The related plans have one table for two figures --------------------------------------------


@pytest.mark.parametrize(
    ("positioning", "periods", "figures", "tables"),
    [
        ("both", "figure", ["positioning", "periods"], 1),
        ("both", "both", ["positioning", "periods"], 1),
        ("figure", "figure", ["positioning", "periods"], 0),
        ("figure", "both", ["positioning", "periods"], 1),
        ("none", "table", [], 1),
        ("table", "none", [], 1),
        ("none", "none", [], 0),
    ],
)
def test_the_table_of_related_plans_is_printed_once_at_most(
    full_plan, document_of, positioning, periods, figures, tables
):
    assert {positioning, periods} <= set(FigureForm.values)
    write(full_plan, PurposeText, figure_positioning=positioning, figure_periods=periods)

    chapter = next(
        each for each in document_of(full_plan).chapters if each.section == SectionKey.PURPOSE
    )

    keys = [block.key for block in chapter.blocks if isinstance(block, Figure)]
    assert [key for key in keys if key in ("positioning", "periods")] == figures
    captions = [block.caption for block in chapter.blocks if isinstance(block, Table)]
    assert captions.count("上位計画・関連計画") == tables
