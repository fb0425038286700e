"""Section 2, 現状・課題: its texts and rows."""

from django.db import models

from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.figures import figure_form
from smartplan.plans.models.row import Row, belongs_to_plan, cell, text, typed_number, typed_year
from smartplan.structure.keys import SectionKey


class YearKind(models.TextChoices):
    """A calendar year and a fiscal year (April to March) are different things."""

    FISCAL = "fiscal", "年度"
    CALENDAR = "calendar", "年"


class SituationText(ChapterText):
    class Style(models.TextChoices):
        COMPREHENSIVE = "comprehensive", "網羅型"
        FOCUSED = "focused", "焦点型"

    style = models.CharField("書き方の型", max_length=16, choices=Style, blank=True)
    overview = text("現状の概要")
    citizen_views = text("市民の意識")
    strengths = text("地域の強み")
    figure_population = figure_form("人口グラフ")

    class Meta:
        verbose_name = "現状・課題の文章"
        verbose_name_plural = "現状・課題の文章"


class PopulationRow(Row):
    """The population of one year in three age groups; persons, as typed."""

    class Kind(models.TextChoices):
        ACTUAL = "actual", "実績"
        PROJECTION = "projection", "推計"

    section = SectionKey.SITUATION

    plan = belongs_to_plan("population_rows")
    year = typed_year("年")
    total = typed_number("総人口")
    children = typed_number("0～14歳")
    working_age = typed_number("15～64歳")
    elderly = typed_number("65歳以上")
    kind = models.CharField("実績・推計", max_length=12, choices=Kind, blank=True)
    source = cell("出典")

    class Meta(Row.Meta):
        verbose_name = "人口"
        verbose_name_plural = "人口"

    def __str__(self) -> str:
        return self.year


class Statistic(Row):
    """One figure about the municipality, with its unit, year and source (統計)."""

    section = SectionKey.SITUATION

    plan = belongs_to_plan("statistics")
    name = cell("統計の名称")
    value = typed_number("値")
    unit = cell("単位", length=40)
    year = typed_year("年次")
    year_kind = models.CharField(
        "年・年度", max_length=12, choices=YearKind, default=YearKind.FISCAL
    )
    source = cell("出典")

    class Meta(Row.Meta):
        verbose_name = "統計"
        verbose_name_plural = "統計"

    def __str__(self) -> str:
        return self.name


class Issue(Row):
    """A problem that the plan is to solve (課題)."""

    section = SectionKey.SITUATION

    plan = belongs_to_plan("issues")
    title = cell("課題")
    description = text("説明")
    field = models.ForeignKey(
        "plans.Field",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name="分野",
    )

    class Meta(Row.Meta):
        verbose_name = "課題"
        verbose_name_plural = "課題"

    def __str__(self) -> str:
        return self.title
