"""Section 7, 情報セキュリティ・個人情報保護の考え方: its texts and rows."""

from django.db import models

from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.row import Row, belongs_to_plan, cell, text
from smartplan.structure.keys import SectionKey


class SecurityText(ChapterText):
    approach = text("基本的な考え方")

    class Meta:
        verbose_name = "情報セキュリティの文章"
        verbose_name_plural = "情報セキュリティの文章"


class SecurityPrinciple(Row):
    """A promise about how data are handled (データの取扱いの原則)."""

    section = SectionKey.SECURITY

    plan = belongs_to_plan("security_principles")
    name = cell("原則")
    description = text("説明")

    class Meta(Row.Meta):
        verbose_name = "データの取扱いの原則"
        verbose_name_plural = "データの取扱いの原則"

    def __str__(self) -> str:
        return self.name


class SecurityMeasure(Row):
    """A security measure in one of four categories (セキュリティ対策)."""

    class Category(models.TextChoices):
        GOVERNANCE = "governance", "ガバナンス"
        SERVICE = "service", "サービス"
        CITY_OS = "city_os", "都市OS"
        ASSET = "asset", "アセット"

    section = SectionKey.SECURITY

    plan = belongs_to_plan("security_measures")
    category = models.CharField("区分", max_length=12, choices=Category, blank=True)
    name = cell("対策")
    description = text("内容")

    class Meta(Row.Meta):
        verbose_name = "セキュリティ対策"
        verbose_name_plural = "セキュリティ対策"

    def __str__(self) -> str:
        return self.name


class Guideline(Row):
    """A guideline or rule that the plan refers to, with its edition (参照するガイドライン)."""

    section = SectionKey.SECURITY

    plan = belongs_to_plan("guidelines")
    name = cell("名称")
    edition = cell("版・時点")
    issuer = cell("発行者")

    class Meta(Row.Meta):
        verbose_name = "参照するガイドライン・規程"
        verbose_name_plural = "参照するガイドライン・規程"

    def __str__(self) -> str:
        return self.name
