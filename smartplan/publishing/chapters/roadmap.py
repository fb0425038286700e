"""ロードマップ: the approach, then the grid of fiscal years or the table of large undertakings."""

from __future__ import annotations

from typing import cast

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, Measure, RoadmapItem, RoadmapText, RoadmapTheme
from smartplan.publishing.blocks import joined, prose, section, table
from smartplan.publishing.document import Blocks, CellKind, Column
from smartplan.publishing.timeline import timelines
from smartplan.publishing.values import period, shown_fiscal_year
from smartplan.structure.keys import SectionKey


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = cast(RoadmapText, contents.text_of(SectionKey.ROADMAP))
    themes = text.style == RoadmapText.Style.THEMES
    return joined(
        section("進め方の考え方", prose(text.approach)),
        section("大きな取組の進め方", _themes(contents, text)) if themes else (),
        () if themes else section("工程表", _projects(contents)),
    )


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
    return table(columns, rows, caption="大きな取組の進め方")


def _projects(contents: PlanContents) -> Blocks:
    """The bars by measure in the order of their codes, then what has no place in the grid."""
    items = contents.rows(RoadmapItem)
    order = {measure.pk: place for place, measure in enumerate(_measures(contents))}
    lanes: dict[tuple[str, str], list[RoadmapItem]] = {}
    for item in sorted(items, key=lambda item: order.get(item.measure_id or 0, len(order))):
        lanes.setdefault(_lane(contents, item), []).append(item)
    grid, outside = timelines(lanes, contents.plan)
    return joined(grid, _outside(contents, outside))


def _measures(contents: PlanContents) -> list[Measure]:
    codes = {measure.pk: contents.measure_code(measure) for measure in contents.rows(Measure)}

    def place(measure: Measure) -> tuple[bool, int, str, int]:
        letter, number = codes[measure.pk].split("-")
        return letter == "他", len(letter), letter, int(number)

    return sorted(contents.rows(Measure), key=place)


def _lane(contents: PlanContents, item: RoadmapItem) -> tuple[str, str]:
    if item.measure:
        return contents.measure_code(item.measure), item.measure.name
    return "", "全体"


def _outside(contents: PlanContents, items: list[RoadmapItem]) -> Blocks:
    style = contents.plan.year_style
    columns = (
        Column("施策", 34),
        Column("工程", 34),
        Column("区分", 12, CellKind.CENTER),
        Column("期間", 30, CellKind.CENTER),
    )
    rows = [
        (
            " ".join(_lane(contents, item)).strip(),
            item.label,
            item.get_phase_display(),
            _period(item, style),
        )
        for item in items
    ]
    return table(columns, rows, caption="工程表に示していない工程", keep=2)


def _period(item: RoadmapItem, style: str) -> str:
    years = period(
        shown_fiscal_year(item.start_year, style), shown_fiscal_year(item.end_year, style)
    )
    begins, ends = (item.start_year, item.start_half), (item.end_year, item.end_half)
    if item.start_year and item.end_year and ends < begins:
        return f"{years}\n（期間を確認）"
    return years or "未定"
