"""Where a label may be broken, and how much each place costs: words stay whole while they can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category

from smartplan.japanese.phrases import phrases

NOT_FIRST = set(
    "、。，．,.;:!?）」』】〕〉》］｝)]}・：；？！ー～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶヽヾゝゞ々％%"
)
NOT_LAST = set("（「『【〔〈《［｛([{第約")

FREE, LIGHT, WORD, INSIDE, WHOLE, FORBIDDEN = 0, 60, 120, 600, 2500, 100_000
"""Between phrases, between scripts, between words of Chinese characters, inside such a word,
inside a word that is written in one piece (スマートシティ, FIWARE, 2027), against kinsoku."""

_RUNS = re.compile(
    r"(?P<kanji>[一-鿿㐀-䶿々〆豈-﫿]+)|(?P<katakana>[゠-ヺー-ヿｦ-ﾟ]+)|(?P<hiragana>[ぁ-ゟ]+)"
    r"|(?P<latin>[A-Za-zＡ-Ｚａ-ｚ0-9０-９.,/_&'’+\-‐-–@:]+)|(?P<other>.)",
    re.DOTALL,
)
_ENDINGS = re.compile(
    r"(?:協議会|委員会|審議会|研究会|連絡会|検討会|幹事会|分科会|懇談会|推進員|担当課|事務局|"
    r"都道府県|市町村|市役所|大学院|研究所|部会|協会|本部|会議|[市町村区県都府道省庁部課室局係班者"
    r"化的性型法案図年度次期版])$"
)
_JOINTS = set("./_-&@:")
_KATAKANA_ENDINGS = re.compile(
    r"(?<=..)(?:グループ|センター|サイト|チーム|システム|サービス|プロジェクト|プラットフォーム|"
    r"ネットワーク|コンソーシアム|ポータル|データ|モデル|ガイドライン|シップ)"
)


@lru_cache(maxsize=4096)
def costs(text: str) -> tuple[int, ...]:
    """What it costs to break the text before each of its characters."""
    found = [INSIDE] * len(text)
    for start, end, kind in _runs(text):
        found[start:end] = _within(text[start:end], kind)
        if start:
            found[start] = _between(text[:start], text[start:end])
    place = 0
    for phrase in phrases(text):
        if found[place] < WHOLE:
            found[place] = FREE
        place += len(phrase)
    for place in range(1, len(text)):
        if _is_bound(text[place - 1], text[place]):
            found[place] = FORBIDDEN
    return tuple(found)


def _runs(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _RUNS.finditer(text):
        yield found.start(), found.end(), found.lastgroup or ""


def _within(run: str, kind: str) -> list[int]:
    if kind == "kanji":
        return _within_kanji(run)
    if kind == "latin":
        return [INSIDE if run[place - 1] in _JOINTS else WHOLE for place in range(len(run))]
    if kind == "katakana":
        joints = {found.start() for found in _KATAKANA_ENDINGS.finditer(run)}
        return [INSIDE if place in joints else WHOLE for place in range(len(run))]
    return [INSIDE] * len(run)


def _within_kanji(run: str) -> list[int]:
    """Words have two characters, counted from a known ending: 推進|協議会, 公共|交通|計画."""
    found = [INSIDE] * len(run)
    ending = _ENDINGS.search(run)
    end = ending.start() if ending else len(run)
    if ending and len(ending.group()) > 1:
        found[end % len(run)] = WORD
    for place in range(end - 2, 0, -2):
        found[place] = WORD
    return found


def _between(before: str, run: str) -> int:
    last, first = before[-1], run[0]
    if last.isspace() or first.isspace():
        return FREE
    if _is(first, "hiragana") or (last.isdigit() and _is(first, "kanji")):
        return INSIDE
    if len(run) == 1 and _ENDINGS.match(run):
        return INSIDE
    return LIGHT


def _is(character: str, kind: str) -> bool:
    found = _RUNS.match(character)
    return found is not None and found.lastgroup == kind


def _is_bound(last: str, first: str) -> bool:
    joined = category(first) in {"Mn", "Me", "Mc", "Cf"}
    return joined or first in NOT_FIRST or last in NOT_LAST
