"""Words in 「…」: quotation marks inside of quotation marks are written 『…』."""

from __future__ import annotations

_INNER = str.maketrans("「」", "『』")


def in_quotes(words: str) -> str:
    """「オンライン診療」; of 「健康」まちづくり: 「『健康』まちづくり」."""
    return f"「{words.translate(_INNER)}」"
