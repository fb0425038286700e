"""Finding the terms of a glossary in a text."""

from hypothesis import given
from hypothesis import strategies as st

from smartplan.japanese.terms import Match, TermFinder


def found(terms, text):
    return [(match.term, text[match.start : match.end]) for match in TermFinder(terms).find(text)]


def test_the_longest_term_wins():
    terms = ["データ", "データ連携", "データ連携基盤"]
    assert found(terms, "データ連携基盤とデータ連携とデータ") == [
        ("データ連携基盤", "データ連携基盤"),
        ("データ連携", "データ連携"),
        ("データ", "データ"),
    ]


def test_width_and_case_do_not_matter_and_places_are_those_of_the_text():
    text = "㈱あおばのﾀﾞｯｼｭﾎﾞｰﾄﾞとＡＰＩ、api"
    assert found(["ダッシュボード", "API"], text) == [
        ("ダッシュボード", "ﾀﾞｯｼｭﾎﾞｰﾄﾞ"),
        ("API", "ＡＰＩ"),
        ("API", "api"),
    ]
    assert TermFinder(["api"]).find("は、ＡＰＩ。") == [Match(2, 5, "api")]


def test_no_term_is_found_within_a_longer_katakana_or_latin_word():
    assert found(["データ", "OS", "AI", "シティ"], "ビッグデータ iOS mAIn スマートシティ") == []
    assert found(["OS", "AI"], "都市OSとAI技術") == [("OS", "OS"), ("AI", "AI")]


def test_a_shorter_term_is_found_where_the_longer_one_does_not_end_a_word():
    assert found(["AI・IoT", "AI"], "AI・IoTs") == [("AI", "AI")]


def test_a_sign_is_not_torn_apart():
    assert found(["(株"], "㈱あおば") == []
    assert found(["株"], "㈱あおば 株") == [("株", "株")]


def test_empty_terms_and_texts_find_nothing():
    assert found(["", " "], "データ") == []
    assert found(["データ"], "") == []
    assert found([], "データ") == []


def test_a_megabyte_with_many_terms_is_searched():
    terms = [f"施策{number}の名称" for number in range(500)] + ["データ" * 30]
    assert len(TermFinder(terms).find("データ" * 150_000 + "施策7の名称" * 50_000)) >= 50_000


TEXT = st.text(alphabet="デーﾃﾞｰﾀタ都市OSos㈱①葛󠄀　 a")


@given(st.lists(TEXT, max_size=5), TEXT)
def test_matches_stand_in_order_without_overlaps(terms, text):
    end = 0
    for match in TermFinder(terms).find(text):
        assert match.term in terms
        assert end <= match.start < match.end <= len(text)
        end = match.end


def test_many_terms_that_begin_alike_do_not_hold_the_server():
    """Each place is looked at once, not once for every length of such terms (that took minutes)."""
    alike = ["ああ" + "い" * length + "う" for length in range(1, 500)]
    finder = TermFinder([*alike, "データ"])
    text = "あ" * 200_000 + "データ"
    assert [match.term for match in finder.find(text)] == ["データ"]
