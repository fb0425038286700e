"""Section 4, 推進体制: its texts and rows."""

from __future__ import annotations

from django.db import models

from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.figures import figure_form
from smartplan.plans.models.row import Row, Versioned, belongs_to_plan, cell, text
from smartplan.structure.keys import SectionKey


class OrganizationText(ChapterText):
    method = text("推進の方法", help_text="PDCA、OODAなど、進行管理の進め方")
    participation = text("市民参画")
    funding = text("資金計画の考え方")
    figure_organization = figure_form("推進体制図")

    class Meta:
        verbose_name = "推進体制の文章"
        verbose_name_plural = "推進体制の文章"


class OrganizationUnit(Row, Versioned):
    """A node of the organisation chart (推進組織)."""

    class Side(models.TextChoices):
        INSIDE = "inside", "庁内"
        OUTSIDE = "outside", "庁外"

    class Status(models.TextChoices):
        ESTABLISHED = "established", "設置済"
        PLANNED = "planned", "検討中"

    class Phase(models.TextChoices):
        BOTH = "both", "立上げ期・展開期"
        LAUNCH = "launch", "立上げ期"
        EXPANSION = "expansion", "展開期"

    section = SectionKey.ORGANIZATION

    plan = belongs_to_plan("organization_units")
    name = cell("組織の名称")
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上位の組織",
    )
    side = models.CharField("庁内・庁外", max_length=12, choices=Side, blank=True)
    status = models.CharField("設置の状況", max_length=12, choices=Status, blank=True)
    phase = models.CharField("時期", max_length=12, choices=Phase, blank=True)
    role = text("役割")
    members = text("構成員")

    class Meta(Row.Meta):
        verbose_name = "推進組織"
        verbose_name_plural = "推進組織"

    def __str__(self) -> str:
        return self.name

    def is_under(self, other: OrganizationUnit) -> bool:
        """Is it somewhere below the other one? (Then it cannot stand above it; itself neither.)"""
        seen: set[int] = set()
        above = self.parent
        while above is not None and above.pk not in seen:
            if above.pk == other.pk:
                return True
            seen.add(above.pk)
            above = above.parent
        return False


class Partner(Row):
    """A body that takes part (構成団体)."""

    class Sector(models.TextChoices):
        INDUSTRY = "industry", "産"
        ACADEMIA = "academia", "学"
        GOVERNMENT = "government", "官"
        CITIZENS = "citizens", "民"
        FINANCE = "finance", "金"

    section = SectionKey.ORGANIZATION

    plan = belongs_to_plan("partners")
    name = cell("団体の名称")
    sector = models.CharField("区分", max_length=12, choices=Sector, blank=True)
    role = cell("役割")

    class Meta(Row.Meta):
        verbose_name = "構成団体"
        verbose_name_plural = "構成団体"

    def __str__(self) -> str:
        return self.name


class CommitteeMember(Row):
    """A line of the list of members (委員名簿)."""

    section = SectionKey.ORGANIZATION

    plan = belongs_to_plan("committee_members")
    name = cell("氏名")
    affiliation = cell("所属・職")
    post = cell("役職", help_text="例：会長、副会長、委員")
    note = cell("備考")

    class Meta(Row.Meta):
        verbose_name = "委員名簿"
        verbose_name_plural = "委員名簿"

    def __str__(self) -> str:
        return self.name
