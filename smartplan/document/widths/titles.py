"""The title of a plan in lines that end between words, and smaller only where a word needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from smartplan.document.figures.text_width import em_width
from smartplan.japanese.phrases import at_words, phrases

PLAN_WORDS = (
    *("計画", "方針", "構想", "戦略", "指針", "大綱", "宣言", "ビジョン", "プラン", "プログラム"),
    *(
        "推進",
        "基本",
        "総合",
        "実行",
        "実施",
        "行動",
        "整備",
        "活用",
        "創生",
        "共生",
        "地方",
        "地域",
    ),
    *("スマートシティ", "スマートタウン", "スマートビレッジ", "スマート", "スーパーシティ"),
    *("デジタル", "デジタル田園都市", "デジタルトランスフォーメーション", "田園都市", "情報化"),
    *(
        "国家",
        "都市",
        "中心市街地",
        "市街地",
        "エリアマネジメント",
        "マネジメント",
        "まちづくり",
        "ロードマップ",
        "アクションプラン",
        "マスタープラン",
    ),
)
"""Words of the titles and headings of plans; a line does not end inside them."""

SIZES = (26, 22, 18, 15)
"""The sizes of a title in points: the first in which each word has room on one line."""

LINE = 428.0
"""How wide a line of the cover is, in points, with a little to spare."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands on a cover."""

    lines: tuple[str, ...]
    size: int

    def has_room(self, line: str) -> bool:
        """Does the line fit? Even the smallest title can have a word without an end."""
        return em_width(line) <= LINE / self.size


@lru_cache(maxsize=256)
def title_of(words: str, municipality: str = "") -> Title:
    """The title in as few lines as it needs, about equally long."""
    for size in SIZES:
        pieces = title_pieces(words, municipality, LINE / size)
        if all(em_width(piece) <= LINE / size for piece in pieces):
            break
    return Title(_lines(pieces, LINE / size), size)


def title_pieces(words: str, municipality: str, room: float) -> list[str]:
    """The phrases of a title; one that is longer than a line ends where a known word does."""
    known = (municipality, *PLAN_WORDS)
    found: list[str] = []
    for part in _apart(words, municipality):
        for phrase in phrases(part, known):
            found += [phrase] if em_width(phrase) <= room else at_words(phrase, known)
    return found


def _apart(words: str, municipality: str) -> list[str]:
    """The title apart behind the municipality's name (会津若松市｜中心市街地…, ○○市の｜…).

    Read as one, a phrase can run from the name into the next word (会津若松市中｜心市街地).
    """
    if not municipality:
        return [words]
    name = re.compile(f"(?<={re.escape(municipality)})([ぁ-ゖ・]*)(?![ぁ-ゖ・])")
    ends = [each.end() for each in name.finditer(words)]
    return [words[start:end] for start, end in pairwise((0, *ends, len(words))) if start < end]


def _lines(pieces: list[str], room: float) -> tuple[str, ...]:
    """The pieces on lines: no more lines than needed, and the widest as narrow as can be."""
    fewest = _filled(pieces, room)
    widths = sorted(
        {em_width("".join(pieces[a:b])) for b in range(len(pieces) + 1) for a in range(b)}
    )
    for width in widths:
        lines = _filled(pieces, min(width, room))
        if len(lines) <= len(fewest) and max(map(em_width, lines)) <= room:
            return lines
    return fewest


def _filled(pieces: list[str], room: float) -> tuple[str, ...]:
    lines: list[str] = []
    for piece in pieces:
        if lines and em_width(lines[-1] + piece) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return tuple(lines)
