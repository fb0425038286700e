"""Section 6, ロードマップ: its texts, bars and long-range themes."""

from django.db import models

from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.figures import FigureForm, figure_form
from smartplan.plans.models.measures import Measure
from smartplan.plans.models.row import Row, belongs_to_plan, cell, text
from smartplan.structure.keys import SectionKey


class RoadmapText(ChapterText):
    class Style(models.TextChoices):
        PROJECTS = "projects", "事業単位"
        THEMES = "themes", "大きな取組単位"

    approach = text("進め方の考え方")
    style = models.CharField("書き方の型", max_length=12, choices=Style, default=Style.PROJECTS)
    heading_1 = cell("1列目の見出し", default="現状")
    heading_2 = cell("2列目の見出し", default="5年後")
    heading_3 = cell("3列目の見出し", default="10年後")
    heading_4 = cell("4列目の見出し", default="20年後")
    figure_timeline = figure_form("工程表", FigureForm.FIGURE)
    figure_themes = figure_form("大きな取組のロードマップ")

    class Meta:
        verbose_name = "ロードマップの文章"
        verbose_name_plural = "ロードマップの文章"


class RoadmapItem(Row):
    """One bar of the roadmap (工程): fiscal years with halves, both ends included."""

    class Half(models.IntegerChoices):
        FIRST = 1, "上期"
        SECOND = 2, "下期"

    class Phase(models.TextChoices):
        STUDY = "study", "検討"
        TRIAL = "trial", "実証"
        IMPLEMENTATION = "implementation", "実装"
        EXPANSION = "expansion", "拡充"

    section = SectionKey.ROADMAP

    plan = belongs_to_plan("roadmap_items")
    measure = models.ForeignKey(
        Measure,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="roadmap_items",
        verbose_name="施策",
    )
    label = cell("工程の内容")
    phase = models.CharField("区分", max_length=16, choices=Phase, blank=True)
    start_year = models.PositiveSmallIntegerField("開始年度", null=True, blank=True)
    start_half = models.PositiveSmallIntegerField("開始の期", choices=Half, default=Half.FIRST)
    end_year = models.PositiveSmallIntegerField("終了年度", null=True, blank=True)
    end_half = models.PositiveSmallIntegerField("終了の期", choices=Half, default=Half.SECOND)

    class Meta(Row.Meta):
        verbose_name = "工程"
        verbose_name_plural = "工程"

    def __str__(self) -> str:
        return self.label


class RoadmapTheme(Row):
    """One line of the long-range roadmap (大きな取組単位); columns have four editable headings."""

    section = SectionKey.ROADMAP

    plan = belongs_to_plan("roadmap_themes")
    name = cell("取組")
    stage_1 = text("1列目")
    stage_2 = text("2列目")
    stage_3 = text("3列目")
    stage_4 = text("4列目")

    class Meta(Row.Meta):
        verbose_name = "大きな取組"
        verbose_name_plural = "大きな取組"

    def __str__(self) -> str:
        return self.name
