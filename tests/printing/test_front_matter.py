"""Cover, greeting, watermark and back matter: what stands around the chapters."""

import hashlib
import io
from itertools import pairwise

import pytest
from PIL import Image

from smartplan.document.drawing import Drawing
from smartplan.document.findings import findings_of_plan
from smartplan.document.toc import list_of_figures
from smartplan.document.tree import Figure, Heading, Table
from smartplan.plans.models import Edition, Picture, PictureFile, PublicComment, PurposeText
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_body
from smartplan.printing.pdf.document import render_pdf
from tests.document.sample import write
from tests.printing.reading import (
    chapter_named,
    document_with,
    pages_of,
    picture_of,
    run,
    tags_of,
)


def a_picture(plan, place, alternative, colour=(0, 90, 0)):
    """A picture of one colour at one place of the plan."""
    content = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(content, "PNG")
    sha256 = hashlib.sha256(content.getvalue()).hexdigest()
    file = PictureFile.objects.create(
        sha256=sha256, media_type="image/png", width=60, height=80, content=content.getvalue()
    )
    return Picture.objects.create(plan=plan, place=place, alternative=alternative, file=file)


@pytest.fixture
def pictured_plan(plan):
    write(
        plan, PurposeText, greeting="ごあいさつの文章です。\n\n" * 6, greeting_name="市長　青葉太郎"
    )
    a_picture(plan, "logo", "あおば市の市章", (0, 90, 0))
    a_picture(plan, "portrait", "あおば市長の写真", (90, 0, 0))
    return plan


def batched(colours):
    """Red, green and blue of each point."""
    return zip(colours[::3], colours[1::3], colours[2::3], strict=True)


