"""現状・課題: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import Issue, PopulationRow, Statistic
from smartplan.plans.sections.tables import RowTable

TABLES = (
    RowTable(
        Issue,
        {"title": "wide", "description": "wide", "field": "medium"},
        support="計画で解決したい課題を1行に一つ入れます。施策のページで、どの施策が応えるかを選びます。",
        words={
            "title": "課題名、課題の名称、項目、見出し",
            "description": "内容、概要、課題の内容、説明文、詳細",
            "field": "分野名、政策分野",
        },
    ),
    RowTable(
        PopulationRow,
        {
            "year": "narrow",
            "total": "narrow",
            "children": "narrow",
            "working_age": "narrow",
            "elderly": "narrow",
            "kind": "narrow",
            "source": "medium",
        },
        identifying=("year", "kind"),
        support=(
            "単位は人です。国勢調査や将来推計の表をExcelから貼り付けられます。"
            "総人口と年齢別の合計の差は、年齢不詳として扱います。"
        ),
        words={
            "year": "年度、年次、西暦、和暦、時点、調査年",
            "total": "人口、総数、人口総数、人口計、計、合計",
            "children": "年少人口、年少、15歳未満",
            "working_age": "生産年齢人口、生産年齢",
            "elderly": "老年人口、高齢者人口、老年、高齢者",
            "kind": "種別、種類、指標の種類、指標区分、実績推計",
            "source": "出所、資料、典拠、データ出典、根拠",
        },
    ),
    RowTable(
        Statistic,
        {
            "name": "wide",
            "value": "narrow",
            "unit": "narrow",
            "year": "narrow",
            "year_kind": "narrow",
            "source": "medium",
        },
        identifying=("name", "year"),
        support="本文の根拠にする数字を入れます。年次と出典があると、読む人が確かめられます。",
        words={
            "value": "数値、数、実績値",
            "unit": "たんい",
            "year": "年度、年次、西暦、和暦、時点、調査年",
            "source": "出所、資料、典拠、データ出典、根拠",
        },
    ),
)
"""The short rows, which are edited inline."""
