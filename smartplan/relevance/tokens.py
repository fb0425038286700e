"""The pieces of a text by which cases are found: bigrams for the ranking, words for the reasons.

Pairs of neighbouring characters beat four tokenizers on short Japanese texts and need no
dictionary. Pairs of hiragana alone are endings and particles, and numbers alone say little.
Katakana and Latin words, whose pieces say little, are also taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from smartplan.japanese.folding import fold_width

_HIRAGANA = "ぁ-ゟ"
_OTHER = "ァ-ヺー々〆一-龥㐀-䶵豈-龎\U00020000-\U0003134f"
_PAIR = rf"(?=([{_OTHER}][{_OTHER}{_HIRAGANA}]|[{_HIRAGANA}][{_OTHER}]))"
_LATIN = r"(?<![a-z0-9])[a-z0-9.+]*[a-z][a-z0-9.+]*"
_PAIRS = re.compile(_PAIR)
_WHOLE_WORDS = re.compile(rf"[ァ-ヺー]{{4,}}|{_LATIN}")
_WORDS = re.compile(rf"[々〆一-龥㐀-䶵豈-龎]{{2,}}|[ァ-ヺー]{{3,}}|{_LATIN}")
# A piece that begins with one of these belongs to the word before (高度化, 高齢者, 第6次).
_NO_BEGINNINGS = "化的性者等型系用数率量額々年月日次第毎各約同"


def tokens_of(text: str) -> list[str]:
    """The bigrams and whole words of a text, repeated as often as they stand there."""
    folded = fold_width(text)
    return _PAIRS.findall(folded) + _WHOLE_WORDS.findall(folded)


@lru_cache(maxsize=16_384)
def token_weight(token: str) -> float:
    """How much a token tells: a katakana word falls into many pairs, an ending into vague ones."""
    if len(token) > 2 or token.isascii():
        return 1.5
    if all("ァ" <= character <= "ー" for character in token):
        return 0.35
    return 0.6 if any("ぁ" <= character <= "ゟ" for character in token) else 1.0


def words_of(text: str) -> list[str]:
    """Runs of kanji, katakana or Latin letters, once each, in order; folded by width and case."""
    found = (_without_counter(word) for word in _WORDS.findall(fold_width(text)))
    return list(dict.fromkeys(word for word in found if len(word) > 1))


def shared_words(written: Iterable[str], case: Iterable[str]) -> list[str]:
    """What two lists of words have in common: whole words, or the same end of two kanji runs.

    公共交通空白地 and 公共交通の利用 share 公共交通.
    """
    ends = {end for word in case for end in _ends(word)}
    found = (next((end for end in _ends(word) if end in ends), None) for word in written)
    return list(dict.fromkeys(word for word in found if word))


@lru_cache(maxsize=8_192)
def _ends(word: str) -> tuple[str, ...]:
    """The word and, of a kanji run, the pieces that begin or end it; the longest first."""
    if not _is_kanji(word):
        return (word,)
    pieces = (
        piece for length in range(len(word), 1, -1) for piece in (word[:length], word[-length:])
    )
    return tuple(piece for piece in pieces if piece[0] not in _NO_BEGINNINGS)


def _without_counter(word: str) -> str:
    """第6次総合計画 gives 総合計画."""
    return word.lstrip(_NO_BEGINNINGS)


def _is_kanji(word: str) -> bool:
    return word[0] >= "㐀"
