"""The one writer of SVG: well-formed, safe under a strict CSP, and alike in every renderer."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import resvg_py
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter, ImageStat
from weasyprint import HTML

from smartplan.document.drawing import (
    ACCENT,
    WHITE,
    Area,
    Box,
    Drawing,
    Hatch,
    Label,
    Polygon,
    Stroke,
)
from smartplan.document.figures.svg import svg_of
from tests.printing.reading import run

SPACE = "{http://www.w3.org/2000/svg}"

EVERYTHING = Drawing(
    300,
    160,
    (
        *(
            Box(
                Area(10 + 58 * place, 10, 50, 30), hatch=hatch, dashed=bool(place % 2), radius=place
            )
            for place, hatch in enumerate(Hatch)
        ),
        Box(Area(10, 50, 120, 30), fill=ACCENT, stroke=ACCENT),
        Label(Area(10, 50, 120, 30), ("湊沢市", "推進計画"), 9, bold=True, ink=WHITE),
        Polygon(((150, 50), (200, 50), (215, 65), (200, 80), (150, 80)), hatch=Hatch.GRID),
        Stroke(((20, 90), (20, 150)), weight=1.4, arrow_start=True, arrow_end=True),
        Stroke(((40, 90), (120, 90), (120, 150)), dashed=True, arrow_end=True),
        Stroke(((140, 150), (200, 90)), stroke=ACCENT, arrow_end=True),
        Stroke(((280, 120), (220, 120)), arrow_end=True),
    ),
)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314


def _resvg(svg: str) -> Image.Image:
    png = resvg_py.svg_to_bytes(svg_string=svg, dpi=144, background="#ffffff")
    return Image.open(io.BytesIO(bytes(png))).convert("L")


def _pdf(svg: str, drawing: Drawing) -> Image.Image:
    size = f"@page {{ size: {drawing.width}pt {drawing.height}pt; margin: 0 }}"
    style = f"<style>{size} body {{ margin: 0 }} svg {{ display: block }}</style>"
    pdf = HTML(string=style + svg).write_pdf()
    png = run("pdftoppm", "-r", "144", "-gray", "-singlefile", "-png", "-", stdin=pdf)
    return Image.open(io.BytesIO(png)).convert("L")


def test_the_pdf_and_the_picture_show_the_same():
    svg = svg_of(EVERYTHING, ident="図1", title="すべての形")

    one, other = (
        image.resize((600, 320)).filter(ImageFilter.GaussianBlur(2))
        for image in (_resvg(svg), _pdf(svg, EVERYTHING))
    )

    difference = ImageChops.difference(one, other)
    assert ImageStat.Stat(one).mean[0] < 250
    assert ImageStat.Stat(difference).mean[0] < 4


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_was_typed_the_svg_is_well_formed_and_says_its_title_first(words, title):
    drawing = Drawing(100, 50, (Label(Area(0, 0, 100, 50), (words,)),))

    root = parsed(svg_of(drawing, ident="f1", title=title))

    assert root[0].tag == f"{SPACE}title"
    assert root.get("aria-labelledby") == root[0].get("id") == "f1-title"
    shown = "".join(root.find(f"{SPACE}text").itertext())
    kept = [letter for letter in words if letter.isprintable()]
    assert [letter for letter in shown if letter.isprintable()] == kept


def test_nothing_in_it_needs_a_style_or_a_script():
    root = parsed(svg_of(EVERYTHING, ident="f1", title="<script>"))

    assert {element.tag.removeprefix(SPACE) for element in root.iter()} <= {
        "svg", "title", "defs", "pattern", "path", "circle", "rect", "text", "polygon", "polyline",
    }  # fmt: skip
    for element in root.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_an_arrowhead_points_to_the_end_of_its_line():
    drawing = Drawing(100, 100, (Stroke(((50, 10), (50, 90)), weight=1, arrow_end=True),))

    root = parsed(svg_of(drawing, ident="f1", title=""))

    head = root.find(f"{SPACE}polygon").get("points").split()
    line = root.find(f"{SPACE}polyline").get("points").split()
    assert head[0] == "50,90"
    assert line == ["50,10", "50,84.5"]
    assert {corner.split(",")[1] for corner in head[1:]} == {"84.5"}
