"""ロードマップ: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import RoadmapItem, RoadmapTheme
from smartplan.plans.sections.columns import TEXT_LIMIT, HalfYearColumn, StageColumn
from smartplan.plans.sections.tables import RowTable

STAGES = (
    ("stage_1", "1列目", "heading_1"),
    ("stage_2", "2列目", "heading_2"),
    ("stage_3", "3列目", "heading_3"),
    ("stage_4", "4列目", "heading_4"),
)
"""The columns of the large undertakings: the field, its label, and where its heading is kept."""

TABLES = (
    RowTable(
        RoadmapItem,
        {
            "measure": "medium",
            "label": "medium",
            "phase": "narrow",
        },
        more_columns=(
            HalfYearColumn("start", "開始", "narrow", 0),
            HalfYearColumn("end", "終了", "narrow", 0, default_half=RoadmapItem.Half.SECOND),
        ),
        identifying=("label", "measure"),
        support="1行が工程表の1本の帯になります。一つの施策に何本でも入れられます。年度は4月から翌年3月までです。",
        words={
            "measure": "施策名、施策名称、事業、事業名、取組名",
            "label": "内容、工程、工程名、作業内容、取組内容、実施内容、項目",
            "phase": "段階、フェーズ、種別",
            "start": ("開始年度、開始時期、開始年月、着手、着手時期、始期、から、自"),
            "end": ("終了年度、終了時期、終了年月、完了、完了時期、終期、まで、至"),
        },
    ),
    RowTable(
        RoadmapTheme,
        {"name": "medium"},
        more_columns=tuple(
            StageColumn(stage, label, "medium", TEXT_LIMIT, heading_field=heading)
            for stage, label, heading in STAGES
        ),
        support="長い期間を大きな取組で示すときに使います。列の見出しは、表の下の「列の見出しを変える」で変えられます。",
    ),
)
"""The short rows, which are edited inline."""
