"""The title of a plan: each line of the cover ends between words, in PDF, Word and summary."""

import io
from itertools import accumulate

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.document.blocks import prose
from smartplan.document.widths.titles import PLAN_WORDS, SIZES, title_of
from smartplan.japanese.phrases import at_words, phrases
from smartplan.plans.reading import read_plan
from smartplan.printing.html.texts import phrased
from smartplan.printing.pdf.document import render_pdf
from smartplan.printing.summary import Paper, render_summary
from smartplan.printing.word import render_docx
from tests.printing.reading import document_with, run

TITLES = (
    ("湊沢市スマートシティ推進計画", "湊沢市"),
    ("〇〇町デジタル田園都市構想総合戦略", "〇〇町"),
    ("スマートシティ基本方針", "湊沢市"),
    ("第2次福島県会津若松市スマートシティ会津若松推進基本計画", "会津若松市"),
    ("あおば市スマートシティ推進基本方針及び実行計画", "あおば市"),
    ("みなみあいづ町スマートシティ・デジタル推進戦略", "みなみあいづ町"),
    ("会津若松市中心市街地エリアマネジメント型スマートシティ実行計画", "会津若松市"),
)
NAMES = st.sampled_from(["湊沢市", "あおば市", "会津若松市", "みなみあいづ町", "第2次", "2027"])


def torn(pieces, words):
    """The words inside which a piece ends."""
    text = "".join(pieces)
    ends = set(accumulate(map(len, pieces)))
    return [
        word
        for word in words
        for start in range(len(text))
        if text.startswith(word, start) and ends & set(range(start + 1, start + len(word)))
    ]


def on_the_cover(pdf):
    """The lines of the first page."""
    page = run("pdftotext", "-l", "1", "-raw", "-", "-", stdin=pdf).decode()
    return [line.strip() for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize(("title", "town"), TITLES)
def test_no_line_of_the_cover_ends_inside_a_word(title, town):
    document = document_with(prose("あ"), title=title, municipality=town)

    lines = on_the_cover(render_pdf(document))
    lines = lines[: lines.index("（素案）")]

    assert "".join(lines) == title
    assert torn(lines, (town, *PLAN_WORDS)) == []
    assert len(lines) <= 3


@pytest.mark.parametrize(("title", "town"), TITLES)
def test_the_cover_in_word_has_the_same_lines(title, town):
    document = document_with(prose("あ"), title=title, municipality=town)

    file = docx.Document(io.BytesIO(render_docx(document, lambda sha256: b"")))

    (words,) = [each.text for each in file.paragraphs if each.style.name == "Title"]
    assert tuple(words.split("\n")) == title_of(title, town).lines


def test_a_title_of_one_line_is_not_broken_and_not_made_smaller():
    title = title_of("湊沢市スマートシティ推進計画", "湊沢市")

    assert title.lines == ("湊沢市スマートシティ推進計画",)
    assert title.size == SIZES[0]


def test_only_a_word_too_long_for_a_line_makes_the_title_smaller():
    long = title_of("ドリームプロジェクトビジョナリーイノベーションの計画", "湊沢市")
    many = title_of("とても長い計画の名称" * 9, "湊沢市")

    assert "ドリームプロジェクトビジョナリーイノベーションの" in long.lines[0]
    assert long.size < SIZES[0]
    assert many.size == SIZES[0]


@pytest.mark.parametrize("title", ["W" * 100, "あ" * 100, "ア" * 60 + "計画"])
def test_a_title_without_any_place_to_break_stays_on_the_page(title):
    document = document_with(prose("あ"), title=title)

    layout = run("pdftotext", "-l", "1", "-bbox", "-", "-", stdin=render_pdf(document)).decode()

    rights = [float(each.split('"')[0]) for each in layout.split('xMax="')[1:]]
    assert max(rights) <= 595 - 28 * 72 / 25.4 + 1


@given(st.lists(st.one_of(NAMES, st.sampled_from(PLAN_WORDS)), min_size=1, max_size=9))
def test_no_title_made_of_known_words_is_torn(parts):
    title = "".join(parts)
    known = (*PLAN_WORDS, "湊沢市", "あおば市", "会津若松市", "みなみあいづ町")

    for pieces in (phrases(title, known), at_words(title, known)):
        assert "".join(pieces) == title
        ends = set(accumulate(map(len, pieces)))
        assert ends <= set(accumulate(map(len, parts)))


@given(st.text("市町計画スマートシティ推進0123456789,.％△（）人年度AK- ", max_size=40))
def test_phrases_are_the_text_again(text):
    assert "".join(phrases(text, PLAN_WORDS)) == text
    assert "".join(at_words(text, PLAN_WORDS)) == text


def test_a_heading_keeps_the_words_of_a_plan_whole():
    assert "スマートシティ基本方針" in phrased("スマートシティ基本方針の考え方と進め方", 12)


@pytest.mark.parametrize("paper", list(Paper))
def test_the_title_of_the_summary_is_whole(full_plan, paper):
    full_plan.title = "第2次福島県会津若松市スマートシティ会津若松推進基本計画及びその実施の方針"
    full_plan.save()

    lines = on_the_cover(render_summary(read_plan(full_plan), paper))

    head = lines[: next(place for place, line in enumerate(lines) if "計画期間" in line)]
    assert torn(head, PLAN_WORDS) == []
