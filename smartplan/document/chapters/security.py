"""情報セキュリティ・個人情報保護: approach, principles, measures by category, guidelines."""

from __future__ import annotations

from typing import cast

from smartplan.document.blocks import group_row, joined, prose, section, table
from smartplan.document.tree import Blocks, CellKind, Column, Row
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    Chapter,
    Guideline,
    SecurityMeasure,
    SecurityPrinciple,
    SecurityText,
)
from smartplan.structure.keys import SectionKey


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = cast(SecurityText, contents.text_of(SectionKey.SECURITY))
    return joined(
        section("基本的な考え方", prose(text.approach)),
        section("データの取扱いの原則", _principles(contents)),
        section("セキュリティ対策", _measures(contents)),
        section("参照するガイドライン・規程", _guidelines(contents)),
    )


def _principles(contents: PlanContents) -> Blocks:
    columns = (Column("原則", 30), Column("説明", 70, CellKind.PROSE))
    rows = [(row.name, row.description) for row in contents.rows(SecurityPrinciple)]
    return table(columns, rows, caption="データの取扱いの原則", key="handling")


def _measures(contents: PlanContents) -> Blocks:
    columns = (Column("対策", 34), Column("内容", 66, CellKind.PROSE))
    found = contents.rows(SecurityMeasure)
    rows: list[tuple[object, ...] | Row] = []
    for value, label in (*SecurityMeasure.Category.choices, ("", "その他")):
        rows.append(group_row(str(label)))
        rows.extend((row.name, row.description) for row in found if row.category == value)
    return table(columns, rows, caption="区分ごとのセキュリティ対策", key="security")


def _guidelines(contents: PlanContents) -> Blocks:
    columns = (Column("名称", 50), Column("版・時点", 30), Column("発行者", 20))
    rows = [(row.name, row.edition, row.issuer) for row in contents.rows(Guideline)]
    return table(columns, rows, caption="参照するガイドライン・規程", key="guidelines")
