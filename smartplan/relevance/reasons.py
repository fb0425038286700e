"""Why a case is shown, in words for the planner."""

from __future__ import annotations

from functools import lru_cache

from cases.models import Case, PopulationBand
from smartplan.japanese.folding import fold_width
from smartplan.relevance.index import Index, Profile
from smartplan.relevance.ranking import Hit, Question, band_distance
from smartplan.relevance.synonyms import known_words, related_words
from smartplan.relevance.tokens import shared_words, words_of
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey

_MOST_WORDS = 3
_MOST_REASONS = 4
# Words of every plan: they raise the rank a little, but give no reason.
_COMMON_WORDS = """
計画 本計画 基本計画 方針 目標 課題 現状 今後 内容 全体 分野 年度 令和 平成 昭和 仕組 必要 地域
本市 本町 本村 当市 市民 住民 社会 環境 事業 取組 推進 検討 設置 導入 実施 実現 活用 利用 提供
連携 対応 整備 支援 促進 向上 強化 充実 減少 増加 情報 os まちづくり スマート スマートシティ
デジタル サービス データ システム
"""
_COMMON = frozenset(_COMMON_WORDS.split())
# A word that stands in more of the cases than this share says nothing about one of them.
_WIDEST = 0.25
_FEW = 3
# Enough to choose from, of a long text that shares hundreds.
_CANDIDATES = 60


class Explainer:
    """Gives the reasons of the suggestions for one question."""

    def __init__(self, question: Question, index: Index) -> None:
        self._question = question
        self._index = index
        self._words = words_of(question.text)

    def reasons(self, case: Case, hit: Hit) -> list[str]:
        """The weightiest first; none for a case of another section whose text says nothing."""
        question, profile = self._question, hit.profile
        found = []
        if question.section in profile.sections:
            found.append(f"同じ項目（{SectionKey(question.section or '').label}）の事例")
        if hit.text_points:
            found.extend(self._reasons_of_text(case, profile))
        if question.section and not found:
            return []
        found.extend(self._reasons_of_plan(profile))
        return found[:_MOST_REASONS]

    def _reasons_of_plan(self, profile: Profile) -> list[str]:
        question = self._question
        found = []
        if fields := sorted(question.fields & profile.fields):
            found.append(f"分野（{'、'.join(fields)}）が同じ")
        distance = band_distance(question.band or "", profile.band)
        if distance is not None and distance < 2:
            found.append(f"人口規模が近い（{PopulationBand(profile.band).label}）")
        if question.stage in profile.stages:
            found.append(f"同じ段階（{StageKey(question.stage or '').label}）の事例")
        if question.plan_type and question.plan_type == profile.plan_type:
            found.append(f"類型（{PlanTypeKey(question.plan_type).label}）が同じ")
        return found

    def _reasons_of_text(self, case: Case, profile: Profile) -> list[str]:
        texts = (case.title, case.theme, case.actor, case.summary, case.lessons, case.figures)
        text = "\n".join(texts)
        there, words_there = _read(text)
        shared = [word for word in self._question.known if word in there]
        shared += shared_words(self._words, words_there)
        if words := self._telling(shared):
            quoted = "".join(f"「{_as_written(word, text)}」" for word in words)
            return [f"{quoted}の語が共通"]
        related = related_words(self._question.known)
        there += known_words("、".join(sorted(profile.fields)))
        for word in self._telling([word for word in there if word in related])[:1]:
            return [f"「{related[word]}」に関わりの深い「{word}」の事例"]
        return []

    def _telling(self, words: list[str]) -> list[str]:
        """The words that tell most: rare in the library, and not part of another one."""
        total = len(self._index)
        widest = max(_FEW, total * _WIDEST)
        rare: dict[str, float] = {}
        for word in words[:_CANDIDATES]:
            spread = self._index.spread(word)
            if spread <= widest and fold_width(word) not in _COMMON:
                rare.setdefault(word, (1 - spread / (total + 1)) * min(len(word), 6))
        chosen: list[str] = []
        for word in sorted(rare, key=lambda word: -rare[word]):
            if not any(fold_width(word) in fold_width(other) for other in chosen):
                chosen.append(word)
        return chosen[:_MOST_WORDS]


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[tuple[str, ...], list[str]]:
    """The known words and all words of a case's text; the same few cases are shown often."""
    return known_words(text), words_of(text)


def _as_written(word: str, text: str) -> str:
    """The word as the case writes it: LRT, not lrt."""
    place = fold_width(text).find(fold_width(word)) if word.isascii() else -1
    if place < 0:
        return word
    start = text.casefold().find(word.casefold())
    return text[start : start + len(word)] if start >= 0 else word.upper()