def coloured(pdf, page, tmp_path):
    """The box of the dark picture on a page, in hundredths of its width and height."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf)
    png = run(
        "pdftoppm", "-f", str(page), "-l", str(page), "-r", "50", "-png", str(file), stdin=b""
    )
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    points = [
        (place % picture.width, place // picture.width)
        for place, (red, green, blue) in enumerate(batched(picture.tobytes()))
        if blue < 20 and abs(red - green) > 60
    ]
    across, down = zip(*points, strict=True)
    return (
        100 * min(across) // picture.width,
        100 * min(down) // picture.height,
        100 * max(across) // picture.width,
        100 * max(down) // picture.height,
    )


def test_the_logo_stands_above_the_towns_name_and_the_portrait_beside_the_greeting(
    pictured_plan, document_of, tmp_path
):
    pdf = render_pdf(document_of(pictured_plan))

    left, top, right, bottom = coloured(pdf, 1, tmp_path)
    assert 45 <= (left + right) / 2 <= 55
    assert 55 < top < bottom < 90
    left, top, right, bottom = coloured(pdf, 2, tmp_path)
    assert 60 < left < right < 90
    assert 12 < top < bottom < 45
    assert tags_of(pdf).count("Figure") == 2
    assert "市長青葉太郎" in pages_of(pdf)[1]


def test_the_preview_shows_pictures_at_their_own_address(pictured_plan, document_of):
    body = render_body(
        document_of(pictured_plan), screen=True, picture_url=lambda place, _: f"/bilder/{place}/"
    )

    assert 'src="/bilder/logo/"' in body
    assert 'alt="あおば市の市章"' in body
    assert 'src="/bilder/portrait/"' in body


def test_a_picture_described_with_an_unprintable_character_is_found(pictured_plan):
    Picture.objects.filter(place="logo").update(alternative="市章\ue000")
    Picture.objects.filter(place="portrait").update(alternative="写真🏯")

    found = [finding.message for finding in findings_of_plan(read_plan(pictured_plan))]

    assert found == [
        "表紙に、外字（登録した文字）があります：（U+E000）",
        "はじめにに、PDFで印刷できない文字があります：🏯（U+1F3EF）",
    ]


# Watermark --------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", [Edition.OUTLINE, Edition.DRAFT, Edition.PROPOSAL])
def test_an_edition_that_is_not_final_is_marked_on_each_page_without_a_word(
    plan, document_of, edition, tmp_path
):
    plan.edition = edition

    marked = render_pdf(document_of(plan))
    plan.edition = Edition.FINAL
    final = render_pdf(document_of(plan))

    for page in (1, 2, 3):
        faint = picture_of(marked, page, tmp_path).histogram()[237:240]
        assert sum(faint) > 2000, "a large faint shape"
        assert sum(picture_of(final, page, tmp_path).histogram()[237:240]) < sum(faint) / 4
    text = "".join(pages_of(marked))
    # Cover, running heads and colophon say the edition; the mark itself is not text.
    assert text.count(str(edition.label)) == text.count(f"（{edition.label}）") == 4


def test_a_final_plan_and_a_revision_bear_no_watermark(plan, document_of):
    for edition in (Edition.FINAL, Edition.REVISION):
        plan.edition = edition
        assert document_of(plan).cover.watermark == ""


# Back matter --------------------------------------------------------------------------------------


def test_the_public_comment_counts_opinions_by_what_became_of_them(plan, document_of):
    kinds = PublicComment.Reflection
    for kind in (kinds.REFLECTED, kinds.REFERENCE, kinds.REFLECTED, ""):
        PublicComment.objects.create(plan=plan, opinion="意見です。", reflection=kind)

    counts, answers = chapter_named(document_of(plan), "パブリックコメントの結果").blocks

    assert isinstance(counts, Table)
    heads = [column.heading for column in counts.columns]
    assert heads == ["計画に反映", "今後の参考", "未定", "合計"]
    assert [cell.plain for cell in counts.rows[0].cells] == ["2件", "1件", "1件", "4件"]
    assert len(answers.rows) == 4


def test_headings_typed_in_the_greeting_skip_no_level_and_can_be_linked(plan, document_of):
    write(plan, PurposeText, greeting="■ 市民の皆さまへ\n本文です。\n■ 結び\n終わりです。")

    body = render_body(document_of(plan))

    assert '<h3 class="heading heading--2 heading--minor" id="greeting-1">■ 市民の皆さまへ' in body
    assert 'id="greeting-2"' in body
    assert 'id=""' not in body


def test_a_title_of_a_hundred_characters_stays_on_the_cover(tmp_path):
    title = "とても長い計画の名称" * 10

    pages = pages_of(render_pdf(document_with((), title=title)))

    assert pages[0].startswith(f"{title}（素案）")
    assert pages[0].endswith("あおば市")
    assert pages[1].startswith("とても長い計画の名称")
    assert "…（素案）" in pages[1]
    assert all(first != second for first, second in pairwise(pages))


def test_the_page_number_of_an_entry_as_long_as_its_line_stands_beside_it():
    words = "総合計画の目標と本計画の分野との対応を示す長い名前の見出しとその注記についての説明"
    headings = [Heading(words[:length], 2) for length in range(25, len(words) + 1)]
    pdf = render_pdf(document_with(headings))

    text = run("pdftotext", "-layout", "-f", "2", "-l", "2", "-", "-", stdin=pdf).decode()

    *lines, foot = [line.strip() for line in text.splitlines() if line.strip()]
    assert foot == "2"
    assert [line for line in lines if line.isdigit()] == []
    assert sum(line[-1].isdigit() for line in lines) == len(headings) + 1


def test_the_parts_of_a_figure_are_one_line_in_the_list_of_figures():
    def figure(caption, key):
        return Figure(Drawing(100, 50, ()), caption, "一本の棒の図です。", key)

    parts = [figure(f"指標の推移（{place}／9）", "indicators") for place in range(1, 10)]
    document = document_with([figure("人口の推移", "population"), *parts, figure("工程表", "time")])

    listed = list_of_figures(document)

    assert [entry.label for entry in listed] == [
        "図1　人口の推移",
        "図2～10　指標の推移",
        "図11　工程表",
    ]
    blocks = document.chapters[0].blocks
    assert listed[1].anchor == blocks[1].anchor
