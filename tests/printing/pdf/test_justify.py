"""Lines of Japanese end at one straight edge, and nothing that was written gets lost by it."""

import re

import pytest
import weasyprint

from smartplan.document.blocks import prose, section
from smartplan.printing.pdf.document import render_pdf
from smartplan.printing.pdf.fetching import stylesheet
from smartplan.printing.pdf.weasyprint_patches import justify
from tests.printing.reading import document_with, pages_of, run

PROSE = (
    "本市では、人口の減少と高齢化が進み、暮らしを支える人手が足りなくなっています。都市OSを整え、"
    "分野を越えてデータを生かすことで、質の高いサービスを続けることが求められています。"
    "AIオンデマンド交通（令和6年10月から）を「北部地区」で始め、2027年度までに市内全域へ広げます。"
    "葛\U000e0100城市と𠮷野町の例も参考にし、市民の皆さんとともに進めていきます。"
)
ADDRESS = "くわしくはhttps://www.example.lg.jp/" + "abcdefghij" * 7 + "を見てください。"
EDGE = 0.6
"""How far apart, in points, right edges may lie that look straight."""


def lines_of(pdf, page):
    """The left and right edge of each line of a page, in points, and its words."""
    layout = run(
        "pdftotext", "-bbox-layout", "-f", str(page), "-l", str(page), "-", "-", stdin=pdf
    ).decode()
    found = re.findall(
        r'<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</line>',
        layout,
        re.DOTALL,
    )
    return [
        (float(left), float(right), "".join(re.findall(r">([^<]+)</word>", words)))
        for left, right, words in found
    ]


def printed(text):
    pdf = render_pdf(document_with(section("題", prose(text))))
    return pdf, [line for line in lines_of(pdf, 3) if line[2] in text]


def test_the_right_edge_of_japanese_text_is_straight():
    _, lines = printed(PROSE)

    *full, (_, end, last) = lines
    assert len(full) >= 3
    assert last.endswith("進めていきます。")
    rights = [right for _, right, _ in full]
    assert max(rights) - min(rights) < EDGE
    assert end < min(rights) - 10, "the last line is left as it is"


def test_lists_are_straight_too_and_hang_behind_their_marks():
    pdf = render_pdf(document_with(section("題", prose("\n".join(f"・{PROSE}" for _ in range(3))))))

    body = [line for line in lines_of(pdf, 3) if len(line[2]) > 35]
    assert len(body) >= 9
    rights = [right for _, right, _ in body]
    assert max(rights) - min(rights) < EDGE
    hanging = [left for left, _, words in body if not words.startswith("・")]
    assert max(hanging) - min(hanging) < EDGE


def test_every_sentence_can_still_be_found_and_copied():
    pdf, _ = printed(PROSE)

    assert PROSE.replace("\U000e0100", "") in pages_of(pdf)[2].replace("\U000e0100", "")


def test_where_lines_end_is_not_touched():
    _, lines = printed("あいうえ、" * 60 + "「かきくけこ」。" * 40)

    starts = {words[0] for _, _, words in lines}
    ends = {words[-1] for _, _, words in lines}
    assert len(lines) > 10
    assert starts.isdisjoint("、。」")
    assert "「" not in ends


def test_a_line_that_a_long_address_leaves_half_empty_is_not_torn_apart():
    _, lines = printed(ADDRESS)

    left, right, words = lines[0]
    assert words.startswith("くわしくは")
    assert (right - left) / len(words) < 11


def test_another_weasyprint_keeps_a_ragged_edge_and_says_so(monkeypatch, caplog):
    monkeypatch.setattr(weasyprint, "VERSION", "71.0")
    monkeypatch.setattr(justify.inline, "justify_line", lambda context, line, extra_width: None)

    css = stylesheet("css/document.css")

    assert "WeasyPrint 71.0 is not 70.0" in caplog.text
    assert not re.search(r"text-align:\s*justify", css)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("漢字かな", 4),
        ("葛\U000e0100城", 2),
        ("か\u3099き", 2),
        ("……――", 0),
        ("AI 2", 1),
        ("①※㈱", 3),
    ],
)
def test_what_counts_as_one_place_to_widen(text, count):
    assert len(list(justify._CHARACTER.finditer(text))) == count
