"""Checks of section 6, ロードマップ."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from smartplan.checks.chapters import missing_texts
from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import fiscal_year, joined, listed, name_of, quoted
from smartplan.plans.models import Measure, RoadmapItem, RoadmapText, RoadmapTheme
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SECTION = SectionKey.ROADMAP
HINTS = {"approach": "どの順に、何を確かめながら進めるかを書いてください。"}


def check(contents: PlanContents) -> Iterator[Finding]:
    yield from missing_texts(contents, SECTION, HINTS, Level.NOTICE)
    text = contents.text_of(SECTION)
    if isinstance(text, RoadmapText) and text.style == RoadmapText.Style.THEMES:
        yield from _themes(contents)
    else:
        yield from _bars(contents)


def _bars(contents: PlanContents) -> Iterator[Finding]:
    items = contents.rows(RoadmapItem)
    for item in items:
        yield from _bar(item, contents)
    if not contents.chapter_of(SectionKey.MEASURES).included:
        return
    drawn = {item.measure.pk for item in items if item.measure}
    measures = contents.rows(Measure)
    for measure in measures:
        if measure.pk not in drawn:
            message = f"{name_of(measure, contents)}の工程がありません。"
            hint = "検討・実証・実装・拡充の時期を、合意できた範囲で入れてください。"
            yield Finding(Level.WARNING, SECTION, message, hint, to_row(measure))
    loose = [item for item in items if item.measure is None]
    if loose and measures:
        message = f"施策が選ばれていない工程があります（{listed(loose, contents)}）。"
        hint = "計画全体の工程なら、このままで構いません。"
        yield Finding(Level.NOTICE, SECTION, message, hint, to_row(loose[0]))


def _bar(item: RoadmapItem, contents: PlanContents) -> Iterator[Finding]:
    name, link = partial(_called, item, contents), to_row(item)
    start, end = item.start_year, item.end_year
    missing = [label for label, year in (("開始年度", start), ("終了年度", end)) if year is None]
    if missing:
        message = f"{name()}に{joined(missing)}がありません。"
        hint = "年度を選んでください。年度のない工程は工程表に描けません。"
        yield Finding(Level.WARNING, SECTION, message, hint, link)
    if start is None or end is None:
        return
    if (end, item.end_half) < (start, item.start_half):
        begins, ends = _when(start, item.start_half), _when(end, item.end_half)
        message = f"{name()}の終了（{ends}）が開始（{begins}）より前です。"
        yield Finding(Level.ERROR, SECTION, message, "開始と終了の年度を確かめてください。", link)
        return
    years = contents.plan.fiscal_years
    if years and (start < years[0] or end > years[-1]):
        period = f"{fiscal_year(years[0])}から{fiscal_year(years[-1])}"
        message = (
            f"{name()}（{fiscal_year(start)}から{fiscal_year(end)}）が計画期間をはみ出しています。"
        )
        hint = f"計画期間は{period}です。工程か、計画の設定の期間を直してください。"
        yield Finding(Level.WARNING, SECTION, message, hint, link)


def _themes(contents: PlanContents) -> Iterator[Finding]:
    themes = contents.rows(RoadmapTheme)
    if not themes:
        yield Finding(
            Level.WARNING,
            SECTION,
            "大きな取組が1つもありません。",
            "取組ごとに、現状と将来の段階を入れてください。事業ごとの工程表にすることもできます。",
            to_chapter(contents.chapter_of(SECTION)),
        )
    for theme in themes:
        stages = (theme.stage_1, theme.stage_2, theme.stage_3, theme.stage_4)
        if not any(stage.strip() for stage in stages):
            message = f"{name_of(theme, contents)}の段階が1つも書かれていません。"
            hint = "現状と将来の姿を、列ごとに書いてください。"
            yield Finding(Level.WARNING, SECTION, message, hint, to_row(theme))


def _called(item: RoadmapItem, contents: PlanContents) -> str:
    """A bar is known by its measure, since many are labelled 実証 or 実装 only."""
    if item.measure is None:
        return name_of(item, contents)
    label = item.label.strip() or item.get_phase_display()
    return f"{name_of(item.measure, contents)}の工程{quoted(label) if label else ''}"


def _when(year: int, half: int) -> str:
    named = dict(RoadmapItem.Half.choices).get(half, "")
    return f"{fiscal_year(year)}{named}"
