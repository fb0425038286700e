"""What every figure promises: words that fit, do not run into each other, and stay on the page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from smartplan.document.drawing import (
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    PORTRAIT_HEIGHT,
    PORTRAIT_WIDTH,
    Area,
    Box,
    Drawing,
)
from smartplan.document.figures.text_width import SMALLEST, SMALLEST_NUMBER, words_area
from smartplan.document.tree import Figure
from smartplan.plans.contents import Links, PlanContents
from smartplan.plans.models import ROWS, TEXTS, Plan, Row

LONG = "地域公共交通の再編と自動運転車両の段階的な導入による高齢者等の移動手段の確保および" * 13

_LETTERS = "地域公共交通の再編と、自動運転（レベル4）導入ーー「安心」をつくる。ABCwiMQ12,％・ｱ\n"

names = st.one_of(
    st.text(_LETTERS, max_size=24),
    st.just(LONG[:500]),
    st.just("W" * 300),
    st.just("スマートシティ"),
)
"""Names as people type them: empty, short, very long, without a place to break."""

typed_numbers = st.one_of(
    st.integers(-(10**6), 10**13).map(str),
    st.decimals(-1000, 10**7, places=1).map(str),
    st.sampled_from(["", "―", "新規", "約一万", "１２，３００", "12300人", "9" * 40, "-5", "0"]),
)

typed_years = st.one_of(
    st.integers(1950, 2060).map(str),
    st.sampled_from(
        ["R7", "令和元年", "平成31年4月", "", "いつか", LONG[:100], "2020年（国勢調査）"]
    ),
)


def contents_with(
    *rows: Row, texts: dict[str, dict[str, Any]] | None = None, **plan: Any
) -> PlanContents:
    """A plan with these rows, in memory; texts by section: {"policy": {"vision": …}}."""
    found: dict[type[Row], list[Row]] = {kind: [] for kind in ROWS}
    for place, row in enumerate(rows, start=1):
        row.pk = row.pk or place
        found[type(row)].append(row)
    settings = {"start_year": 2027, "years": 5, "year_style": "era_western", **plan}
    written = {section: kind() for section, kind in TEXTS.items()}
    for section, fields in (texts or {}).items():
        for name, value in fields.items():
            setattr(written[section], name, value)
    return PlanContents(Plan(**settings), [], written, found, Links())


def assert_readable(figures: Iterable[Figure]) -> None:
    """Every label fits into its box, no two overlap, and the drawing fits onto its page."""
    for figure in figures:
        assert figure.caption
        assert figure.alternative.endswith("。")
        _fits_its_page(figure)
        _words_fit(figure.drawing)


def _fits_its_page(figure: Figure) -> None:
    width, height = PORTRAIT_WIDTH, PORTRAIT_HEIGHT
    if figure.landscape:
        width, height = LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT
    assert 0 < figure.drawing.width <= width + 0.01
    assert 0 < figure.drawing.height <= height + 0.01


def _words_fit(drawing: Drawing) -> None:
    paper = Area(0, 0, drawing.width, drawing.height)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            assert paper.holds(shape.area, slack=0.05), shape
    labels = [label for label in drawing.labels if label.lines]
    areas = [(label, words_area(label)) for label in labels]
    for label, area in areas:
        number = not any(character.isalpha() for line in label.lines for character in line)
        assert label.size >= (SMALLEST_NUMBER if number else SMALLEST)
        assert label.area.holds(area, slack=0.1), (label, area)
        assert paper.holds(area, slack=0.1), (label, area)
    for (one, first), (other, second) in combinations(areas, 2):
        assert not first.overlaps(second, slack=0.1), (one.lines, other.lines)


def words_drawn(figures: Iterable[Figure]) -> str:
    """Everything that can be read in the figures, without spaces."""
    words = "\n".join(word for figure in figures for word in figure.drawing.words)
    return words.replace(" ", "").replace("　", "")
