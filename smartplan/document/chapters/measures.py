"""個別施策: overview and list, a sheet for each measure, services and their data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from smartplan.document.blocks import (
    cell_prose,
    group_row,
    joined,
    line,
    prose,
    section,
    sheet,
    shown_as,
    table,
)
from smartplan.document.figures import data_links, sdgs, structure
from smartplan.document.measures_shown import (
    fields_named,
    goals_of,
    indicators_shown,
    measures_shown,
)
from smartplan.document.tree import (
    Blocks,
    CellKind,
    Column,
    Heading,
    ItemList,
    ListItem,
    Row,
    Text,
)
from smartplan.document.values import number_with_unit, one_way, shown_year
from smartplan.document.written import written
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import UNNAMED, PlanContents
from smartplan.plans.models import (
    Chapter,
    Citation,
    DataLink,
    Field,
    Indicator,
    Measure,
    MeasuresText,
)
from smartplan.plans.sdgs import SDGS
from smartplan.structure.keys import SectionKey

EVERY_MEASURE = "施策の内容"
"""What stands over the sheets of the measures in a plan without any field."""

FILLS_PAGE = 2
"""From how many measures a field on an average each field begins on a page of its own."""


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = cast(MeasuresText, contents.text_of(SectionKey.MEASURES))
    apart = _fill_pages(contents)
    return joined(
        section(
            "施策の全体像",
            prose(text.overview),
            shown_as(text.figure_structure, structure.figures, contents, ()),
            _list(contents),
        ),
        section(
            "SDGsとの対応",
            shown_as(text.figure_sdgs, sdgs.figures, contents, _sdgs(contents)),
        ),
        *(_field(contents, name, field, apart) for name, field in fields_named(contents)),
        section(
            "サービスとデータの連携",
            shown_as(text.figure_data_links, data_links.figures, contents, _data_links(contents)),
            new_page=apart,
        ),
        section("横展開の方針", prose(text.rollout)),
    )


def _fill_pages(contents: PlanContents) -> bool:
    """Are there so many measures that the fields can begin on pages of their own?"""
    counts = [len(measures_shown(contents, field)) for _, field in fields_named(contents)]
    filled = [count for count in counts if count]
    return sum(filled) >= FILLS_PAGE * len(filled) > FILLS_PAGE


def _list(contents: PlanContents) -> Blocks:
    """The index of the measures, which is printed whatever the planner chose for the tree."""
    columns = (
        Column("番号", 12, CellKind.CENTER),
        Column("施策", 50),
        Column("担当課", 22),
        Column("指標", 18, CellKind.CENTER),
    )
    rows: list[tuple[object, ...] | Row] = []
    for name, field in fields_named(contents):
        if name:
            rows.append(group_row(name))
        rows.extend(
            (
                contents.measure_code(measure),
                measure.name,
                measure.division,
                "、".join(map(contents.indicator_number, indicators_shown(contents, measure))),
            )
            for measure in measures_shown(contents, field)
        )
    return table(columns, rows, caption="施策の一覧", keep=2, key="measures")


def _sdgs(contents: PlanContents) -> Blocks:
    columns = (
        Column("番号", 12, CellKind.CENTER),
        Column("施策", 38),
        Column("貢献するSDGsの目標", 50),
    )
    rows = [
        (each.code, each.name, "\n".join(f"目標{goal} {SDGS[goal - 1]}" for goal in each.goals))
        for each in sdgs.serving(contents)
    ]
    return table(columns, rows, caption="施策とSDGsの対応", keep=2, key="sdgs")


def _field(contents: PlanContents, name: str, field: Field | None, apart: bool) -> Blocks:
    vision = section("目指す姿", prose(field.vision), level=3) if field else ()
    sheets = [_sheet(contents, measure) for measure in measures_shown(contents, field)]
    return section(name or EVERY_MEASURE, _unnumbered(vision), *sheets, new_page=apart)


def _unnumbered(blocks: Blocks) -> Blocks:
    return tuple(
        Heading(block.text, block.level, numbered=False) if isinstance(block, Heading) else block
        for block in blocks
    )


def _sheet(contents: PlanContents, measure: Measure) -> Blocks:
    code = contents.measure_code(measure)
    facts = (
        ("対応する課題", _bullets(issue.title for issue in contents.issues_of(measure))),
        ("目的", cell_prose(measure.purpose)),
        ("取組内容", cell_prose(measure.actions)),
        ("効果", cell_prose(measure.effects)),
        ("実施主体", line(measure.actor)),
        ("担当課", line(measure.division)),
        (
            "指標（KPI）",
            _bullets(_goal(contents, each) for each in indicators_shown(contents, measure)),
        ),
        ("事業費", cell_prose(measure.cost)),
        ("財源", cell_prose(measure.funding)),
        ("個人情報の扱い", cell_prose(measure.personal_data)),
        ("SDGs", line("、".join(f"目標{goal}「{SDGS[goal - 1]}」" for goal in goals_of(measure)))),
        ("参考事例", _bullets(_cited(contents, measure))),
    )
    name = measure.name or UNNAMED
    heading = Heading(name, 3, number=f"施策{code}", key=f"{measure.rows_name()}-{measure.pk}")
    return (heading, *sheet(facts))


def _goal(contents: PlanContents, row: Indicator) -> str:
    """「K1 利用者数：12,000人（令和8年度）→ 20,000人（令和13年度）」, as far as it is known.

    A year stands here in one way alone: the list of the indicators has both.
    """
    style = one_way(contents.plan.year_style)

    def point(value: str, year: str) -> str:
        shown = number_with_unit(value, row.unit)
        when = shown_year(year, style, row.year_kind).replace("（", "・").replace("）", "")
        return f"{shown}（{when}）" if shown and when else shown

    points = (
        point(row.baseline_value, row.baseline_year),
        point(row.target_value, row.target_year),
    )
    values = " → ".join(filter(None, points))
    name = f"{contents.indicator_number(row)} {row.name}".strip()
    return f"{name}：{values}" if values else name


def _cited(contents: PlanContents, measure: Measure) -> Iterator[str]:
    for row in contents.rows(Citation):
        if row.measure == measure and row.chapter.included:
            yield f"{row.actor}「{row.title}」"


def _bullets(texts: Iterator[str]) -> Blocks:
    items = tuple(ListItem("・", (Text(text),)) for text in texts if text.strip())
    return (ItemList(items),) if items else ()


def _data_links(contents: PlanContents) -> Blocks:
    columns = (
        Column("サービス", 23),
        Column("データ", 25),
        Column("提供者", 22),
        Column("連携の方法", 22),
        Column("個人情報", 12, CellKind.CENTER),
        Column("施策", 10, CellKind.CENTER),
    )
    rows = [
        (
            row.service,
            row.data,
            row.provider,
            row.via,
            choice_label(row, "personal_data"),
            contents.measure_code(row.measure) if row.measure else "",
        )
        for row in written(contents, DataLink)
    ]
    return table(columns, rows, caption="サービスとデータの連携", keep=2, key="links")
