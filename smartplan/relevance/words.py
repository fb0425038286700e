"""The pieces of a text by which cases are found: bigrams for the ranking, words for the reasons.

Pairs of neighbouring characters beat four tokenizers on short Japanese texts and need no
dictionary. Pairs of hiragana alone are endings and particles, and numbers alone say little.
"""

from __future__ import annotations

import re

from smartplan.japanese.folding import fold_width

_HIRAGANA = "ぁ-ゟ"
_OTHER = "ァ-ヺー々〆一-龥㐀-䶵豈-龎\U00020000-\U0003134f"
_PAIR = rf"(?=([{_OTHER}][{_OTHER}{_HIRAGANA}]|[{_HIRAGANA}][{_OTHER}]))"
_LATIN = r"(?<![a-z0-9])[a-z0-9.+]*[a-z][a-z0-9.+]*"
_PAIRS = re.compile(_PAIR)
_LATIN_WORDS = re.compile(_LATIN)
_WORDS = re.compile(rf"[々〆一-龥㐀-䶵豈-龎]{{2,}}|[ァ-ヺー]{{3,}}|{_LATIN}")
# No word begins with these: they close the word before (高度化, 高齢者, 本市等).
_ENDINGS = frozenset("化的性者等型系用数率量額々年月日")


def tokens_of(text: str) -> list[str]:
    """The bigrams and Latin words of a text, repeated as often as they stand there."""
    folded = fold_width(text)
    return _PAIRS.findall(folded) + _LATIN_WORDS.findall(folded)


def words_of(text: str) -> list[str]:
    """Runs of kanji, katakana or Latin letters, once each, in order; folded by width and case."""
    return list(dict.fromkeys(_WORDS.findall(fold_width(text))))


def shared_words(written: list[str], case: list[str]) -> list[str]:
    """What two lists of words have in common: whole words, or the same end of two kanji runs.

    公共交通空白地 and 公共交通の利用 share 公共交通.
    """
    whole = set(case)
    found = [word for word in written if word in whole]
    runs = [run for run in case if _is_kanji(run)]
    for word in written:
        if word not in whole and _is_kanji(word):
            found.extend(filter(None, (_common_end(word, run) for run in runs)))
    return list(dict.fromkeys(found))


def _is_kanji(word: str) -> bool:
    return word[0] >= "㐀"


def _common_end(word: str, run: str) -> str | None:
    """The longest piece that begins or ends the word and also begins or ends the run."""
    for length in range(min(len(word), len(run)), 1, -1):
        ends = (run[:length], run[-length:])
        for piece in (word[:length], word[-length:]):
            if piece in ends and piece[0] not in _ENDINGS:
                return piece
    return None
