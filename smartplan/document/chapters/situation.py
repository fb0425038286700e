"""現状・課題: overview, population, statistics, what citizens think, strengths, issues."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from smartplan.document.blocks import cell, joined, prose, section, shown_as, table
from smartplan.document.figures import population
from smartplan.document.tree import Blocks, CellKind, Column
from smartplan.document.values import shown_number, shown_year, stacked
from smartplan.document.written import written
from smartplan.japanese.numbers import parse_number
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter, Issue, PopulationRow, SituationText, Statistic
from smartplan.structure.keys import SectionKey


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = cast(SituationText, contents.text_of(SectionKey.SITUATION))
    people = town_words_of(contents.plan.municipality).people
    return joined(
        section("現状の概要", prose(text.overview)),
        section(
            "人口の推移と見通し",
            shown_as(text.figure_population, population.figures, contents, _population(contents)),
        ),
        section("統計でみる現状", _statistics(contents)),
        section(f"{people}の意識", prose(text.citizen_views)),
        section("地域の強み", prose(text.strengths)),
        section("課題", _issues(contents)),
    )


def _population(contents: PlanContents) -> Blocks:
    rows = written(contents, PopulationRow)
    note = _population_sources(rows)
    columns = (
        Column("年", 23, CellKind.CENTER),
        Column("総人口", 14, CellKind.NUMBER),
        Column("0～14歳", 14, CellKind.NUMBER),
        Column("15～64歳", 14, CellKind.NUMBER),
        Column("65歳以上", 14, CellKind.NUMBER),
        Column("高齢化率", 13, CellKind.NUMBER),
        Column("区分", 12, CellKind.CENTER),
        Column("出典", 26),
    )
    lines = [
        (
            shown_year(row.year, contents.plan.year_style, "calendar"),
            *(
                shown_number(typed, "人")
                for typed in (row.total, row.children, row.working_age, row.elderly)
            ),
            _share(row.elderly, row.total),
            choice_label(row, "kind"),
            "" if note else row.source,
        )
        for row in rows
    ]
    return table(
        columns, lines, caption="人口の推移と将来推計（単位：人）", note=note, key="population"
    )


def _share(part: str, whole: str) -> str:
    """The share in per cent with one decimal, where both numbers can be read."""
    number, total = parse_number(part), parse_number(whole)
    if number is None or not total:
        return ""
    return f"{(number / total * 100).quantize(Decimal('0.1'))}％"


def _population_sources(rows: list[PopulationRow]) -> str:
    """One note when it is true of every row that it names; else the sources stand in a column."""
    sources: dict[str, set[str]] = {}
    for row in rows:
        sources.setdefault(choice_label(row, "kind"), set()).add(row.source.strip())
    if any(len(found) > 1 for found in sources.values()):
        return ""
    named = {kind: found.pop() for kind, found in sources.items()}
    if len(set(named.values())) == 1:
        source = next(iter(named.values()))
        return f"出典：{source}" if source else ""
    if not named.get("", "named"):  # rows of no kind and no source: a note cannot leave them out
        return ""
    return "出典：" + "、".join(
        f"{source}（{kind}）" if kind else source for kind, source in named.items() if source
    )


def _statistics(contents: PlanContents) -> Blocks:
    style = contents.plan.year_style
    columns = (
        Column("統計", 30),
        Column("値", 15, CellKind.NUMBER),
        Column("単位", 11, CellKind.CENTER),
        Column("年次", 18, CellKind.CENTER),
        Column("出典", 30),
    )
    rows = [
        (
            row.name,
            shown_number(row.value, row.unit),
            row.unit,
            stacked(shown_year(row.year, style, row.year_kind)),
            row.source,
        )
        for row in written(contents, Statistic)
    ]
    return table(columns, rows, caption="主な統計", key="statistics")


def _issues(contents: PlanContents) -> Blocks:
    columns = (
        Column("番号", 8, CellKind.CENTER),
        Column("課題", 26),
        Column("説明", 46, CellKind.PROSE),
        Column("分野", 19),
        Column("対応する\n施策", 15, CellKind.CENTER),
    )
    issues = [row for row in contents.rows(Issue) if row.title or row.description]
    rows = [
        (
            place,
            cell(row.title),
            row.description,
            row.field.name if row.field else "",
            "、".join(map(contents.measure_code, contents.measures_answering(row))),
        )
        for place, row in enumerate(issues, start=1)
    ]
    return table(columns, rows, caption="本計画で取り組む課題", keep=2, key="issues")
