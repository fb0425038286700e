"""What a form keeps: everything that can be seen."""

import unicodedata
from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.japanese.text import clean_text, printable


@pytest.mark.parametrize(
    "typed",
    [
        "㈱あおば ① ㎡ ㋿ ～〜 −－ ％ …",
        "髙橋、𠮷野、葛󠄀飾、﨑",
        "神\ufa10\ufa19",  # compatibility kanji of names
        "　本市では、\n　　次のとおり\tとします。",
        "ｶﾅとＡＢＣ１２３",
        "\ue000",
        "👩\u200d💻、👨\u200d👩\u200d👧、☎\ufe0f",  # joined signs fall apart without their joiners
    ],
)
def test_what_is_seen_stays_as_typed(typed):
    assert clean_text(typed) == typed


def test_what_nobody_sees_goes():
    assert clean_text("計\u200b画\ufeffの\x00趣\x0b旨\x1f\u202e\ud800") == "計画の趣\n旨"
    assert clean_text("\u200d計\u200c画\n\u200d") == "計画"
    assert clean_text("一行目 　\r\n二行目\t\r三行目\n\n") == "一行目\n二行目\n三行目"


def test_split_voicing_marks_are_joined():
    assert clean_text("か\u3099くしゅう") == "がくしゅう"


def test_only_blanks_become_nothing():
    assert clean_text(" 　\r\n\t\n") == ""


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(alphabet=st.characters(whitelist_categories=["L", "N", "P", "S"])))
def test_no_letter_sign_or_number_is_ever_lost(text):
    kept = unicodedata.normalize("NFKD", clean_text(text))
    for character in unicodedata.normalize("NFKD", text):
        if unicodedata.category(character)[0] in "NPS":
            assert character in kept


@pytest.mark.parametrize("text", [" " * 1_000_000 + "x", "　\n" * 500_000, "\r" * 1_000_000])
def test_a_megabyte_of_blanks_is_cleaned(text):
    assert clean_text(text) in {text, "x", "", " " * 1_000_000 + "x"}


@given(st.text(st.characters()))
def test_whatever_was_typed_can_stand_in_a_file_when_printed(typed):
    words = ElementTree.fromstring(f"<p>{escape(printable(typed))}</p>").text or ""  # noqa: S314
    assert words == printable(typed)
    assert words.encode().decode() == words


def test_what_is_seen_is_printed():
    assert printable("髙\x00橋\x1f\ud800\uffff、\n\t𠮷野\x85") == "髙橋、\n\t𠮷野"
