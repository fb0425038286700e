"""What a form keeps of a typed text, and a document prints: all that can be seen, as typed."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Names are written with these shapes (神, 塚), and NFC would replace them by others.
_COMPATIBILITY_KANJI = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
# Controls, blanks without width, direction marks, half surrogates, non-characters.
# A joiner (U+200D) makes one sign of several and stays, but not where nothing is to be joined.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]|(?<![^\\s\u200d])\u200d+"
)
# Control characters have no shape; lone surrogates and non-characters cannot be written at all.
UNPRINTABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""Within the brackets of a regular expression."""

_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")


def _composed(text: str) -> str:
    """NFC (か and ゛ become が) that leaves the compatibility kanji of names alone."""
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _COMPATIBILITY_KANJI.split(text)
    return "".join(
        part if place % 2 else unicodedata.normalize("NFC", part)
        for place, part in enumerate(parts)
    )


def clean_text(value: str) -> str:
    """A typed text without what nobody sees: controls, zero-width blanks, trailing blanks.

    Line ends become LF, split marks are composed. Nothing that is seen changes: ㈱ ① ㎡ 髙 𠮷 葛󠄀
    and full-width blanks at the start of a line stay as typed.
    """
    text = _composed(_UNSEEN.sub("", _LINE_ENDS.sub("\n", value)))
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def printable(words: str) -> str:
    """Words without the characters that no HTML, SVG or Office file can hold."""
    return _UNPRINTABLE.sub("", words)
