"""The marks officials type, read as paragraphs, headings and lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.japanese.markup import Heading, Item, ItemList, Paragraph, TableBlock, parse


def bullets(*texts, marker="・"):
    return ItemList(tuple(Item(marker, text) for text in texts), ordered=False)


def test_a_blank_line_begins_a_paragraph_and_a_line_break_stays():
    assert parse("一行目\n二行目\n\n\n　次の段落") == [
        Paragraph("一行目\n二行目"),
        Paragraph("　次の段落"),
    ]


def test_headings_are_known_by_their_marks():
    assert parse("■　背景\n本文\n【目的】\n【課題】交通が弱い。") == [
        Heading("背景", "■"),
        Paragraph("本文"),
        Heading("【目的】"),
        Paragraph("【課題】交通が弱い。"),
    ]


@pytest.mark.parametrize("marker", ["・", "･", "○", "●", "◎", "-", "－", "＊", "*"])
def test_items_keep_the_mark_that_was_typed(marker):
    assert parse(f"{marker}防災\n{marker} 交通") == [bullets("防災", "交通", marker=marker)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("(1)", "(2)"),
        ("（１）", "（２）"),
        ("⑴", "⑵"),
        ("①", "②"),
        ("1.", "2."),
        ("１．", "２．"),
        ("1)", "2)"),
        ("ア．", "イ．"),
        ("（ア）", "（イ）"),
        ("a)", "b)"),
    ],
)
def test_numbered_items_keep_their_numbers(first, second):
    assert parse(f"{first} 体制\n{second}財源") == [
        ItemList((Item(first, "体制"), Item(second, "財源")), ordered=True)
    ]


def test_letters_and_numbers_before_a_wide_blank_are_marks():
    assert parse("１　背景\n２　目的") == [
        ItemList((Item("１", "背景"), Item("２", "目的")), ordered=True)
    ]
    assert parse("ア　背景\nイ 目的") == [
        ItemList((Item("ア", "背景"), Item("イ", "目的")), ordered=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "○○市は、次のとおりとする。",
        "・・・と続く",
        "1.5倍に増える",
        "-3.2％",
        "－－－",
        "2026年度から",
        "（注）推計値",
        "アプリを使う",
        "e.g. this",
        "a city",
        "10 人が参加",
        "■■■",
        "・",
        "(1)",
        "※ 参考",
    ],
)
def test_other_lines_are_plain_text(text):
    assert parse(text) == [Paragraph(text)]


def test_items_further_in_belong_to_the_item_above():
    assert parse("・交通\n　・バス\n　　・路線\n　・鉄道\n・防災") == [
        ItemList(
            (
                Item(
                    "・",
                    "交通",
                    (Item("・", "バス", (Item("・", "路線"),)), Item("・", "鉄道")),
                ),
                Item("・", "防災"),
            ),
            ordered=False,
        )
    ]


def test_a_lower_mark_belongs_to_the_item_above_without_an_indent():
    assert parse("(1) 体制\n・本部\n・部会\n(2) 財源\n① 国費\nア．交付金") == [
        ItemList(
            (
                Item("(1)", "体制", (Item("・", "本部"), Item("・", "部会"))),
                Item("(2)", "財源", (Item("①", "国費", (Item("ア．", "交付金"),)),)),
            ),
            ordered=True,
        )
    ]


def test_a_higher_mark_begins_a_list_of_its_own():
    assert parse("・前提\n(1) 体制") == [
        bullets("前提"),
        ItemList((Item("(1)", "体制"),), ordered=True),
    ]


def test_a_line_further_in_goes_on_with_the_item():
    assert parse("・長い項目の\n　続き\n本文") == [bullets("長い項目の\n続き"), Paragraph("本文")]


def test_characters_stay_as_typed():
    text = "㈱ ① ㎡ 髙 𠮷 葛󠄀 ～ 〜 <b>&amp; "
    assert parse("本文 " + text) == [Paragraph("本文 " + text.rstrip())]
    assert parse("・" + text) == [bullets(text.rstrip())]


def texts_of(blocks):
    for block in blocks:
        if isinstance(block, ItemList):
            yield from texts_of_items(block.items)
        elif isinstance(block, TableBlock):
            yield from (cell for row in block.rows for cell in row)
        else:
            yield getattr(block, "marker", "") + block.text


def texts_of_items(items):
    for item in items:
        yield item.marker + item.text
        yield from texts_of_items(item.children)


LINES = st.lists(
    st.text(alphabet="・○●-＊(1)（２）①アa.．　 \t■【】本文葛󠄀", max_size=12), max_size=20
)


@given(LINES)
def test_nothing_typed_is_lost_or_moved(lines):
    text = "\n".join(lines)
    assert "".join("".join(texts_of(parse(text))).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 1_000_000,
        "・項目\n" * 200_000,
        " " * 1_000_000,
        "【" * 1_000_000,
        "\n".join(" " * (number % 900) + "・深い" for number in range(2_000)),
        "(" * 1_000_000,
        "・" * 1_000_000,
        "1" * 1_000_000,
    ],
)
def test_a_megabyte_is_read(text):
    assert "".join("".join(texts_of(parse(text))).split()) == "".join(text.split())


def test_a_table_pasted_from_excel_is_a_table():
    assert parse("費用は次のとおりです。\n年度\t事業費\t財源\n令和9\t1,000\n\t500\t国費\n以上") == [
        Paragraph("費用は次のとおりです。"),
        TableBlock((("年度", "事業費", "財源"), ("令和9", "1,000", ""), ("", "500", "国費"))),
        Paragraph("以上"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "日時\t令和8年4月",  # one line
        "(1)\t体制\n(2)\t予算",  # a list whose marks are followed by a TAB
        "■\t背景\n本文\tです",
        "\t字下げ\n\t字下げ",
        "a\tb\n\nc\td",
        "短い\t頭\nより\t長い\t行",
    ],
)
def test_tabs_alone_make_no_table(text):
    assert not any(isinstance(block, TableBlock) for block in parse(text))
