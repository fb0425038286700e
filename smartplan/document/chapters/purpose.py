"""策定の趣旨・位置づけ: background, aim, related plans, period; the rest of it in the 資料編."""

from __future__ import annotations

from typing import cast

from smartplan.document.blocks import joined, line, prose, section, sheet, shown_as, table
from smartplan.document.figures import goals, periods, positioning
from smartplan.document.tree import (
    Blocks,
    CellKind,
    Column,
    Paragraph,
    ParagraphKind,
    Table,
    Text,
)
from smartplan.document.values import period, shown_date, shown_fiscal_year, shown_year
from smartplan.document.written import written
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    Chapter,
    DraftingStep,
    FigureForm,
    GoalLink,
    PurposeText,
    RelatedPlan,
)
from smartplan.structure.keys import SectionKey


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = _text(contents)
    related = _related_plans(contents)
    positions = shown_as(text.figure_positioning, positioning.figures, contents, related)
    printed = any(isinstance(block, Table) for block in positions)
    return joined(
        section("策定の背景", prose(text.background)),
        section("策定の趣旨", prose(text.aim)),
        section("計画の位置づけ", prose(text.positioning), positions),
        section(
            "総合計画との対応",
            shown_as(text.figure_goals, goals.figures, contents, _goals(contents)),
        ),
        section("計画の期間と対象区域", _frame(contents), _periods(contents, related, printed)),
    )


def _periods(contents: PlanContents, related: Blocks, printed: bool) -> Blocks:
    """The chart of the periods; its table is that of the related plans, which is printed once."""
    form = _text(contents).figure_periods
    if printed:
        return periods.figures(contents) if FigureForm(form).has_figure else ()
    return shown_as(form, periods.figures, contents, related)


def greeting(contents: PlanContents) -> Blocks:
    """The mayor's words, which stand before the table of contents."""
    text = _text(contents)
    words = prose(text.greeting)
    if not words or not text.greeting_name.strip():
        return words
    return (*words, Paragraph((Text(text.greeting_name.strip()),), ParagraphKind.SIGNATURE))


def drafting_steps(contents: PlanContents) -> Blocks:
    columns = (
        Column("年月日", 32),
        Column("会議・手続", 35),
        Column("内容", 33, CellKind.PROSE),
    )
    style = contents.plan.year_style
    rows = [
        (shown_date(step.date, style), step.meeting, step.content)
        for step in contents.rows(DraftingStep)
    ]
    return table(columns, rows, caption="策定の経過", key="history")


def _text(contents: PlanContents) -> PurposeText:
    return cast(PurposeText, contents.text_of(SectionKey.PURPOSE))


def _related_plans(contents: PlanContents) -> Blocks:
    style = contents.plan.year_style
    region = town_words_of(contents.plan.municipality).region
    columns = (
        Column("区分", 16, CellKind.CENTER),
        Column("計画・方針の名称", 42),
        Column("本計画との関係", 20, CellKind.CENTER),
        Column("期間", 37, CellKind.CENTER),
    )
    rows = [
        (
            _level(row, region),
            row.name,
            choice_label(row, "relation"),
            _period_of(row, style),
        )
        for row in written(contents, RelatedPlan)
    ]
    return table(columns, rows, caption="上位計画・関連計画", keep=2, key="plans")


def _level(row: RelatedPlan, region: str) -> str:
    if row.level == RelatedPlan.Level.PREFECTURAL:
        return region
    return choice_label(row, "level").replace("・", "・\n")


def _period_of(row: RelatedPlan, style: str) -> str:
    first, last = (shown_year(year, style, "fiscal") for year in (row.first_year, row.last_year))
    return period(first, last).replace("～", "\n～", 1)


def _goals(contents: PlanContents) -> Blocks:
    columns = (
        Column("総合計画の目標・政策", 36),
        Column("対応する分野", 24),
        Column("対応の内容", 40),
    )
    rows = [
        (row.goal, row.field.name if row.field else "", row.note)
        for row in written(contents, GoalLink)
    ]
    return table(columns, rows, caption="総合計画の目標と本計画の分野", key="goals")


def _frame(contents: PlanContents) -> Blocks:
    plan = contents.plan
    first = shown_fiscal_year(plan.start_year, plan.year_style)
    last = shown_fiscal_year(plan.last_year, plan.year_style)
    years = f"{period(first, last)}（{plan.years}年間）" if first else ""
    return sheet((("計画期間", line(years)), ("対象区域", line(plan.area))))
