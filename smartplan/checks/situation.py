"""Checks of section 2, 現状・課題."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from smartplan.checks.chapters import missing_texts
from smartplan.checks.far_years import far_years
from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import (
    is_mark,
    is_unreadable_number,
    is_unreadable_year,
    joined,
    listed,
    name_of,
    number,
    number_hint,
    quoted,
    year,
    year_hint,
)
from smartplan.japanese.numbers import grouped
from smartplan.plans.models import Issue, Measure, PopulationRow, Statistic
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SECTION = SectionKey.SITUATION
HINTS = {"overview": "人口・産業・交通など、まちの現状を統計とともに書いてください。"}
WORDS_HINT = "例：31.2。文章で示す値なら、このままで構いません。"
UNKNOWN_AGE = Decimal("0.05")
"""The census counts people of unknown age (年齢不詳) in the total only: up to a few per cent."""


def check(contents: PlanContents) -> Iterator[Finding]:
    yield from missing_texts(contents, SECTION, HINTS)
    for row in contents.rows(PopulationRow):
        yield from _population(row, contents)
        yield from far_years(row, ("year",), contents, SECTION)
    yield from _years_given_twice(contents)
    for statistic in contents.rows(Statistic):
        yield from _statistic(statistic, contents)
        yield from far_years(statistic, ("year",), contents, SECTION)
    yield from _without_source(contents)
    yield from _issues(contents)


def _population(row: PopulationRow, contents: PlanContents) -> Iterator[Finding]:
    name, link = partial(name_of, row, contents), to_row(row)
    if year(row.year) is None:
        message = f"人口の{contents.place_of(row)}行目の年{quoted(row.year)}を読めません。"
        hint = year_hint(row.year, "例：令和2年、R2、2020")
        yield Finding(Level.WARNING, SECTION, message, hint, link)
    cells = {
        "総人口": row.total,
        "0～14歳": row.children,
        "15～64歳": row.working_age,
        "65歳以上": row.elderly,
    }
    for label, cell in cells.items():
        if is_unreadable_number(cell):
            message = f"{name()}の{label}{quoted(cell)}を数として読めません。"
            hint = number_hint([cell], "例：82,300。単位は人です。")
            yield Finding(Level.WARNING, SECTION, message, hint, link)
    total, *parts = (number(cell) for cell in cells.values())
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts):
        return
    rest = total - sum(known)
    if rest < 0 or rest > abs(total) * UNKNOWN_AGE:
        yield Finding(
            Level.WARNING,
            SECTION,
            f"{name()}の3区分の合計（{grouped(total - rest)}人）が"
            f"総人口（{grouped(total)}人）と合いません。",
            "入力を確かめてください。総人口には年齢不詳を含めて構いません。",
            link,
        )


def _years_given_twice(contents: PlanContents) -> Iterator[Finding]:
    read = [(year(row.year), row.kind, row) for row in contents.rows(PopulationRow)]
    counted = Counter((found.number, kind) for found, kind, _ in read if found)
    for found, kind, row in read:
        if found and counted[found.number, kind] > 1:
            counted[found.number, kind] = 0
            message = f"{name_of(row, contents)}と同じ年の人口が2行以上あります。"
            yield Finding(Level.WARNING, SECTION, message, "1行にまとめてください。", to_row(row))


def _statistic(row: Statistic, contents: PlanContents) -> Iterator[Finding]:
    name, link = partial(name_of, row, contents), to_row(row)
    if is_unreadable_number(row.value):
        message = f"{name()}の値{quoted(row.value)}を数として読めません。"
        hint = number_hint([row.value], WORDS_HINT)
        level = Level.NOTICE if hint == WORDS_HINT else Level.WARNING
        yield Finding(level, SECTION, message, hint, link)
    if is_unreadable_year(row.year):
        message = f"{name()}の年次{quoted(row.year)}を読めません。"
        hint = year_hint(row.year, "例：令和5年度、R5、2023")
        yield Finding(Level.WARNING, SECTION, message, hint, link)
    found = year(row.year)
    if found and found.kind and found.kind != row.year_kind:
        kind = row.get_year_kind_display()
        message = f"{name()}の年次{quoted(row.year)}と、選ばれている「{kind}」が食い違っています。"
        yield Finding(Level.WARNING, SECTION, message, "年か年度かを選び直してください。", link)
    missing = [
        label
        for label, cell in (("値", row.value), ("年次", row.year))
        if not cell.strip() or (label == "年次" and is_mark(cell))
    ]
    if missing:
        message = f"{name()}に{joined(missing)}がありません。"
        yield Finding(Level.WARNING, SECTION, message, "最新の値と年次を入れてください。", link)


def _without_source(contents: PlanContents) -> Iterator[Finding]:
    populations = [row for row in contents.rows(PopulationRow) if not row.source.strip()]
    statistics = [row for row in contents.rows(Statistic) if not row.source.strip()]
    for rows in (populations, statistics):
        if rows:
            yield Finding(
                Level.WARNING,
                SECTION,
                f"出典のない{rows[0]._meta.verbose_name}が{len(rows)}行あります"
                f"（{listed(rows, contents)}）。",
                "例：総務省「国勢調査」、国立社会保障・人口問題研究所（令和5年推計）",
                to_row(rows[0]),
            )


def _issues(contents: PlanContents) -> Iterator[Finding]:
    issues = contents.rows(Issue)
    if not issues:
        message = "課題が1つもありません。"
        hint = "現状から見えた課題を挙げてください。施策は課題に対応させます。"
        yield Finding(
            Level.WARNING, SECTION, message, hint, to_chapter(contents.chapter_of(SECTION))
        )
    measures = contents.rows(Measure)
    if not measures or not contents.chapter_of(SectionKey.MEASURES).included:
        return
    answered = {issue.pk for measure in measures for issue in contents.issues_of(measure)}
    for issue in issues:
        if issue.pk not in answered:
            yield Finding(
                Level.WARNING,
                SECTION,
                f"{name_of(issue, contents)}に対応する施策がありません。",
                "個別施策のページで、この課題に対応する施策を選ぶか加えてください。",
                to_row(issue),
            )
