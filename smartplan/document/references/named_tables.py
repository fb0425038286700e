"""The tables of the document that a text can refer to, by the keys that marks have."""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    Citation,
    CommitteeMember,
    DataLink,
    DraftingStep,
    GoalLink,
    Guideline,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    OrganizationUnit,
    Partner,
    Philosophy,
    PopulationRow,
    Principle,
    PublicComment,
    RelatedPlan,
    RoadmapItem,
    RoadmapTheme,
    Row,
    SecurityMeasure,
    SecurityPrinciple,
    Statistic,
)
from smartplan.plans.typed_cells import has_words
from smartplan.structure.keys import SectionKey


@dataclass(frozen=True)
class NamedTable:
    """A table of the document: the key that marks have, its rows, and what it is called."""

    key: str
    section: SectionKey
    rows: type[Row]
    label: str
    figures: tuple[str, ...] = ()
    """The keys of the figures that tell the same: by them the planner chooses."""
    cells: tuple[str, ...] = ()
    """The cells that must hold something; without them, any."""

    def has_rows(self, contents: PlanContents) -> bool:
        return any(
            any(getattr(row, cell) for cell in self.cells) if self.cells else has_words(row)
            for row in contents.rows(self.rows)
        )


MEASURED = ("formula", "source", "division", "note")

TABLES: tuple[NamedTable, ...] = (
    NamedTable(
        "plans", SectionKey.PURPOSE, RelatedPlan, "上位計画・関連計画", ("positioning", "periods")
    ),
    NamedTable("goals", SectionKey.PURPOSE, GoalLink, "総合計画との対応", ("goals",)),
    NamedTable("history", SectionKey.PURPOSE, DraftingStep, "策定の経過"),
    NamedTable("opinions", SectionKey.PURPOSE, PublicComment, "寄せられた意見と市の考え方"),
    NamedTable("population", SectionKey.SITUATION, PopulationRow, "人口", ("population",)),
    NamedTable("statistics", SectionKey.SITUATION, Statistic, "主な統計"),
    NamedTable("issues", SectionKey.SITUATION, Issue, "課題"),
    NamedTable("philosophies", SectionKey.POLICY, Philosophy, "基本理念"),
    NamedTable("principles", SectionKey.POLICY, Principle, "基本原則"),
    NamedTable("indicators", SectionKey.POLICY, Indicator, "指標の一覧", ("indicators",)),
    NamedTable("methods", SectionKey.POLICY, Indicator, "指標の測り方・出典", cells=MEASURED),
    NamedTable("values", SectionKey.POLICY, IndicatorValue, "指標の年度別の値"),
    NamedTable("units", SectionKey.ORGANIZATION, OrganizationUnit, "推進組織", ("organization",)),
    NamedTable("partners", SectionKey.ORGANIZATION, Partner, "構成団体"),
    NamedTable("members", SectionKey.ORGANIZATION, CommitteeMember, "委員名簿"),
    NamedTable("measures", SectionKey.MEASURES, Measure, "施策の一覧"),
    NamedTable("links", SectionKey.MEASURES, DataLink, "サービスとデータの連携", ("data_links",)),
    NamedTable("sdgs", SectionKey.MEASURES, Measure, "施策とSDGsの対応", ("sdgs",)),
    NamedTable("timeline", SectionKey.ROADMAP, RoadmapItem, "工程の一覧", ("timeline",)),
    NamedTable("themes", SectionKey.ROADMAP, RoadmapTheme, "大きな取組", ("themes",)),
    NamedTable("handling", SectionKey.SECURITY, SecurityPrinciple, "データの取扱いの原則"),
    NamedTable("security", SectionKey.SECURITY, SecurityMeasure, "セキュリティ対策"),
    NamedTable("guidelines", SectionKey.SECURITY, Guideline, "ガイドライン・規程"),
    NamedTable("sources", SectionKey.PURPOSE, Citation, "引用した事例の出典"),
)


def table_named(key: str) -> NamedTable | None:
    return next((table for table in TABLES if table.key == key), None)
