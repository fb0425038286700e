"""基本方針: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import Indicator, Philosophy, Principle
from smartplan.plans.sections.tables import RowTable

TABLES = (
    RowTable(
        Philosophy,
        {"name": "medium", "description": "wide"},
        support="すべての取組のもとになる考え方です。",
        words={
            "description": "内容、概要、課題の内容、説明文、詳細",
        },
    ),
    RowTable(
        Principle,
        {"name": "medium", "description": "wide"},
        support="取組を進めるときに守る約束です。",
        words={
            "description": "内容、概要、課題の内容、説明文、詳細",
        },
    ),
)
"""The short rows, which are edited inline."""

LISTED = (
    RowTable(
        Indicator,
        {
            "name": "wide",
            "number": "narrow",
            "kind": "narrow",
            "unit": "narrow",
            "direction": "narrow",
            "baseline_value": "narrow",
            "baseline_year": "narrow",
            "interim_value": "narrow",
            "interim_year": "narrow",
            "target_value": "narrow",
            "target_year": "narrow",
            "source": "medium",
            "division": "narrow",
        },
        words={
            "number": "No、通し番号、指標番号、KPI番号",
            "kind": "種別、種類、指標の種類、指標区分、実績推計",
            "unit": "たんい",
            "direction": "方向、方向性、増減",
            "baseline_value": "現状値、現状、現況値、現況、基準、実績値、初期値",
            "baseline_year": (
                "現状年度、現状年、現況年度、基準年度、基準年、基準年次、基準値年度、現状値年度"
            ),
            "interim_value": "中間目標値、中間目標、中間",
            "interim_year": "中間年度、中間年、中間目標年度、中間年次、中間値年度",
            "target_value": "目標、最終目標、最終目標値、計画目標値、目指す値、めざす値",
            "target_year": "目標年度、目標年、目標年次、達成年度、最終年度、目標値年度",
            "source": "出所、資料、典拠、データ出典、根拠",
            "division": "所管課、所管、所属、担当、担当部署、主管課、担当部課",
        },
    ),
)
"""The rows with a page each: their basic columns, for tables that come in."""
