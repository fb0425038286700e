"""The codes of the plan's structure, as they stand in the database, URLs, JSON and commands.

The tables of `structure` hold only their editable wording. Source of the eight sections: 令和4年度
スマートシティ官民連携プラットフォーム 計画策定セミナー①概要編; of stages, tracks and types:
スマートシティガイドブック 第2章.
"""

from django.db.models import TextChoices


class SectionKey(TextChoices):
    """The eight kinds of chapter (計画の項目), in the order of a plan.

    A ninth one needs a room by its stem in every package (plans/models, plans/sections,
    wizard/sections, document/chapters, checks, templates/wizard), a line in each list (TEXTS, ROWS,
    STEPS, CHECKS, CHAPTERS, TRACKS_OF_SECTION), and a chapter with its texts in every plan and JSON
    that exists. docs/architecture.md, "What a ninth section needs", goes through it;
    tests/test_rooms.py fails for what was forgotten.
    """

    PURPOSE = "purpose", "策定の趣旨・位置づけ"
    SITUATION = "situation", "現状・課題"
    POLICY = "policy", "基本方針"
    ORGANIZATION = "organization", "推進体制"
    MEASURES = "measures", "個別施策"
    ROADMAP = "roadmap", "ロードマップ"
    SECURITY = "security", "情報セキュリティ・個人情報保護の考え方"
    GLOSSARY = "glossary", "用語集"


class StageKey(TextChoices):
    """The five stages (段階) of a smart city project."""

    INITIATION = "initiation", "初動段階"
    PREPARATION = "preparation", "準備段階"
    PLANNING = "planning", "計画（戦略）作成段階"
    IMPLEMENTATION = "implementation", "実証・実装段階"
    ESTABLISHMENT = "establishment", "定着・発展段階"


class TrackKey(TextChoices):
    """The project as a whole and the five points of debate (論点)."""

    OVERALL = "overall", "プロジェクト全体"
    ORGANIZATION = "organization", "推進体制"
    FUNDING = "funding", "資金的持続性"
    PARTICIPATION = "participation", "市民参画"
    CITY_OS = "city_os", "都市OSの導入"
    EVALUATION = "evaluation", "評価KPI"


class PlanTypeKey(TextChoices):
    """The two types (類型) of a smart city project."""

    GOVERNMENT = "government", "行政主導型"
    AREA = "area", "エリアマネジメント型"
