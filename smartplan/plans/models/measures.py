"""Section 5, 個別施策: its texts, fields, measures and data links."""

from django.db import models

from cases.models import PolicyField
from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.figures import FigureForm, figure_form
from smartplan.plans.models.policy import Indicator
from smartplan.plans.models.row import Row, Versioned, belongs_to_plan, cell, text
from smartplan.plans.models.situation import Issue
from smartplan.structure.keys import SectionKey


class MeasuresText(ChapterText):
    overview = text("施策の全体像")
    rollout = text("横展開の方針")
    figure_structure = figure_form("施策体系図")
    figure_data_links = figure_form("サービス・データ連携図")
    figure_sdgs = figure_form("SDGsとの対応図", FigureForm.FIGURE)

    class Meta:
        verbose_name = "個別施策の文章"
        verbose_name_plural = "個別施策の文章"


class Field(Row):
    """A policy field of this plan (分野)."""

    section = SectionKey.MEASURES

    plan = belongs_to_plan("fields")
    name = cell("分野の名称")
    vision = text("目指す姿")
    policy_fields = models.ManyToManyField(
        PolicyField, blank=True, related_name="plan_fields", verbose_name="事例の分野"
    )

    class Meta(Row.Meta):
        verbose_name = "分野"
        verbose_name_plural = "分野"

    def __str__(self) -> str:
        return self.name


class Measure(Row, Versioned):
    """One measure (施策). Its code (「A-1」) follows from its field's place and its own."""

    section = SectionKey.MEASURES

    plan = belongs_to_plan("measures")
    name = cell("施策の名称")
    field = models.ForeignKey(
        Field,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="分野",
    )
    issues = models.ManyToManyField(
        Issue, blank=True, related_name="measures", verbose_name="対応する課題"
    )
    purpose = text("目的")
    actions = text("取組内容")
    effects = text("効果")
    actor = cell("実施主体")
    division = cell("担当課", length=60)
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="measures", verbose_name="KPI"
    )
    cost = text("事業費", help_text="年度ごとの額など。単位も入れてください。")
    funding = text("財源")
    personal_data = text("個人情報の扱い")
    sdgs = models.JSONField("SDGs", default=list, blank=True, help_text="1～17の目標の番号の一覧")

    class Meta(Row.Meta):
        verbose_name = "施策"
        verbose_name_plural = "施策"

    def __str__(self) -> str:
        return self.name


class DataLink(Row):
    """A service and the data it uses (サービスとデータの連携)."""

    class PersonalData(models.TextChoices):
        NONE = "none", "含まない"
        INCLUDED = "included", "含む"
        UNKNOWN = "unknown", "検討中"

    section = SectionKey.MEASURES

    plan = belongs_to_plan("data_links")
    service = cell("サービス")
    data = cell("データ")
    provider = cell("提供者")
    via = cell("連携の方法", help_text="例：都市OS、API、ファイル")
    personal_data = models.CharField("個人情報", max_length=12, choices=PersonalData, blank=True)
    measure = models.ForeignKey(
        Measure,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="data_links",
        verbose_name="施策",
    )

    class Meta(Row.Meta):
        verbose_name = "サービスとデータの連携"
        verbose_name_plural = "サービスとデータの連携"

    def __str__(self) -> str:
        return f"{self.service}：{self.data}"
