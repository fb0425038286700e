"""The pieces of the ranking: bigrams, words, synonyms, and an index that threads share."""

import pytest

from smartplan.relevance import library
from smartplan.relevance.index import Entry, Index, Profile
from smartplan.relevance.library import current_index, forget_index
from smartplan.relevance.synonyms import GROUPS, known_words, related_words
from smartplan.relevance.tokens import shared_words, tokens_of, words_of
from tests.relevance.library import add_case


def test_a_text_falls_into_pairs_without_endings_and_numbers():
    assert tokens_of("高齢者は2026年にLRTへ") == ["高齢", "齢者", "者は", "年に", "lrt"]
    assert tokens_of("データ") == ["デー", "ータ"]
    assert tokens_of("ﾓﾋﾞﾘﾃｨ") == tokens_of("モビリティ")
    assert tokens_of("ということです 123") == []


def test_shared_words_are_whole_or_end_of_a_run():
    assert shared_words(words_of("公共交通空白地とＬＲＴ"), words_of("公共交通、lrt")) == [
        "公共交通",
        "lrt",
    ]
    assert words_of("第6次総合計画") == ["総合計画"]
    assert shared_words(["最適化"], ["高度化"]) == []


def test_the_table_of_synonyms_has_no_slip():
    for group in GROUPS:
        assert len(set(group)) == len(group) > 1
        assert all(word == word.strip() and len(word) > 1 for word in group)


def test_related_words_know_what_led_to_them():
    related = related_words(known_words("豪雨への備え"))
    assert related["防災"] == "豪雨"
    assert "豪雨" not in related


def entry(pk, text):
    profile = Profile(frozenset(), frozenset(), frozenset(), "", "")
    return Entry(pk, profile, None, f"市{pk}", text)


def test_the_rarer_word_weighs_more():
    index = Index([entry(1, "交通と防災"), entry(2, "交通と観光"), entry(3, "交通")])
    scores, _ = index.search({"交通": 1.0, "防災": 1.0})
    assert scores.index(max(scores)) == 0
    assert index.frequency("交通") == 3
    assert index.spread("防災") == 1
    assert Index([]).search({"交通": 1.0})[0] == []


@pytest.mark.django_db
def test_the_index_is_kept_until_the_library_changes():
    add_case("C901", "交通")
    first = current_index()
    assert current_index() is first
    add_case("C902", "防災")
    assert current_index() is not first
    kept = current_index()
    forget_index()
    assert current_index() is not kept


@pytest.mark.django_db
def test_while_one_thread_builds_the_others_use_the_index_before():
    add_case("C901", "交通")
    before = current_index()
    add_case("C902", "防災")
    with library._building:
        assert current_index() is before
    assert len(current_index()) == 2
