"""The Word file opened by another program: nothing is lost, and the figures look the same."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from struct import unpack_from

import docx
import resvg_py
from PIL import Image, ImageChops, ImageFilter, ImageStat

from smartplan.document.blocks import prose, section
from smartplan.document.drawing import (
    ACCENT,
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
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
from smartplan.document.tree import (
    Document,
    Figure,
    FrontMatter,
    Heading,
    PictureBlock,
    words_of,
)
from smartplan.plans.models import GlossaryText
from smartplan.printing.word import render_docx
from smartplan.printing.word.metafile import metafile
from tests.document.sample import write
from tests.printing.reading import document_with, fonts_of, pages_of, run
from tests.printing.word.checking import faults

EVERY_SHAPE = Drawing(
    300,
    160,
    (
        *(
            Box(Area(10 + 58 * place, 10, 50, 30), hatch=hatch, dashed=place % 2 > 0, radius=place)
            for place, hatch in enumerate(Hatch)
        ),
        Box(Area(10, 50, 120, 30), fill=ACCENT, stroke=ACCENT),
        Label(Area(10, 50, 120, 30), ("湊沢市（案）", "推進計画 2027"), 9, bold=True, ink=WHITE),
        Polygon(((150, 50), (200, 50), (215, 65), (200, 80), (150, 80)), hatch=Hatch.GRID),
        Stroke(((20, 90), (20, 150)), weight=1.4, arrow_start=True, arrow_end=True),
        Stroke(((40, 90), (120, 90), (120, 150)), dashed=True, arrow_end=True),
        Stroke(((140, 150), (200, 90)), stroke=ACCENT, arrow_end=True),
    ),
)


def no_pictures(sha256: str) -> bytes:
    raise AssertionError(f"nobody asked for {sha256}")


def test_every_word_of_the_plan_is_on_the_pages(full_plan, document_of, opened_by_libreoffice):
    write(full_plan, GlossaryText, style=GlossaryText.Style.FOOTNOTE)
    document = document_of(full_plan)

    pdf = opened_by_libreoffice(render_docx(document, no_pictures))

    pages = pages_of(pdf)
    cover, greeting, contents, *_, last = pages
    assert cover.startswith("あおば市スマートシティ推進計画（素案）計画期間令和9年度")
    assert greeting.endswith("あおば市長青葉太郎2")
    assert contents.startswith("あおば市スマートシティ推進計画（素案）目次")
    assert [page[-len(str(place)) :] for place, page in enumerate(pages, start=1)][1:] == [
        str(place) for place in range(2, len(pages) + 1)
    ]
    assert "電話000-000-0000" in last
    # Cells stand side by side in the text of a page; no character of the plan is missing there.
    drawn = Counter("".join(pages))
    assert Counter("".join(printed(document).split())) - drawn == Counter()
    assert {name for name, _ in fonts_of(pdf)} >= {"BIZUDPGothic-Bold", "BIZUDPGothic-Regular"}


def printed(document: Document) -> str:
    """What the chapters print: of a figure its caption and the words in it."""
    found: list[str] = []
    for part in (*document.front, *document.chapters):
        for block in part.blocks:
            if isinstance(block, Figure):
                found += [block.number, block.caption, block.note, *block.drawing.words]
            else:
                found += list(words_of(block))
    return "".join(found)


def test_saved_by_another_program_it_still_has_its_headings(
    full_plan, document_of, opened_by_libreoffice
):
    document = document_of(full_plan)

    saved = opened_by_libreoffice(render_docx(document, no_pictures), "docx")

    read = docx.Document(io.BytesIO(saved))
    headings = [p.text for p in read.paragraphs if p.style.name.startswith("Heading")]
    for chapter in document.chapters:
        assert chapter.heading in headings
        assert {
            block.label for block in chapter.blocks if isinstance(block, Heading) and block.numbered
        } <= set(headings)


def test_a_figure_looks_like_that_of_the_pdf(opened_by_libreoffice):
    figure = Figure(EVERY_SHAPE, "図の題", "図の説明", "key")

    pdf = opened_by_libreoffice(render_docx(document_with((figure,)), no_pictures))

    page = next(place for place, words in enumerate(pages_of(pdf), start=1) if "図の題" in words)
    picture = run("pdftoppm", "-f", str(page), "-l", str(page), "-r", "144", "-", stdin=pdf)
    svg = svg_of(EVERY_SHAPE, ident="f", title="t")
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=144, background="#ffffff"))
    wanted = Image.open(io.BytesIO(drawn)).convert("L")
    found = figure_on(Image.open(io.BytesIO(picture)), wanted.size)
    one, other = (
        image.resize((600, 320)).filter(ImageFilter.GaussianBlur(3)) for image in (wanted, found)
    )
    assert ImageStat.Stat(one).mean[0] < 250
    assert ImageStat.Stat(ImageChops.difference(one, other)).mean[0] < 6


def figure_on(page: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The part of a page where the figure stands: around its box in a blue that is only there."""
    accent = ImageChops.difference(page, Image.new("RGB", page.size, ACCENT)).convert("L")
    left, top, _, _ = accent.point(lambda far: 255 if far < 3 else 0).getbbox()
    scale = 144 / 72
    x, y = left - 11 * scale, top - 51 * scale
    return page.convert("L").crop((round(x), round(y), round(x) + size[0], round(y) + size[1]))


def test_a_sideways_figure_its_heading_and_its_caption_share_a_page(opened_by_libreoffice):
    drawing = Drawing(LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT, ())
    figure = Figure(drawing, "広い図", "図の説明", "key", landscape=True)
    document = document_with(section("前", prose("前の文。")), section("広い図の節", (figure,)))

    pages = pages_of(opened_by_libreoffice(render_docx(document, no_pictures)))

    (sideways,) = [page for page in pages if "図1広い図" in page]
    assert "2広い図の節図1広い図" in sideways
    assert len(pages) == 5


def test_a_metafile_holds_its_words_and_is_as_long_as_it_says():
    file = metafile(EVERY_SHAPE)

    kind, size = unpack_from("<2I", file)
    assert (kind, size) == (1, 108)
    signature, _, length, records, handles = unpack_from("<4IH", file, 40)
    assert (signature, length) == (0x464D4520, len(file))
    place, count = 0, 0
    while place < len(file):
        place += unpack_from("<I", file, place + 4)[0]
        count += 1
    assert (place, count) == (len(file), records)
    assert handles > 1
    for words in ("湊沢市（案）", "推進計画 2027", "BIZ UDPゴシック"):
        assert words.encode("utf-16-le") in file


def test_the_logo_and_the_portrait_are_in_the_file_once_and_described():
    png = io.BytesIO()
    Image.new("RGB", (400, 200), (0, 0, 0)).save(png, "PNG")
    asked: list[str] = []
    picture = PictureBlock("ab" * 32, "image/png", 400, 200, "市章")
    plain = document_with(section("題", prose("文")))
    greeting = FrontMatter("はじめに", "greeting", prose("あいさつ"), picture)
    document = replace(plain, cover=replace(plain.cover, logo=picture), front=(greeting,))

    file = render_docx(document, lambda sha256: asked.append(sha256) or png.getvalue())

    assert faults(file) == []
    assert asked == ["ab" * 32]
    read = docx.Document(io.BytesIO(file))
    (shape,) = read.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (52, 26)
    described = read.element.xpath("//wp:docPr/@descr")
    assert described == ["市章", "市章"]
    (floating,) = read.element.xpath("//wp:anchor/wp:extent")
    assert (int(floating.get("cx")) / 36000, int(floating.get("cy")) / 36000) == (45, 22.5)
