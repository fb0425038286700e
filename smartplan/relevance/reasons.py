"""Why a case is shown, in words for the planner."""

from __future__ import annotations

from cases.models import Case, PopulationBand
from smartplan.japanese.folding import fold_width
from smartplan.relevance.index import Index
from smartplan.relevance.ranking import Hit, Question, band_distance
from smartplan.relevance.synonyms import known_words, related_words
from smartplan.relevance.words import shared_words, words_of
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey

_MOST_WORDS = 3
# A word that stands in more of the cases than this says nothing about one of them.
_LEAST_RARITY = 0.75


class Explainer:
    """Gives the reasons of the suggestions for one question."""

    def __init__(self, question: Question, index: Index) -> None:
        self._question = question
        self._index = index
        self._known = known_words(question.text)
        self._words = words_of(question.text)

    def reasons(self, case: Case, hit: Hit) -> list[str]:
        """At least one sentence, the weightiest first."""
        question, profile = self._question, hit.profile
        found = []
        if question.section in profile.sections:
            found.append(f"同じ項目（{SectionKey(question.section or '').label}）の事例")
        if hit.text_points:
            found.extend(self._reasons_of_text(case))
        if fields := sorted(question.fields & profile.fields):
            found.append(f"分野（{'、'.join(fields)}）が同じ")
        distance = band_distance(question.band or "", profile.band)
        if distance is not None and distance < 2:
            found.append(f"人口規模が近い（{PopulationBand(profile.band).label}）")
        if question.stage in profile.stages:
            found.append(f"同じ段階（{StageKey(question.stage or '').label}）の事例")
        if question.plan_type and question.plan_type == profile.plan_type:
            found.append(f"類型（{PlanTypeKey(question.plan_type).label}）が同じ")
        return found or ["書かれた内容に近い事例"]

    def _reasons_of_text(self, case: Case) -> list[str]:
        text = "\n".join([case.title, case.theme, case.actor, case.summary, case.lessons])
        there = known_words(text)
        shared = [word for word in self._known if word in there]
        shared += shared_words(self._words, words_of(text))
        if words := self._telling(shared):
            quoted = "".join(f"「{_as_written(word, text)}」" for word in words)
            return [f"{quoted}の語が共通"]
        related = related_words(tuple(self._known))
        for word in self._telling([word for word in there if word in related])[:1]:
            return [f"「{related[word]}」に関わりの深い「{word}」の事例"]
        return []

    def _telling(self, words: list[str]) -> list[str]:
        """The words that tell most: rare in the library, and not part of another one."""
        rarity = {word: self._index.rarity(word) for word in words}
        telling = sorted(
            (word for word in rarity if rarity[word] >= _LEAST_RARITY),
            key=lambda word: (-rarity[word] * min(len(word), 6), words.index(word)),
        )
        chosen: list[str] = []
        for word in telling:
            if not any(fold_width(word) in fold_width(other) for other in chosen):
                chosen.append(word)
        return chosen[:_MOST_WORDS]


def _as_written(word: str, text: str) -> str:
    """The word as the case writes it: LRT, not lrt."""
    place = fold_width(text).find(fold_width(word)) if word.isascii() else -1
    if place < 0:
        return word
    start = text.casefold().find(word.casefold())
    return text[start : start + len(word)] if start >= 0 else word.upper()
