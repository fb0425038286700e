"""策定の趣旨・位置づけ: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import DraftingStep, GoalLink, PublicComment, RelatedPlan
from smartplan.plans.sections.tables import RowTable

TABLES = (
    RowTable(
        RelatedPlan,
        {
            "name": "wide",
            "level": "narrow",
            "relation": "narrow",
            "first_year": "narrow",
            "last_year": "narrow",
        },
        support="本計画が即する計画、整合・連携する計画を入れます。期間は「令和8」「2026」のどちらでも入力できます。",
        headings={"first_year": "初年度", "last_year": "最終年度"},
        words={
            "level": "種別、位置づけ",
            "relation": "関係、関係性",
            "first_year": "初年度、開始年度、計画期間の初年度",
            "last_year": "最終年度、終了年度、計画期間の最終年度",
        },
    ),
    RowTable(
        GoalLink,
        {"goal": "wide", "field": "medium", "note": "wide"},
        identifying=("goal", "field"),
        support="総合計画の目標ごとに、本計画のどの分野が応えるかを示します。",
        words={
            "goal": "目標、政策、基本目標、総合計画の目標",
            "field": "分野名、政策分野",
            "note": "備考、摘要、内容",
        },
    ),
    RowTable(
        DraftingStep,
        {"date": "narrow", "meeting": "medium", "content": "wide"},
        identifying=("date", "meeting"),
        support="庁内会議、協議会、市民説明会などを日付の順に入れます。資料編に載せます。",
        words={
            "date": "日付、日時、開催日、期日、時期、実施日",
            "meeting": "会議、会議名、会議名称、手続、名称",
            "content": "議題、主な内容、概要",
        },
    ),
    RowTable(
        PublicComment,
        {"opinion": "wide", "response": "wide", "reflection": "narrow"},
        support="意見募集の後に、意見の概要と市の考え方を入れます。",
        words={
            "opinion": "意見、ご意見、意見等、意見内容",
            "response": "回答、考え方、市の回答、対応",
            "reflection": "反映、対応区分、反映状況",
        },
    ),
)
"""The short rows, which are edited inline."""
