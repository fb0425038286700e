"""情報セキュリティ・個人情報保護: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import Guideline, SecurityMeasure, SecurityPrinciple
from smartplan.plans.sections.tables import RowTable

TABLES = (
    RowTable(
        SecurityPrinciple,
        {"name": "medium", "description": "wide"},
        support="データを扱うときに市民へ約束することを入れます。",
        words={
            "description": "内容、概要、課題の内容、説明文、詳細",
        },
    ),
    RowTable(
        SecurityMeasure,
        {"category": "narrow", "name": "medium", "description": "wide"},
        identifying=("name", "category"),
        support="ガバナンス、サービス、都市OS、アセットの4区分で対策を入れます。",
        words={
            "category": "分類、カテゴリ、対策区分",
            "description": "内容、概要、課題の内容、説明文、詳細",
        },
    ),
    RowTable(
        Guideline,
        {"name": "wide", "edition": "medium", "issuer": "medium"},
        support="参照する国のガイドラインや市の規程を、版や時点とともに入れます。",
        words={
            "edition": "版、時点、改定",
            "issuer": "発行元、策定者、発行者、策定主体",
        },
    ),
)
"""The short rows, which are edited inline."""
