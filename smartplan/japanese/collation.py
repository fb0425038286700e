"""五十音 order of readings.

Code-point order is wrong for Japanese: ダッシュボード must come before 多要素認証. First the bare
kana are compared (no voicing marks, small kana as large, ー as the vowel it lengthens); only
readings that are equal so far are told apart by those marks (清音, 濁音, 半濁音; small before
large), then by script.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_VOWELS = {
    vowel: set(kana)
    for vowel, kana in {
        "あ": "あかさたなはまやらわ",
        "い": "いきしちにひみりゐ",
        "う": "うくすつぬふむゆる",
        "え": "えけせてねへめれゑ",
        "お": "おこそとのほもよろを",
    }.items()
}
_VOWEL_OF = {kana: vowel for vowel, row in _VOWELS.items() for kana in row} | {"ん": "ん"}
_LARGE = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))
_ROWS = {
    "あ行": "あいうえお",
    "か行": "かきくけこ",
    "さ行": "さしすせそ",
    "た行": "たちつてと",
    "な行": "なにぬねの",
    "は行": "はひふへほ",
    "ま行": "まみむめも",
    "や行": "やゆよ",
    "ら行": "らりるれろ",
    "わ行": "わゐゑをん",
}
_ROW_OF = {kana: row for row, kanas in _ROWS.items() for kana in kanas}
_VOICED, _HALF_VOICED = "\u3099", "\u309a"
# Ranks of the third comparison (JIS X 4061).
_LONG, _SMALL, _REPEATED, _BARE = 0, 1, 2, 3

# The bare kana, then the voicing marks, then the long, small and repeated ones, then the rest.
CollationKey = tuple[str, tuple[int, ...], tuple[int, ...], str]


def _hiragana(character: str) -> str:
    if "ァ" <= character <= "ヶ" or character in "ヽヾ":
        return chr(ord(character) - 0x60)
    return character


@lru_cache(maxsize=2048)
def collation_key(reading: str) -> CollationKey:
    """The key to sort readings by: digits, Latin letters, kana in 五十音 order, then the rest."""
    bare: list[str] = []
    voicing: list[int] = []
    marks: list[int] = []
    for original in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", reading)):
        character = _hiragana(original.casefold()[:1])
        if character in (_VOICED, _HALF_VOICED):
            if voicing:
                voicing[-1] = 1 if character == _VOICED else 2
        elif found := _bare(character, bare[-1] if bare else ""):
            bare.append(found[0])
            voicing.append(0)
            marks.append(found[1])
    return "".join(bare), tuple(voicing), tuple(marks), reading


def _bare(character: str, before: str) -> tuple[str, int] | None:
    """The bare kana of a character and its rank; None for blanks, ・ and other signs."""
    if character == "ー" and before:
        return _VOWEL_OF.get(before, before), _LONG
    if character in "ゝ々" and before:
        return before, _REPEATED
    if character in _LARGE:
        return _LARGE[character], _SMALL
    return (character, _BARE) if character.isalnum() else None


def gojuon_row(reading: str) -> str:
    """The heading a reading stands under: あ行 … わ行, 英数字, or その他 (kanji, nothing)."""
    first = collation_key(reading)[0][:1]
    if first in _ROW_OF:
        return _ROW_OF[first]
    return "英数字" if first.isascii() and first else "その他"
