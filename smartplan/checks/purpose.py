"""Checks of section 1, 策定の趣旨・位置づけ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from smartplan.checks.chapters import missing_texts
from smartplan.checks.far_years import far_years
from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import (
    is_unreadable_year,
    joined,
    listed,
    name_of,
    quoted,
    year,
    year_hint,
)
from smartplan.japanese.years import excel_date
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.models import DraftingStep, GoalLink, PublicComment, PurposeText, RelatedPlan
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SECTION = SectionKey.PURPOSE
HINTS = {
    "background": "なぜ今取り組むのか。国・社会の動きと、自分のまちの事情を書いてください。",
    "aim": "この計画で何を目指すのかを書いてください。",
    "positioning": "総合計画や国・県の方針、個別計画との関係を書いてください。",
}

PERIOD = re.compile("[～〜~・、，,から－-]")
"""Of 「令和8年1月15日～2月6日」 the first day is enough."""


def check(contents: PlanContents) -> Iterator[Finding]:
    yield from missing_texts(contents, SECTION, HINTS)
    yield from _greeting(contents)
    yield from _related_plans(contents)
    yield from _goal_links(contents)
    yield from _steps_and_comments(contents)


def _greeting(contents: PlanContents) -> Iterator[Finding]:
    text = contents.text_of(SECTION)
    if isinstance(text, PurposeText) and text.greeting.strip() and not text.greeting_name.strip():
        yield Finding(
            Level.WARNING,
            SECTION,
            f"{town_words_of(contents.plan.municipality).head}あいさつに職・氏名がありません。",
            "例：○○市長　山田 太郎",
            to_chapter(contents.chapter_of(SECTION)),
        )


def _related_plans(contents: PlanContents) -> Iterator[Finding]:
    rows = contents.rows(RelatedPlan)
    if not any(row.level == RelatedPlan.Level.UPPER for row in rows):
        yield Finding(
            Level.WARNING,
            SECTION,
            "上位計画が1つもありません。",
            "総合計画などの上位計画を「上位・関連計画」に加え、関係（即する・整合など）を選んでください。",
            to_chapter(contents.chapter_of(SECTION)),
        )
    for row in rows:
        yield from _related_plan(row, contents)
        yield from far_years(row, ("first_year", "last_year"), contents, SECTION)


def _related_plan(row: RelatedPlan, contents: PlanContents) -> Iterator[Finding]:
    name, link = partial(name_of, row, contents), to_row(row)
    for label, cell in (("初年度", row.first_year), ("最終年度", row.last_year)):
        if is_unreadable_year(cell):
            yield Finding(
                Level.WARNING,
                SECTION,
                f"{name()}の{label}{quoted(cell)}を年度として読めません。",
                year_hint(cell, "例：令和9年度、R9、2027"),
                link,
            )
    first, last = year(row.first_year), year(row.last_year)
    if first and last and last.number < first.number:
        message = (
            f"{name()}の最終年度{quoted(row.last_year)}が初年度{quoted(row.first_year)}より前です。"
        )
        yield Finding(Level.ERROR, SECTION, message, "年度を確かめてください。", link)
    start = contents.plan.start_year
    if last and start and last.number < start and row.level == RelatedPlan.Level.UPPER:
        yield Finding(
            Level.NOTICE,
            SECTION,
            f"{name()}は、この計画が始まる前（{quoted(row.last_year)}）に終わります。",
            "次期の計画が決まっていれば、それも加えてください。",
            link,
        )
    missing = [
        label for label, cell in (("区分", row.level), ("本計画との関係", row.relation)) if not cell
    ]
    if missing:
        message = f"{name()}の{joined(missing)}が選ばれていません。"
        yield Finding(Level.NOTICE, SECTION, message, "位置づけの図と表に使います。", link)


def _goal_links(contents: PlanContents) -> Iterator[Finding]:
    loose = [row for row in contents.rows(GoalLink) if row.field is None]
    if loose:
        yield Finding(
            Level.NOTICE,
            SECTION,
            f"対応する分野のない総合計画の目標があります（{listed(loose, contents)}）。",
            "対応する分野を選ぶか、この計画で扱わない目標なら消してください。",
            to_row(loose[0]),
        )


def _steps_and_comments(contents: PlanContents) -> Iterator[Finding]:
    for step in contents.rows(DraftingStep):
        if is_unreadable_year(PERIOD.split(step.date, maxsplit=1)[0]):
            message = f"{name_of(step, contents)}の年月日{quoted(step.date)}を読めません。"
            level = Level.WARNING if excel_date(step.date) else Level.NOTICE
            hint = year_hint(step.date, "例：令和8年7月10日")
            yield Finding(level, SECTION, message, hint, to_row(step))
        yield from far_years(step, ("date",), contents, SECTION)
    unanswered = [row for row in contents.rows(PublicComment) if not row.response.strip()]
    if unanswered:
        body = town_words_of(contents.plan.municipality).body
        yield Finding(
            Level.WARNING,
            SECTION,
            f"{body}の考え方が書かれていない意見が{len(unanswered)}件あります"
            f"（{listed(unanswered, contents)}）。",
            "パブリックコメントの結果には、意見ごとに市の考え方を書いてください。",
            to_row(unanswered[0]),
        )
