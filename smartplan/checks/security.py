"""Checks of section 7, 情報セキュリティ・個人情報保護の考え方."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.checks.chapters import missing_texts
from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import joined, listed, name_of, quoted
from smartplan.checks.passages import passages
from smartplan.plans.models import (
    DataLink,
    Guideline,
    SecurityMeasure,
    SecurityPrinciple,
    SecurityText,
)
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SECTION = SectionKey.SECURITY
HINTS = {"approach": "市民が安心できるように、守り方の考え方を平易な言葉で書いてください。"}
OLD_LAW = "個人情報保護条例"
"""Since 1 April 2023 the national 個人情報の保護に関する法律 binds municipalities directly."""


def check(contents: PlanContents) -> Iterator[Finding]:
    yield from missing_texts(contents, SECTION, HINTS)
    yield from _categories(contents)
    yield from _personal_data(contents)
    yield from _guidelines(contents)
    yield from _old_wording(contents)


def _categories(contents: PlanContents) -> Iterator[Finding]:
    measures = contents.rows(SecurityMeasure)
    covered = {row.category for row in measures}
    missing = [each.label for each in SecurityMeasure.Category if each not in covered]
    if missing:
        yield Finding(
            Level.WARNING,
            SECTION,
            f"セキュリティ対策に{joined(missing)}の区分のものがありません。",
            "4つの区分（ガバナンス・サービス・都市OS・アセット）ごとに対策を挙げてください。"
            "都市OSを導入しないなど、対象がなければそのことを書いてください。",
            to_chapter(contents.chapter_of(SECTION)),
        )
    unsorted = [row for row in measures if not row.category]
    if unsorted:
        message = (
            f"区分が選ばれていないセキュリティ対策があります（{listed(unsorted, contents)}）。"
        )
        hint = "4つの区分から選んでください。"
        yield Finding(Level.WARNING, SECTION, message, hint, to_row(unsorted[0]))


def _personal_data(contents: PlanContents) -> Iterator[Finding]:
    """Personal data are used somewhere: the chapter must say how they are handled."""
    using = [
        row
        for row in contents.rows(DataLink)
        if row.personal_data == DataLink.PersonalData.INCLUDED
    ]
    text = contents.text_of(SECTION)
    said = [text.approach] if isinstance(text, SecurityText) else []
    for principle in contents.rows(SecurityPrinciple):
        said += [principle.name, principle.description]
    for measure in contents.rows(SecurityMeasure):
        said += [measure.name, measure.description]
    if using and not any("個人情報" in words or "プライバシー" in words for words in said):
        yield Finding(
            Level.WARNING,
            SECTION,
            f"個人情報を含むデータの連携（{listed(using, contents)}）がありますが、"
            "この章に個人情報の扱いが書かれていません。",
            "利用目的の明示、同意、提供先の管理、本人からの求めへの対応を書いてください。",
            to_chapter(contents.chapter_of(SECTION)),
        )


def _guidelines(contents: PlanContents) -> Iterator[Finding]:
    undated = [row for row in contents.rows(Guideline) if not row.edition.strip()]
    if undated:
        yield Finding(
            Level.WARNING,
            SECTION,
            f"版・時点のないガイドラインがあります（{listed(undated, contents)}）。",
            "改定されるものなので、どの版かを入れてください。例：第3.0版（令和6年6月）",
            to_row(undated[0]),
        )


def _old_wording(contents: PlanContents) -> Iterator[Finding]:
    for passage in passages(contents):
        if OLD_LAW in passage.words:
            place = name_of(passage.row, contents) if passage.row else quoted(passage.chapter.title)
            yield Finding(
                Level.WARNING,
                SECTION,
                f"{place}に「{OLD_LAW}」という言葉があります。",
                "令和5年4月から、地方公共団体にも個人情報の保護に関する法律が直接適用されています。"
                "今の条例の名称を確かめてください。",
                passage.link,
            )
