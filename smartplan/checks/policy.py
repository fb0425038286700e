"""Checks of section 3, 基本方針, and of its indicators (KPI)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from smartplan.checks.chapters import missing_texts
from smartplan.checks.far_years import far_years
from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import (
    fiscal_year,
    is_mark,
    is_unreadable_number,
    is_unreadable_year,
    joined,
    name_of,
    number,
    number_hint,
    quoted,
    year,
    year_hint,
)
from smartplan.plans.models import Indicator, Measure, Philosophy, Principle
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SECTION = SectionKey.POLICY
HINTS = {"vision": "計画の終わりに、まちと暮らしがどうなっていたいかを書いてください。"}

WORDS_HINT = (
    "数で表す指標なら数だけを入れてください（例：12,300）。文字の目標なら、このままで構いません。"
)


def check(contents: PlanContents) -> Iterator[Finding]:
    yield from missing_texts(contents, SECTION, HINTS)
    if not contents.rows(Philosophy) and not contents.rows(Principle):
        yield Finding(
            Level.NOTICE,
            SECTION,
            "基本理念と基本原則がありません。",
            "ガイドブックの3つの基本理念と5つの基本原則を出発点にできます。",
            to_chapter(contents.chapter_of(SECTION)),
        )
    yield from _numbers_given_twice(contents)
    used = {
        indicator.pk
        for measure in contents.rows(Measure)
        for indicator in contents.indicators_of(measure)
    }
    for row in contents.rows(Indicator):
        yield from _what_is_missing(row, contents)
        yield from _what_cannot_be_read(row, contents)
        yield from far_years(
            row, ("baseline_year", "interim_year", "target_year"), contents, SECTION
        )
        yield from _what_contradicts(row, contents)
        if used and row.pk not in used and row.kind != Indicator.Kind.KGI:
            message = f"{name_of(row, contents)}を使う施策がありません。"
            hint = "施策のページでKPIに選ぶか、計画全体の指標なら区分をKGIにしてください。"
            yield Finding(Level.NOTICE, SECTION, message, hint, to_row(row))


def _numbers_given_twice(contents: PlanContents) -> Iterator[Finding]:
    rows = contents.rows(Indicator)
    counted = Counter(contents.indicator_number(row) for row in rows)
    for row in rows:
        given = contents.indicator_number(row)
        if counted[given] > 1:
            counted[given] = 0
            message = f"指標の番号{quoted(given)}が2つ以上の指標に付いています。"
            hint = "番号を変えるか、空欄にして並び順で付けてください。"
            yield Finding(Level.ERROR, SECTION, message, hint, to_row(row))


def _what_is_missing(row: Indicator, contents: PlanContents) -> Iterator[Finding]:
    """A value may be 「―」 or 「新規」; then its year need not be known."""
    missing = []
    for label, value, value_year in (
        ("基準値", row.baseline_value, row.baseline_year),
        ("目標値", row.target_value, row.target_year),
    ):
        if not value.strip():
            missing.append(label)
        elif (not is_mark(value) or label == "目標値") and not value_year.strip():
            missing.append(f"{label}の年次")
    if not row.name.strip():
        missing.insert(0, "名称")
    if not row.source.strip():
        missing.append("出典")
    if not row.unit.strip() and number(row.target_value) is not None:
        missing.append("単位")
    if missing:
        yield Finding(
            Level.WARNING,
            SECTION,
            f"{name_of(row, contents)}に{joined(missing)}がありません。",
            "最新の統計値と年次、出典を入れてください。値がないときは「―」「新規」などと入れます。",
            to_row(row),
        )
    unset = [
        label for label, cell in (("区分", row.kind), ("担当課", row.division)) if not cell.strip()
    ]
    if unset:
        message = f"{name_of(row, contents)}の{joined(unset)}が決まっていません。"
        yield Finding(Level.NOTICE, SECTION, message, "進み具合を測るときに必要です。", to_row(row))


def _what_cannot_be_read(row: Indicator, contents: PlanContents) -> Iterator[Finding]:
    values = [
        ("基準値", row.baseline_value),
        ("中間値", row.interim_value),
        ("目標値", row.target_value),
        *((f"{fiscal_year(each)}の値", value) for each, value in contents.values_of(row).items()),
    ]
    unread = [(label, cell) for label, cell in values if is_unreadable_number(cell)]
    if unread:
        named = joined(f"{label}{quoted(cell)}" for label, cell in unread)
        message = f"{name_of(row, contents)}の{named}を数として読めません。"
        hint = number_hint((cell for _, cell in unread), WORDS_HINT)
        level = Level.NOTICE if hint == WORDS_HINT else Level.WARNING
        yield Finding(level, SECTION, message, hint, to_row(row))
    for label, cell in (
        ("基準値の年次", row.baseline_year),
        ("中間値の年次", row.interim_year),
        ("目標値の年次", row.target_year),
    ):
        if is_unreadable_year(cell):
            message = f"{name_of(row, contents)}の{label}{quoted(cell)}を読めません。"
            hint = year_hint(cell, "例：令和9年度、R9、2027")
            yield Finding(Level.WARNING, SECTION, message, hint, to_row(row))
        found = year(cell)
        if found and found.kind and found.kind != row.year_kind:
            kind = row.get_year_kind_display()
            message = (
                f"{name_of(row, contents)}の{label}{quoted(cell)}と、"
                f"選ばれている「{kind}」が食い違っています。"
            )
            hint = "年（1月から12月）か年度（4月から3月）かを選び直してください。"
            yield Finding(Level.WARNING, SECTION, message, hint, to_row(row))


def _what_contradicts(row: Indicator, contents: PlanContents) -> Iterator[Finding]:
    name, link = partial(name_of, row, contents), to_row(row)
    base_year, target_year = year(row.baseline_year), year(row.target_year)
    if base_year and target_year and target_year.number <= base_year.number:
        message = (
            f"{name()}の目標値の年次{quoted(row.target_year)}が"
            f"基準値の年次{quoted(row.baseline_year)}より後ではありません。"
        )
        yield Finding(Level.ERROR, SECTION, message, "年次を確かめてください。", link)
    last = contents.plan.last_year
    if target_year and last and target_year.number > last + 1:
        message = f"{name()}の目標値の年次{quoted(row.target_year)}が計画期間の後です。"
        hint = f"計画の最後の年度は{fiscal_year(last)}です。"
        yield Finding(Level.NOTICE, SECTION, message, hint, link)
    base, target = number(row.baseline_value), number(row.target_value)
    if base is None or target is None:
        return
    wrong = (row.direction == Indicator.Direction.INCREASE and target < base) or (
        row.direction == Indicator.Direction.DECREASE and target > base
    )
    if wrong:
        message = (
            f"{name()}は「{row.get_direction_display()}」指標ですが、"
            f"目標値{quoted(row.target_value)}が基準値{quoted(row.baseline_value)}と逆向きです。"
        )
        yield Finding(Level.ERROR, SECTION, message, "値か、めざす方向を直してください。", link)
