"""個別施策: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import DataLink, Field, Measure
from smartplan.plans.sections.columns import PolicyFieldColumn
from smartplan.plans.sections.tables import RowTable

TABLES = (
    RowTable(
        Field,
        {"name": "medium", "vision": "wide"},
        support=(
            "分野の並び順がA、B、C…の記号になり、施策の番号（A-1）に使われます。"
            "事例の分野を選ぶと、近い事例が示されやすくなります。"
        ),
        more_columns=tuple(
            PolicyFieldColumn(
                f"policy_{place + 1}", f"事例の分野{place + 1}", "narrow", 0, place=place
            )
            for place in range(2)
        ),
        words={
            "vision": "将来像、めざす姿、ビジョン、目標",
        },
    ),
    RowTable(
        DataLink,
        {
            "service": "medium",
            "data": "medium",
            "provider": "medium",
            "via": "medium",
            "personal_data": "narrow",
            "measure": "medium",
        },
        identifying=("service", "data"),
        support="どのサービスが、誰の、どのデータを使うかを入れます。連携の方法の例：都市OS、API、ファイル",
        words={
            "service": "サービス名、サービス名称",
            "data": "データ名、データ項目",
            "provider": "提供元、データ提供者",
            "via": "連携方法、連携方式、方法",
            "personal_data": "個人情報の有無、個人情報の扱い",
            "measure": "施策名、施策名称、事業、事業名、取組名",
        },
    ),
)
"""The short rows, which are edited inline."""

LISTED = (
    RowTable(
        Measure,
        {
            "name": "wide",
            "field": "medium",
            "purpose": "wide",
            "actions": "wide",
            "effects": "wide",
            "actor": "medium",
            "division": "narrow",
            "cost": "medium",
            "funding": "medium",
        },
        words={
            "field": "分野名、政策分野",
            "purpose": "ねらい、狙い、目標",
            "actions": "内容、事業内容、取組、実施内容、施策の内容、概要",
            "effects": "期待される効果、期待する効果、成果",
            "actor": "主体、実施者、事業主体",
            "division": "所管課、所管、所属、担当、担当部署、主管課、担当部課",
            "cost": "費用、概算事業費、予算、予算額、経費",
            "funding": "財源内訳、予算区分",
        },
    ),
)
"""The rows with a page each: their basic columns, for tables that come in."""
