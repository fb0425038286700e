"""Folding text for search: equal where a reader would call it equal.

Never for storing prose: ① would become 1 and ㈱ (株).
"""

import unicodedata
from functools import lru_cache

# Every dash that people type for a minus or a hyphen (ー is a letter and stays).
_DASHES = dict.fromkeys("‐‑‒–—―−⁻₋─━", "-")
_WAVES = dict.fromkeys("〜∼⁓〰", "~")
_DOTS = dict.fromkeys("·•‧∙⋅", "・")
_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"'}
# The same character of a name in another shape (NFKC leaves these apart).
_NAMES = {"髙": "高", "﨑": "崎", "𠮷": "吉", "德": "徳", "瀨": "瀬", "栁": "柳", "槗": "橋"}
# Variation selectors (葛󠄀 is 葛) and characters without width.
_INVISIBLE = dict.fromkeys(
    [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD]
)
_WIDTH = str.maketrans({**_DASHES, **_WAVES, **_DOTS, **_QUOTES, **_NAMES}) | _INVISIBLE

_HIRAGANA = {code: code - 0x60 for code in [*range(ord("ァ"), ord("ヵ")), ord("ヽ"), ord("ヾ")]}
# 龍ケ崎 and 龍ヶ崎, 5カ所 and 5ヵ所: the small ones count as the large ones.
_HIRAGANA |= {ord(small): ord(large) for small, large in zip("ヵヶゕゖ", "かけかけ", strict=True)}


def fold_width(text: str) -> str:
    """Text with one width, case and shape of dashes and dots; kana and blanks stay apart."""
    folded = unicodedata.normalize("NFKC", text).translate(_WIDTH).casefold()
    return unicodedata.normalize("NFKC", folded)


def fold(text: str) -> str:
    """Text for comparing: one width and case, katakana as hiragana, one space for any blank."""
    folded = unicodedata.normalize("NFKC", fold_width(text).translate(_HIRAGANA))
    return " ".join(folded.split())


def in_one_width(text: str) -> str:
    """Text in one width, character for character: the same place is the same character in both.

    Only full-width digits become digits: what else looks like one (①, ¹, ㉑, ٣) stays as typed, and
    so do raised signs (⁾) and a sign that would need several characters (㎞, ㌶, ½).
    """
    return text if text.isascii() else "".join(map(_one_width, text))


@lru_cache(maxsize=4_096)
def _one_width(character: str) -> str:
    form = unicodedata.normalize("NFKC", character)
    foreign = unicodedata.category(character).startswith("N") and not "０" <= character <= "９"
    raised = unicodedata.decomposition(character).startswith(("<super>", "<sub>"))
    return character if len(form) != 1 or foreign or raised else form
