"""Which cases help most: what fits the plan, and what fits the words written so far.

Points were tuned by reading the results on the eighty cases of the library as a planner would.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from cases.models import PopulationBand
from smartplan.relevance.index import Index, Profile
from smartplan.relevance.synonyms import related_words
from smartplan.relevance.words import token_weight, tokens_of
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey

SECTION, FIELD, STAGE, TYPE, BAND = 4.0, 1.2, 1.0, 1.6, 1.0
TEXT = 6.0
"""The points of the case that fits the text best, if it fits well."""
_NEAR_BAND = 0.5
# What a case of another section must earn by its text to be shown at all.
_LEAST_TEXT = 1.5
# BM25 from which on a match counts as a good one however long the text is.
_GOOD_MATCH = 18.0
_RELATED = 0.6
# Of a longer text, the beginning and what was written last.
_LONGEST = 3000
_PER_CITY = 2
_BANDS = {band: place for place, band in enumerate(PopulationBand)}
# Where the plan's fields matter most.
_FIELD_SECTIONS = (SectionKey.SITUATION, SectionKey.MEASURES, SectionKey.ROADMAP)


@dataclass(frozen=True, slots=True)
class Question:
    """What cases are looked for."""

    section: SectionKey | None
    stage: StageKey | None
    plan_type: PlanTypeKey | None
    band: PopulationBand | None
    fields: frozenset[str]
    text: str
    """Not longer than `shortened` leaves it."""
    known: tuple[str, ...]
    """The words of the text that the table of synonyms knows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case by its id, with all its points and those for the text among them."""

    pk: int
    profile: Profile
    score: float
    text_points: float


def band_distance(band: str, other: str) -> int | None:
    """How many bands lie between two sizes of population; None if one is not known."""
    if band not in _BANDS or other not in _BANDS:
        return None
    return abs(_BANDS[PopulationBand(band)] - _BANDS[PopulationBand(other)])


def shortened(text: str) -> str:
    """The text, or of a very long one its beginning and its end."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"


def rank(
    index: Index,
    question: Question,
    *,
    limit: int,
    exclude: Collection[int] = (),
    not_of: int | None = None,
) -> list[Hit]:
    """The best cases, best first, at most two of one city (or other actor)."""
    text_points = _text_points(index, question)
    profile_points = [_profile_points(profile, question) for profile in index.profiles]
    in_section = [question.section in profile.sections for profile in index.profiles]
    scores: dict[int, float] = {}
    for doc, place in enumerate(index.profile_of):
        points = text_points.get(doc, 0.0)
        if in_section[place] or points >= _LEAST_TEXT or question.section is None:
            score = profile_points[place] + points
            if score > 0:
                scores[doc] = score
    excluded = frozenset(exclude)
    wanted = (
        doc
        for doc in _best_first(scores, limit)
        if index.pks[doc] not in excluded
        and (not_of is None or index.municipality_of[doc] != not_of)
    )
    return [
        Hit(
            index.pks[doc],
            index.profiles[index.profile_of[doc]],
            scores[doc],
            text_points.get(doc, 0.0),
        )
        for doc in _of_different_cities(index, wanted, limit)
    ]


def _text_points(index: Index, question: Question) -> dict[int, float]:
    """0 to TEXT points for each case that shares pieces with the text."""
    weights = _weights(question)
    found, perfect = index.search(weights)
    if not found:
        return {}
    best = max(found.values())
    trust = min(1.0, max(best / _GOOD_MATCH, best / perfect))
    return {doc: TEXT * trust * score / best for doc, score in found.items()}


def _weights(question: Question) -> dict[str, float]:
    """The tokens to look for: those of the text, and at a lower weight those of related words."""
    weights = {
        token: token_weight(token) * min(count, 3) ** 0.5
        for token, count in Counter(tokens_of(question.text)).items()
    }
    for word in related_words(question.known):
        tokens = tokens_of(word)
        for token in tokens:
            share = _RELATED * min(1.0, 2 / len(tokens))
            weights.setdefault(token, share * token_weight(token))
    return weights


def _profile_points(profile: Profile, question: Question) -> float:
    """Points for section, stage, type, size and fields; a case that is about few counts more."""
    points = 0.0
    if question.section in profile.sections:
        points += SECTION - 0.3 * min(len(profile.sections) - 1, 4)
    if question.stage in profile.stages:
        points += STAGE - 0.1 * (len(profile.stages) - 1)
    if question.plan_type and question.plan_type == profile.plan_type:
        points += TYPE
    distance = band_distance(question.band or "", profile.band)
    if distance is not None and distance < 2:
        points += BAND if distance == 0 else _NEAR_BAND
    if shared := question.fields & profile.fields:
        share = FIELD if question.section in _FIELD_SECTIONS else FIELD / 2
        points += share + 0.2 * (len(shared) - 1)
    return points


def _best_first(scores: dict[int, float], limit: int) -> Iterator[int]:
    """The cases by points, then by number; only as many as needed are sorted at first."""

    def order(doc: int) -> tuple[float, int]:
        return -scores[doc], doc

    first = heapq.nsmallest(max(40, 8 * limit), scores, key=order)
    yield from first
    if len(first) < len(scores):
        yield from sorted(scores.keys() - set(first), key=order)


def _of_different_cities(index: Index, docs: Iterable[int], limit: int) -> Iterator[int]:
    taken: Counter[int] = Counter()
    chosen = 0
    for doc in docs:
        if chosen == limit:
            return
        city = index.city_of[doc]
        if taken[city] < _PER_CITY:
            taken[city] += 1
            chosen += 1
            yield doc
