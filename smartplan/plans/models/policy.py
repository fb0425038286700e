"""Section 3, 基本方針: its texts, tenets and indicators."""

from __future__ import annotations

from django.db import models

from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.figures import figure_form
from smartplan.plans.models.row import (
    Row,
    Versioned,
    belongs_to_plan,
    cell,
    text,
    typed_number,
    typed_year,
)
from smartplan.plans.models.situation import YearKind
from smartplan.structure.keys import SectionKey


class PolicyText(ChapterText):
    vision = text("将来像")
    concept = text("コンセプト")
    viewpoints = text("必要な視点")
    figure_indicators = figure_form("KPIの推移図")

    class Meta:
        verbose_name = "基本方針の文章"
        verbose_name_plural = "基本方針の文章"


class Philosophy(Row):
    """One of the plan's basic ideas (基本理念)."""

    section = SectionKey.POLICY

    plan = belongs_to_plan("philosophies")
    name = cell("基本理念")
    description = text("説明")

    class Meta(Row.Meta):
        verbose_name = "基本理念"
        verbose_name_plural = "基本理念"

    def __str__(self) -> str:
        return self.name


class Principle(Row):
    """One of the plan's basic principles (基本原則)."""

    section = SectionKey.POLICY

    plan = belongs_to_plan("principles")
    name = cell("基本原則")
    description = text("説明")

    class Meta(Row.Meta):
        verbose_name = "基本原則"
        verbose_name_plural = "基本原則"

    def __str__(self) -> str:
        return self.name


class Indicator(Row, Versioned):
    """A KPI or KGI (指標). Values are kept as typed and may be 「―」 or 「新規」."""

    class Kind(models.TextChoices):
        KGI = "kgi", "KGI（最終目標）"
        OUTCOME = "outcome", "成果指標"
        OUTPUT = "output", "活動指標"

    class Direction(models.TextChoices):
        INCREASE = "increase", "増やす"
        DECREASE = "decrease", "減らす"
        MAINTAIN = "maintain", "維持する"
        ACHIEVE = "achieve", "実現する"

    section = SectionKey.POLICY

    plan = belongs_to_plan("indicators")
    number = cell("番号", length=20, help_text="例：K1。空欄のときは並び順で付けます。")
    name = cell("指標の名称")
    kind = models.CharField("区分", max_length=12, choices=Kind, blank=True)
    unit = cell("単位", length=40, help_text="例：％、件、人／日")
    direction = models.CharField("めざす方向", max_length=12, choices=Direction, blank=True)
    year_kind = models.CharField(
        "年・年度", max_length=12, choices=YearKind, default=YearKind.FISCAL
    )
    baseline_value = typed_number(
        "基準値", help_text="数値がないときは「―」「新規」などと入れてください。"
    )
    baseline_year = typed_year("基準値の年次")
    interim_value = typed_number("中間値")
    interim_year = typed_year("中間値の年次")
    target_value = typed_number("目標値")
    target_year = typed_year("目標値の年次")
    formula = text("算式・測り方")
    source = cell("出典")
    division = cell("担当課", length=60)
    note = text("備考")

    class Meta(Row.Meta):
        verbose_name = "指標"
        verbose_name_plural = "指標"

    def __str__(self) -> str:
        return self.name


class IndicatorValue(Row):
    """The planned or measured value of an indicator in one fiscal year, as typed."""

    section = SectionKey.POLICY

    plan = belongs_to_plan("indicator_values")
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="values", verbose_name="指標"
    )
    year = models.PositiveSmallIntegerField("年度")
    value = typed_number("値")

    class Meta(Row.Meta):
        verbose_name = "年度別の値"
        verbose_name_plural = "年度別の値"
        ordering = ("indicator", "year")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "year"), name="one_value_per_year"),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"
