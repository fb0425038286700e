"""用語集: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import Term
from smartplan.plans.sections.tables import RowTable

TABLES = (
    RowTable(
        Term,
        {"term": "medium", "reading": "medium", "origin": "medium", "definition": "wide"},
        support=(
            "本文に出てくるカタカナ語や略語を、初めて聞く人に分かる言葉で説明します。"
            "よみは五十音順に並べるために使います（例：API は「えーぴーあい」）。"
        ),
        words={
            "term": "用語名、言葉、語句、名称",
            "reading": "読み、読み方、ふりがな、よみがな、読み仮名、カナ",
            "origin": "英語、英語表記、原語、正式名称、略称",
            "definition": "意味、説明、解説、内容、用語の説明、定義",
        },
    ),
)
"""The short rows, which are edited inline."""
