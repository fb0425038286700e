"""推進体制: its rows, and what the tables of towns call their columns."""

from __future__ import annotations

from smartplan.plans.models import CommitteeMember, OrganizationUnit, Partner
from smartplan.plans.sections.tables import RowTable

TABLES = (
    RowTable(
        Partner,
        {"name": "wide", "sector": "narrow", "role": "wide"},
        support="協議会などに参画する団体を、産・学・官・民・金の区分で入れます。",
        words={
            "sector": "分類、区分、産学官民金",
            "role": "役割分担、任務、主な役割",
        },
    ),
    RowTable(
        CommitteeMember,
        {"name": "medium", "affiliation": "wide", "post": "narrow", "note": "medium"},
        support="資料編に載せる名簿です。掲載の了承を得た人だけを入れてください。",
        words={
            "affiliation": "所属団体、所属、団体名、所属・役職",
            "post": "職名、役職名、職、役職",
            "note": "備考、摘要、内容",
        },
    ),
)
"""The short rows, which are edited inline."""

LISTED = (
    RowTable(
        OrganizationUnit,
        {
            "name": "wide",
            "parent": "medium",
            "side": "narrow",
            "status": "narrow",
            "phase": "narrow",
            "role": "wide",
            "members": "wide",
        },
        words={
            "parent": "上位組織、親組織",
            "phase": "段階、フェーズ、種別",
            "role": "役割分担、任務、主な役割",
            "members": "構成、委員、構成メンバー、メンバー",
        },
    ),
)
"""The rows with a page each: their basic columns, for tables that come in."""
