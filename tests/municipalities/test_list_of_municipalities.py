"""The list of municipalities is complete, official, and loaded without harm to what is there."""

import csv
import re
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command

from smartplan.municipalities.codes import check_digit, is_code
from smartplan.municipalities.models import Municipality


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    path = settings.BASE_DIR / "fixtures" / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_prefecture_city_ward_town_and_village_is_there(rows):
    assert Counter(row["kind"] for row in rows) == {
        "prefecture": 47,
        "city": 792,
        "ward": 23,
        "town": 743,
        "village": 183,
    }
    assert len(rows) == 1741 + 47


def test_twenty_cities_are_designated(rows):
    designated = [row["name"] for row in rows if row["designated"] == "1"]
    assert len(designated) == 20
    assert {"札幌市", "相模原市", "浜松市", "熊本市"} <= set(designated)
    assert {row["designated"] for row in rows} == {"0", "1"}


def test_every_code_has_its_check_digit_and_is_given_once(rows):
    codes = [row["code"] for row in rows]
    assert [code for code in codes if not is_code(code)] == []
    assert len(set(codes)) == len(codes)
    assert codes == sorted(codes)


def test_a_name_is_given_once_in_its_prefecture(rows):
    assert max(Counter((row["prefecture"], row["name"]) for row in rows).values()) == 1


def test_every_municipality_belongs_to_the_prefecture_of_its_code(rows):
    prefectures = {row["code"][:2]: row["name"] for row in rows if row["kind"] == "prefecture"}
    assert len(prefectures) == 47
    strays = [row for row in rows if prefectures[row["code"][:2]] != row["prefecture"]]
    assert strays == []


def test_every_reading_is_hiragana_and_ends_like_its_name(rows):
    endings = {"city": "し", "ward": "く", "town": "(ちょう|まち)", "village": "(むら|そん)"}
    endings["prefecture"] = "(どう|と|ふ|けん)"
    wrong = [
        row for row in rows if not re.fullmatch(f"[ぁ-ゖー]+{endings[row['kind']]}", row["kana"])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "name", "kana"),
    [
        ("010006", "北海道", "ほっかいどう"),
        ("072028", "会津若松市", "あいづわかまつし"),
        ("082082", "龍ケ崎市", "りゅうがさきし"),
        ("122246", "鎌ケ谷市", "かまがやし"),
        ("122297", "袖ケ浦市", "そでがうらし"),
        ("142077", "茅ヶ崎市", "ちがさきし"),
        ("103446", "榛東村", "しんとうむら"),
        ("013315", "松前町", "まつまえちょう"),
        ("131016", "千代田区", "ちよだく"),
        ("133817", "三宅村", "みやけむら"),
        ("134015", "八丈町", "はちじょうまち"),
        ("221309", "浜松市", "はままつし"),
        ("403440", "須恵町", "すえまち"),
        ("284815", "上郡町", "かみごおりちょう"),
    ],
)
def test_names_are_the_official_ones(rows, code, name, kana):
    row = next(row for row in rows if row["code"] == code)
    assert (row["name"], row["kana"]) == (name, kana)


def test_the_check_digit_follows_the_rule_of_the_ministry():
    assert check_digit("01100") == "2"  # 札幌市 011002
    assert check_digit("13101") == "6"  # 千代田区 131016
    assert check_digit("47382") == "1"  # 与那国町 473821


@pytest.mark.parametrize("text", ["", "01100", "011003", "0110021", "０１１００２", "abcdef"])
def test_what_is_not_a_code_is_refused(text):
    assert not is_code(text)


@pytest.mark.django_db
def test_loading_twice_adds_nothing_the_second_time(capsys):
    call_command("load_municipalities")
    assert Municipality.objects.count() == 1788
    assert str(Municipality.objects.get(code="072028").full_name) == "福島県会津若松市"
    assert Municipality.objects.get(code="141003").designated
    capsys.readouterr()
    call_command("load_municipalities")
    assert capsys.readouterr().out == "地方公共団体：0件を登録しました（登録済み1788件）。\n"


def test_loading_keeps_what_an_administrator_corrected(town):
    Municipality.objects.create(
        code="072028", name="会津わかまつ市", kana="x", prefecture="福島県", kind="city"
    )
    call_command("load_municipalities")
    assert Municipality.objects.get(code="072028").name == "会津わかまつ市"
    assert Municipality.objects.get(code=town.code) == town
    assert Municipality.objects.count() == 1789


def test_loading_takes_the_same_few_queries_whatever_is_absent(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):  # SQLite takes a bulk insert in portions
        call_command("load_municipalities")
    with django_assert_max_num_queries(2):
        call_command("load_municipalities")
