"""A town is a 町, a ward a 区, a prefecture a 県: our own words follow."""

import pytest

from smartplan.municipalities.models import Municipality
from smartplan.municipalities.town_words import town_words_of


def words(kind, prefecture="みどり県"):
    return town_words_of(Municipality(kind=kind, prefecture=prefecture))


@pytest.mark.parametrize(
    ("kind", "prefecture", "said"),
    [
        ("city", "みどり県", "○○市長　市民の意識　市の考え方　例：市全域　市民参画"),
        ("town", "みどり県", "○○町長　町民の意識　町の考え方　例：町全域　町民参画"),
        ("village", "みどり県", "○○村長　村民の意識　村の考え方　例：村全域　村民参画"),
        ("ward", "東京都", "○○区長　区民の意識　区の考え方　例：区全域　区民参画"),
        ("prefecture", "みどり県", "○○県知事　県民の意識　県の考え方　例：県全域　県民参画"),
        ("prefecture", "東京都", "○○都知事　都民の意識　都の考え方　例：都全域　都民参画"),
        ("prefecture", "北海道", "○○道知事　道民の意識　道の考え方　例：道全域　道民参画"),
        ("prefecture", "大阪府", "○○府知事　府民の意識　府の考え方　例：府全域　府民参画"),
    ],
)
def test_our_words_follow_the_kind_of_municipality(kind, prefecture, said):
    written = "○○市長　市民の意識　市の考え方　例：市全域　市民参画"
    assert words(kind, prefecture).adapted(written) == said


def test_words_that_only_look_alike_stay():
    text = "都市の課題、近隣の市町村、都市OS、スマートシティ、市民中心主義、市場"
    assert words("town").adapted(text) == text


def test_a_town_in_hokkaido_looks_up_to_its_do():
    assert words("town", "北海道").adapted("総合計画や国・県の計画") == "総合計画や国・道の計画"
    assert words("city", "北海道").adapted("国・県の計画と市民") == "国・道の計画と市民"
