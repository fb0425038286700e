"""The index of the case library: who the cases are for, and BM25 over their bigrams.

Pure Python. The postings of all tokens lie one after another in two flat arrays, so that 10,000
cases take 15 to 40 MB and a search touches at most `_MOST_POSTINGS` of them.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from smartplan.relevance.tokens import tokens_of

_K1, _B = 1.2, 0.5
# Bounds the time of one search: rare tokens are looked up first, the commonest never.
_MOST_POSTINGS = 40_000
# A token that no case has says little about how well the others match.
_UNKNOWN = 0.15


@dataclass(frozen=True, slots=True)
class Profile:
    """For whom a case is: everything of it that is not its text. Cases share their profiles."""

    sections: frozenset[str]
    stages: frozenset[str]
    fields: frozenset[str]
    plan_type: str
    band: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A case on its way into the index."""

    pk: int
    profile: Profile
    municipality: int | None
    actor: str
    text: str


class Index:
    """A search index that never changes once it is built, so threads may share it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.pks = array("q")
        self.profiles: list[Profile] = []
        self.profile_of = array("I")
        self.municipality_of: list[int | None] = []
        self.city_of = array("I")
        """The city (or other actor) of each case, as a number."""
        self._starts: dict[str, int] = {}
        """The place of each token in `_ends`."""
        self._ends = array("I")
        self._docs = array("I")
        self._weights = array("f")
        self._build(entries)

    def __len__(self) -> int:
        return len(self.pks)

    def _build(self, entries: Iterable[Entry]) -> None:
        profiles: dict[Profile, int] = {}
        cities: dict[int | str, int] = {}
        docs: dict[str, array[int]] = defaultdict(lambda: array("I"))
        counts: dict[str, array[int]] = defaultdict(lambda: array("B"))
        lengths = array("I")
        for doc, entry in enumerate(entries):
            self.pks.append(entry.pk)
            self.profile_of.append(profiles.setdefault(entry.profile, len(profiles)))
            self.municipality_of.append(entry.municipality)
            self.city_of.append(cities.setdefault(entry.municipality or entry.actor, len(cities)))
            found = Counter(tokens_of(entry.text))
            lengths.append(sum(found.values()))
            for token, count in found.items():
                docs[token].append(doc)
                counts[token].append(min(count, 255))
        self.profiles = list(profiles)
        self._flatten(docs, counts, lengths)

    def _flatten(
        self,
        docs: dict[str, array[int]],
        counts: dict[str, array[int]],
        lengths: array[int],
    ) -> None:
        mean = (sum(lengths) / len(lengths) if lengths else 0) or 1
        norms = [_K1 * (1 - _B + _B * length / mean) for length in lengths]
        self._ends.append(0)
        for place, token in enumerate(docs):
            found = docs[token]
            idf = self._idf(len(found))
            self._docs.extend(found)
            self._weights.extend(
                idf * count * (_K1 + 1) / (count + norms[doc])
                for doc, count in zip(found, counts[token], strict=True)
            )
            self._starts[token] = place
            self._ends.append(len(self._docs))

    def _idf(self, frequency: int) -> float:
        return math.log(1 + (len(self.pks) - frequency + 0.5) / (frequency + 0.5))

    def frequency(self, token: str) -> int:
        """In how many cases the token stands."""
        place = self._starts.get(token)
        return 0 if place is None else self._ends[place + 1] - self._ends[place]

    def spread(self, word: str) -> int:
        """In how many cases a word can stand at most: as many as have its rarest piece."""
        return min(map(self.frequency, tokens_of(word)), default=len(self))

    def search(self, weights: Mapping[str, float]) -> tuple[list[float], float]:
        """BM25 of every case, in order, for these tokens, and the score of a perfect match."""
        scores = [0.0] * len(self)
        perfect = 0.0
        touched = 0
        known = [(token, self.frequency(token)) for token in weights]
        ranked = sorted(
            (
                (self._idf(frequency) * weights[token], token, frequency)
                for token, frequency in known
            ),
            reverse=True,
        )
        for value, token, frequency in ranked:
            perfect += value * (_K1 + 1) / 2 * (1 if frequency else _UNKNOWN)
            touched += frequency
            if touched > _MOST_POSTINGS:
                break
            if not frequency:
                continue
            place = self._starts[token]
            start, end = self._ends[place], self._ends[place + 1]
            weight = weights[token]
            for doc, part in zip(self._docs[start:end], self._weights[start:end], strict=True):
                scores[doc] += weight * part
        return scores, perfect
