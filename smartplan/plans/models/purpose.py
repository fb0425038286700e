"""Section 1, 策定の趣旨・位置づけ: its texts and rows."""

from django.db import models

from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.figures import FigureForm, figure_form
from smartplan.plans.models.row import Row, belongs_to_plan, cell, text, typed, typed_year
from smartplan.structure.keys import SectionKey


class PurposeText(ChapterText):
    greeting = text("市長あいさつ", help_text="「はじめに」として目次の前に載せます。")
    greeting_name = cell("あいさつの職・氏名", help_text="例：○○市長　山田 太郎")
    background = text("策定の背景")
    aim = text("策定の趣旨")
    positioning = text("計画の位置づけ")
    figure_positioning = figure_form("位置づけ図")
    figure_periods = figure_form("計画期間の対比図", FigureForm.FIGURE)
    figure_goals = figure_form("総合計画との対応図", FigureForm.TABLE)

    class Meta:
        verbose_name = "策定の趣旨・位置づけの文章"
        verbose_name_plural = "策定の趣旨・位置づけの文章"


class RelatedPlan(Row):
    """A plan above or beside this one, and how they relate (上位・関連計画)."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国"
        PREFECTURAL = "prefectural", "県"
        UPPER = "upper", "上位計画"
        INDIVIDUAL = "individual", "個別計画"
        INTERNAL = "internal", "内部計画・方針"

    class Relation(models.TextChoices):
        CONFORMS = "conforms", "即する"
        CONSISTENT = "consistent", "整合"
        COOPERATES = "cooperates", "連携"
        REFERS = "refers", "参考"

    section = SectionKey.PURPOSE

    plan = belongs_to_plan("related_plans")
    name = cell("計画・方針の名称")
    level = models.CharField("区分", max_length=12, choices=Level, blank=True)
    relation = models.CharField("本計画との関係", max_length=12, choices=Relation, blank=True)
    first_year = typed_year("期間の初年度")
    last_year = typed_year("期間の最終年度")

    class Meta(Row.Meta):
        verbose_name = "上位・関連計画"
        verbose_name_plural = "上位・関連計画"

    def __str__(self) -> str:
        return self.name


class GoalLink(Row):
    """A goal of the comprehensive plan and the field that serves it (総合計画との対応)."""

    section = SectionKey.PURPOSE

    plan = belongs_to_plan("goal_links")
    goal = cell("総合計画の目標・政策")
    field = models.ForeignKey(
        "plans.Field",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="goal_links",
        verbose_name="対応する分野",
    )
    note = cell("対応の内容")

    class Meta(Row.Meta):
        verbose_name = "総合計画との対応"
        verbose_name_plural = "総合計画との対応"

    def __str__(self) -> str:
        return self.goal


class DraftingStep(Row):
    """One step on the way to the plan (策定の経過)."""

    section = SectionKey.PURPOSE

    plan = belongs_to_plan("drafting_steps")
    date = typed("年月日")
    meeting = cell("会議・手続")
    content = text("内容")

    class Meta(Row.Meta):
        verbose_name = "策定の経過"
        verbose_name_plural = "策定の経過"

    def __str__(self) -> str:
        return self.meeting


class PublicComment(Row):
    """An opinion received and the municipality's answer (パブリックコメントの結果)."""

    class Reflection(models.TextChoices):
        REFLECTED = "reflected", "計画に反映"
        INCLUDED = "included", "記載済み"
        REFERENCE = "reference", "今後の参考"
        NOT_REFLECTED = "not_reflected", "反映しない"
        OTHER = "other", "その他"

    section = SectionKey.PURPOSE

    plan = belongs_to_plan("public_comments")
    opinion = text("意見の概要")
    response = text("市の考え方")
    reflection = models.CharField("反映区分", max_length=16, choices=Reflection, blank=True)

    class Meta(Row.Meta):
        verbose_name = "パブリックコメントの結果"
        verbose_name_plural = "パブリックコメントの結果"

    def __str__(self) -> str:
        return self.opinion[:40]
