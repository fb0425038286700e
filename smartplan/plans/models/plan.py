"""Plan: one smart city plan of one municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from smartplan.municipalities.models import Municipality
from smartplan.plans.models.row import Versioned, cell, typed
from smartplan.structure.keys import PlanTypeKey, StageKey

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from smartplan.municipalities.models import User


class Edition(models.TextChoices):
    """The state a plan is in (版)."""

    OUTLINE = "outline", "骨子案"
    DRAFT = "draft", "素案"
    PROPOSAL = "proposal", "案"
    FINAL = "final", "確定"
    REVISION = "revision", "改定"


class Numbering(models.TextChoices):
    """How headings are numbered."""

    CHAPTER = "chapter", "第1章／1／(1)"
    ROMAN = "roman", "Ⅰ／1／(1)"
    DECIMAL = "decimal", "1／1-1／(1)"
    ENGLISH = "english", "Chapter.01／1-1／(1)"


class YearStyle(models.TextChoices):
    """How the document writes years that it computes itself."""

    ERA = "era", "令和8年度"
    WESTERN = "western", "2026年度"
    ERA_WESTERN = "era_western", "令和8年度（2026年度）"
    WESTERN_ERA = "western_era", "2026年度（令和8年度）"


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User | AnonymousUser) -> PlanQuerySet:
        """The plans of the municipalities of which the user is a member."""
        return self.filter(municipality__memberships__user_id=user.pk or 0)

    def current(self) -> PlanQuerySet:
        return self.filter(archived_at=None)

    def archived(self) -> PlanQuerySet:
        return self.exclude(archived_at=None)


class Plan(Versioned):
    """One plan of one municipality (計画)."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="plans", verbose_name="地方公共団体"
    )
    title = models.CharField("計画の名称", max_length=100)
    plan_type = models.CharField(
        "類型", max_length=12, choices=PlanTypeKey, default=PlanTypeKey.GOVERNMENT
    )
    area = cell("対象区域", help_text="例：市全域、○○駅周辺地区")
    stage = models.CharField("段階", max_length=20, choices=StageKey, default=StageKey.PLANNING)
    population = typed("人口", help_text="例：82,300人。近い規模の事例を探すときに使います。")
    start_year = models.PositiveSmallIntegerField("計画の初年度", null=True, blank=True)
    years = models.PositiveSmallIntegerField("計画の年数", default=5)
    edition = models.CharField("版", max_length=12, choices=Edition, default=Edition.DRAFT)
    issued = typed("策定（公表）年月", help_text="表紙に印刷します。例：令和9年3月")
    publisher = cell("発行者", help_text="奥付に印刷します。例：○○市 企画部 デジタル推進課")
    contact = models.TextField(
        "連絡先", blank=True, help_text="奥付に印刷します。住所、電話、電子メールなど。1行に1項目"
    )
    numbering = models.CharField(
        "見出しの番号", max_length=12, choices=Numbering, default=Numbering.CHAPTER
    )
    year_style = models.CharField(
        "年の書き方", max_length=12, choices=YearStyle, default=YearStyle.ERA_WESTERN
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="plans_started",
        verbose_name="作成者",
    )
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    archived_at = models.DateTimeField("保管日時", null=True, blank=True)
    saves = models.PositiveBigIntegerField("保存の回数", default=0, editable=False)
    """How often the plan was saved; counting it makes saves wait for each other (plans/saving)."""

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "計画"
        verbose_name_plural = "計画"
        ordering = ("-updated_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def last_year(self) -> int | None:
        """The last fiscal year of the plan."""
        return self.start_year + self.years - 1 if self.start_year else None

    @property
    def fiscal_years(self) -> range:
        """The fiscal years of the plan, first to last; empty while the first is not set."""
        return range(self.start_year, self.start_year + self.years) if self.start_year else range(0)
