"""ロードマップ: the approach, then the grid of fiscal years or the table of large undertakings."""

from __future__ import annotations

from typing import cast

from smartplan.document.blocks import joined, prose, section, shown_as, table
from smartplan.document.figures import roadmap, themes
from smartplan.document.figures.roadmap_grids import lane_of, lanes_of, timelines
from smartplan.document.tree import Blocks, CellKind, Column
from smartplan.document.values import period, shown_fiscal_year
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, FigureForm, RoadmapItem, RoadmapText, RoadmapTheme
from smartplan.structure.keys import SectionKey


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = cast(RoadmapText, contents.text_of(SectionKey.ROADMAP))
    shown = _themes if text.style == RoadmapText.Style.THEMES else _projects
    return joined(section("進め方の考え方", prose(text.approach)), shown(contents, text))


def _themes(contents: PlanContents, text: RoadmapText) -> Blocks:
    headings = (text.heading_1, text.heading_2, text.heading_3, text.heading_4)
    columns = (
        Column("取組", 20),
        *(Column(heading, 20, CellKind.PROSE) for heading in headings),
    )
    rows = [
        (row.name, row.stage_1, row.stage_2, row.stage_3, row.stage_4)
        for row in contents.rows(RoadmapTheme)
    ]
    lines = table(columns, rows, caption="大きな取組の進め方", key="themes")
    return section(
        "大きな取組の進め方", shown_as(text.figure_themes, themes.figures, contents, lines)
    )


def _projects(contents: PlanContents, text: RoadmapText) -> Blocks:
    """The grid of years, then the bars that have no place in it."""
    if text.figure_timeline == FigureForm.NONE:
        return ()
    lanes = lanes_of(contents)
    _, outside = timelines(lanes, contents.plan)
    missing = {item.pk for item in outside}
    inside = [item for items in lanes.values() for item in items if item.pk not in missing]
    return section(
        "工程表",
        shown_as(
            text.figure_timeline,
            roadmap.figures,
            contents,
            _items(contents, inside, "工程の一覧", key="timeline"),
        ),
        _items(contents, outside, "工程表に示していない工程"),
    )


def _items(contents: PlanContents, items: list[RoadmapItem], caption: str, key: str = "") -> Blocks:
    style = contents.plan.year_style
    columns = (
        Column("施策", 34),
        Column("工程", 34),
        Column("区分", 12, CellKind.CENTER),
        Column("期間", 30, CellKind.CENTER),
    )
    rows = [
        (
            " ".join(lane_of(contents, item)).strip(),
            item.label,
            choice_label(item, "phase"),
            _period(item, style),
        )
        for item in items
        if item.label or item.phase
    ]
    return table(columns, rows, caption=caption, keep=2, key=key)


def _period(item: RoadmapItem, style: str) -> str:
    """「令和9年度下期～令和11年度」; a half is named where the year is not worked in as a whole."""
    first, last = (shown_fiscal_year(year, style) for year in (item.start_year, item.end_year))
    begins, ends = (item.start_year, item.start_half), (item.end_year, item.end_half)
    if begins == ends and first:
        return f"{first}{choice_label(item, 'start_half')}"
    if first and first == last and begins < ends:
        return first
    if first and item.start_half == RoadmapItem.Half.SECOND:
        first += choice_label(item, "start_half")
    if last and item.end_half == RoadmapItem.Half.FIRST:
        last += choice_label(item, "end_half")
    wrong = item.start_year and item.end_year and ends < begins
    return f"{period(first, last)}\n（期間を確認）" if wrong else period(first, last) or "未定"
