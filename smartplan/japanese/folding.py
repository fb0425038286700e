"""Folding text for search: equal where a reader would call it equal."""

import unicodedata

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_VARIANTS = str.maketrans({"〜": "~", "～": "~", "−": "-", "‐": "-", "–": "-", "—": "-", "―": "-"})


def fold(text: str) -> str:
    """Text for comparing: NFKC, lower case, katakana as hiragana, one space for any white space."""
    folded = unicodedata.normalize("NFKC", text.translate(_VARIANTS)).casefold()
    return " ".join(folded.translate(_KATAKANA_TO_HIRAGANA).split())
