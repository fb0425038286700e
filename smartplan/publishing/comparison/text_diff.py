"""Two texts, paragraph by paragraph and word by word: the words that differ are marked.

Paragraphs first, then sentences, then words: so a long text stays quick, and a word is never
marked because of another one far away. A word here is a run of one script (運行, バス, しています)
or a number; single characters of a word are never marked apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from smartplan.publishing.comparison.patience import Operation, Patience
from smartplan.publishing.comparison.tree import EMPTY, OMITTED, Line, Piece, Side, whole

_JOINED = "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_WORD = re.compile(
    rf"""
    [0-9０-９]+(?:[,，.．][0-9０-９]+)*             # a number
    | [A-Za-zＡ-Ｚａ-ｚ]+
    | (?:[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇][{_JOINED}]*)+   # kanji
    | [\u30a1-\u30ff\uff66-\uff9f\u3099\u309a]+    # katakana
    | [\u3041-\u309f]+                              # hiragana
    | .[{_JOINED}]*                                 # anything else alone
    """,
    re.VERBOSE | re.DOTALL,
)
_SENTENCE = re.compile(r"[^。]*。[」』）]*|[^。]+")
_LITTLE = re.compile(r"[\u3041-\u309f、・　 ]{1,2}")
"""What may stand between two changed words and is marked with them: 「は」, 「、」."""

BREAKS = "（段落の区切りの変更）"
"""Stands where only empty lines came or went."""
AHEAD = 12
"""How many new paragraphs are looked at for the one that an old paragraph became."""
ALIKE = 0.4
"""From which share of common words on two paragraphs are the same one, rewritten."""
SURE = 0.9
"""From which share on no other paragraph is looked at."""

Pair = tuple[str | None, str | None]


def compared(old: str, new: str) -> tuple[Side, Side]:
    """Both texts with what differs marked; what is the same in whole paragraphs is left out."""
    if not old.strip():
        return Side(note=EMPTY), whole(new)
    if not new.strip():
        return whole(old), Side(note=EMPTY)
    left: list[Line] = []
    right: list[Line] = []
    one_by_one = [line for line in _lines(old) if line], [line for line in _lines(new) if line]
    if one_by_one[0] == one_by_one[1]:
        return Side((OMITTED,)), Side((OMITTED, (Piece(BREAKS, changed=True),)))
    patience = Patience()
    for before, after in _paragraphs(*one_by_one, patience):
        if before is after is None:
            left.append(OMITTED)
            right.append(OMITTED)
            continue
        one, other = _in_line(before or "", after or "", patience)
        if before is not None:
            left.append(one)
        if after is not None:
            right.append(other)
    return Side(tuple(left)), Side(tuple(right))


def is_same(old: str, new: str) -> bool:
    """Do two texts read the same? Spaces at the ends of lines do not count."""
    return _lines(old) == _lines(new)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


# Paragraphs ------------------------------------------------------------------------------------


def _paragraphs(old: list[str], new: list[str], patience: Patience) -> Iterator[Pair]:
    """The paragraphs that belong together; (None, None) for those that are the same."""
    # Beyond 200 paragraphs those that stand there again and again do not lead the search.
    found = patience.operations(old, new, autojunk=True)
    for tag, i1, i2, j1, j2 in found or [("replace", 0, len(old), 0, len(new))]:
        if tag == "equal":
            yield None, None
        else:
            yield from _paired(old[i1:i2], new[j1:j2])


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Each old paragraph with the new one that it became, in order, or with none."""
    at = 0
    words = [Counter(words_in(line)) for line in new]
    for before in old:
        mine = Counter(words_in(before))
        best, likeness = _most_alike(mine, words[at : at + AHEAD])
        if likeness < ALIKE:
            yield before, None
            continue
        best += at
        yield from ((None, after) for after in new[at:best])
        yield before, new[best]
        at = best + 1
    yield from ((None, after) for after in new[at:])


def _most_alike(mine: Counter[str], others: list[Counter[str]]) -> tuple[int, float]:
    best, likeness = 0, 0.0
    for place, other in enumerate(others):
        found = _likeness(mine, other)
        if found > likeness:
            best, likeness = place, found
        if found > SURE:
            break
    return best, likeness


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = sum(map(len, one.elements())) + sum(map(len, other.elements()))
    common = sum(len(word) * count for word, count in (one & other).items())
    return 2 * common / total if total else 0.0


# Inside a paragraph ----------------------------------------------------------------------------


def _in_line(old: str, new: str, patience: Patience) -> tuple[Line, Line]:
    if not old or not new:
        return (Piece(old, changed=True),), (Piece(new, changed=True),)
    left: list[Piece] = []
    right: list[Piece] = []
    one, other = _SENTENCE.findall(old), _SENTENCE.findall(new)
    found = patience.operations(one, other)
    for tag, i1, i2, j1, j2 in found or [("replace", 0, len(one), 0, len(other))]:
        before, after = "".join(one[i1:i2]), "".join(other[j1:j2])
        if tag == "equal":
            left.append(Piece(before))
            right.append(Piece(after))
        else:
            _in_sentences(before, after, patience, left, right)
    return _joined(left), _joined(right)


def _in_sentences(
    old: str, new: str, patience: Patience, left: list[Piece], right: list[Piece]
) -> None:
    before, after = words_in(old), words_in(new)
    found = patience.operations(before, after)
    if found is None:
        left.append(Piece(old, changed=True))
        right.append(Piece(new, changed=True))
        return
    for tag, i1, i2, j1, j2 in _without_crumbs(found, before):
        left.append(Piece("".join(before[i1:i2]), changed=tag != "equal"))
        right.append(Piece("".join(after[j1:j2]), changed=tag != "equal"))


def _without_crumbs(found: Sequence[Operation], old: list[str]) -> list[Operation]:
    """The operations from old to new; a particle between two changed words changes with them."""
    last = len(found) - 1
    return [
        ("replace", i1, i2, j1, j2)
        if tag == "equal" and 0 < place < last and _LITTLE.fullmatch("".join(old[i1:i2]))
        else (tag, i1, i2, j1, j2)
        for place, (tag, i1, i2, j1, j2) in enumerate(found)
    ]


def words_in(text: str) -> list[str]:
    """The words of a text, in order, with everything between them."""
    return _WORD.findall(text)


def _joined(pieces: list[Piece]) -> Line:
    """Neighbours with the same mark as one piece."""
    line: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if line and line[-1].changed == piece.changed:
            line[-1] = Piece(line[-1].text + piece.text, piece.changed)
        else:
            line.append(piece)
    return tuple(line)
