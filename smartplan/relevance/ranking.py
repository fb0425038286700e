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
from smartplan.relevance.tokens import token_weight, tokens_of
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey

SECTION, FIELD, STAGE, TYPE = 4.0, 1.2, 1.0, 1.6
TEXT = 6.0
"""The points of the case that fits the text best, if it fits well."""
BAND = (2.4, 1.4, 0.4, -0.3, -0.8, -1.2, -1.4)
"""By the distance of the bands of population: what a city of half a million does with a division
is no help to a town of three thousand, nor the other way round. No band known: no points."""
# What a case of another section must earn by its text to be shown at all.
_LEAST_TEXT = 1.5
# BM25 from which on a match counts as a good one however long the text is.
_GOOD_MATCH = 18.0
_RELATED = 0.6
# Of a longer text, the beginning and what was written last.
_LONGEST = 3000
_PER_CITY = 2
Scored = tuple[float, int]
"""The points of a case, and its place in the index."""
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
    everywhere = question.section is None
    scores = [
        (profile_points[place] + points, -doc)
        for doc, (place, points) in enumerate(zip(index.profile_of, text_points, strict=True))
        if in_section[place] or points >= _LEAST_TEXT or everywhere
    ]
    excluded = frozenset(exclude)
    wanted = (
        (score, doc)
        for score, doc in _best_first(scores, limit)
        if score > 0
        and index.pks[doc] not in excluded
        and (not_of is None or index.municipality_of[doc] != not_of)
    )
    return [
        Hit(index.pks[doc], index.profiles[index.profile_of[doc]], score, text_points[doc])
        for score, doc in _of_different_cities(index, wanted, limit)
    ]


def _text_points(index: Index, question: Question) -> list[float]:
    """0 to TEXT points for each case, more the more pieces it shares with the text."""
    scores, perfect = index.search(_weights(question))
    best = max(scores, default=0.0)
    if not best:
        return scores
    highest = TEXT * min(1.0, max(best / _GOOD_MATCH, best / perfect))
    return [highest * score / best for score in scores]


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
    if distance is not None:
        points += BAND[distance]
    if shared := question.fields & profile.fields:
        share = FIELD if question.section in _FIELD_SECTIONS else FIELD / 2
        points += share + 0.2 * (len(shared) - 1)
    return points


def _best_first(scores: list[Scored], limit: int) -> Iterator[Scored]:
    """Points and places, the most points first; only as many as needed are sorted at first.

    Of two cases with equal points the one with the lower number comes first: in `scores` the
    places are negative.
    """
    few = max(40, 8 * limit)
    for score, place in heapq.nlargest(few, scores):
        yield score, -place
    if few < len(scores):
        for score, place in sorted(scores, reverse=True)[few:]:
            yield score, -place


def _of_different_cities(index: Index, cases: Iterable[Scored], limit: int) -> Iterator[Scored]:
    taken: Counter[int] = Counter()
    chosen = 0
    for score, doc in cases:
        if chosen == limit:
            return
        city = index.city_of[doc]
        if taken[city] < _PER_CITY:
            taken[city] += 1
            chosen += 1
            yield score, doc
