"""Finding what two texts have in common; it stops where that would take too long for a page.

difflib looks at every pair of equal words, over and over. In texts that people write these are few;
in one where the same words stand again and again it would take minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate

MOST_PAIRS = 10_000_000
"""How many pairs are looked at for two texts (half a second). Where people wrote 15,000 characters
and changed every third word, it takes half of it."""

Operation = tuple[str, int, int, int, int]


class OutOfPatienceError(Exception):
    """Two texts repeat themselves too much to be compared word by word."""


class Patience:
    """How many pairs may still be looked at, in all paragraphs of two texts together."""

    def __init__(self, pairs: int = MOST_PAIRS) -> None:
        self.pairs = pairs

    def operations(
        self, old: Sequence[str], new: Sequence[str], *, autojunk: bool = False
    ) -> Sequence[Operation] | None:
        """What leads from old to new, as difflib tells it; None when it would take too long."""
        try:
            return _PatientMatcher(self, old, new, autojunk).get_opcodes()
        except OutOfPatienceError:
            return None

    def spend(self, pairs: int) -> None:
        self.pairs -= pairs
        if self.pairs < 0:
            raise OutOfPatienceError


class _PatientMatcher(SequenceMatcher[str]):
    def __init__(
        self, patience: Patience, old: Sequence[str], new: Sequence[str], autojunk: bool
    ) -> None:
        super().__init__(None, old, new, autojunk)
        self._patience = patience
        times = Counter(new)
        self._until = [0, *accumulate(1 + times[word] for word in old)]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        end = len(self._until) - 1 if ahi is None else ahi
        self._patience.spend(self._until[end] - self._until[alo])
        return super().find_longest_match(alo, ahi, blo, bhi)
