"""The sheets that are only sent round: issues, organisation, roadmap, terms."""

from __future__ import annotations

from smartplan.intake.sheets.sheet import Sheet, shown, typed
from smartplan.japanese.years import fiscal_year_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    CommitteeMember,
    Issue,
    OrganizationUnit,
    Partner,
    RoadmapItem,
    Term,
)


def issues(contents: PlanContents) -> Sheet:
    columns = (
        typed(Issue, "title", 34),
        typed(Issue, "description", 60),
        shown("分野", 20, lambda row: row.field.name if row.field else ""),
        shown(
            "対応する施策",
            20,
            lambda row: "、".join(map(contents.measure_code, contents.measures_answering(row))),
        ),
    )
    return Sheet("課題", columns, contents.rows(Issue))


def organization(contents: PlanContents) -> Sheet:
    columns = (
        typed(OrganizationUnit, "name", 30),
        shown("上位の組織", 26, lambda row: row.parent.name if row.parent else ""),
        *(typed(OrganizationUnit, name, 14) for name in ("side", "status", "phase")),
        typed(OrganizationUnit, "role", 44),
        typed(OrganizationUnit, "members", 34),
    )
    return Sheet("推進組織", columns, contents.rows(OrganizationUnit))


def partners(contents: PlanContents) -> Sheet:
    columns = (
        typed(Partner, "name", 34),
        typed(Partner, "sector", 8),
        typed(Partner, "role", 44),
    )
    return Sheet("構成団体", columns, contents.rows(Partner))


def members(contents: PlanContents) -> Sheet:
    columns = tuple(
        typed(CommitteeMember, name, width)
        for name, width in (("post", 14), ("name", 18), ("affiliation", 34), ("note", 24))
    )
    return Sheet("委員名簿", columns, contents.rows(CommitteeMember))


def roadmap(contents: PlanContents) -> Sheet:
    style = contents.plan.year_style

    def year(value: int | None) -> str:
        return fiscal_year_label(value, style) if value else ""

    columns = (
        shown("施策", 8, lambda row: contents.measure_code(row.measure) if row.measure else "全体"),
        shown("施策の名称", 34, lambda row: row.measure.name if row.measure else ""),
        typed(RoadmapItem, "label", 34),
        typed(RoadmapItem, "phase", 8),
        shown("開始年度", 22, lambda row: year(row.start_year)),
        shown("開始の期", 10, lambda row: row.get_start_half_display() if row.start_year else ""),
        shown("終了年度", 22, lambda row: year(row.end_year)),
        shown("終了の期", 10, lambda row: row.get_end_half_display() if row.end_year else ""),
    )
    return Sheet("ロードマップ", columns, contents.rows(RoadmapItem))


def terms(contents: PlanContents) -> Sheet:
    columns = tuple(
        typed(Term, name, width)
        for name, width in (("term", 24), ("reading", 24), ("origin", 24), ("definition", 70))
    )
    return Sheet("用語集", columns, contents.rows(Term))
