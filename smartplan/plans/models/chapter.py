"""Chapter: one section as a plan has it, or a free chapter."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from smartplan.municipalities.models import Division
from smartplan.plans.models.plan import Plan
from smartplan.plans.models.row import Versioned, cell, text
from smartplan.structure.keys import SectionKey


class Chapter(Versioned):
    """The frame of one chapter (章): title, place, included or not, in charge, state."""

    class Part(models.TextChoices):
        MAIN = "main", "本編"
        APPENDIX = "appendix", "資料編"

    class State(models.TextChoices):
        """The state as the planner says it; 確認事項あり is computed from the findings."""

        NOT_STARTED = "not_started", "未着手"
        IN_PROGRESS = "in_progress", "作成中"
        DONE = "done", "完了"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="chapters", verbose_name="計画")
    section = models.CharField(
        "計画の項目",
        max_length=20,
        choices=SectionKey,
        null=True,
        blank=True,
    )
    title = models.CharField("章の題名", max_length=100)
    position = models.PositiveIntegerField("並び順", default=0)
    part = models.CharField("置き場所", max_length=12, choices=Part, default=Part.MAIN)
    included = models.BooleanField("計画に載せる", default=True)
    omit_reason = cell("載せない理由")
    state = models.CharField("状態", max_length=12, choices=State, default=State.NOT_STARTED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="chapters_in_charge",
        verbose_name="担当者",
    )
    person_name = cell("担当者の氏名", length=60)
    division = models.ForeignKey(
        Division,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="chapters",
        verbose_name="担当課",
    )
    division_name = cell("担当課の名称", length=60)
    body = text("本文", help_text="自由に追加した章の本文")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="最後に保存した人",
    )
    saved_at = models.DateTimeField("最後に保存した日時", null=True, blank=True)

    class Meta:
        verbose_name = "章"
        verbose_name_plural = "章"
        # "main" sorts after "appendix", so descending puts the main matter first.
        ordering = ("-part", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "section"), name="one_chapter_per_section"),
        )

    def __str__(self) -> str:
        return self.title


class ChapterText(models.Model):
    """The texts of one section: a typed one-to-one table on its chapter."""

    chapter = models.OneToOneField(
        Chapter, models.CASCADE, primary_key=True, related_name="%(class)s", verbose_name="章"
    )

    class Meta:
        abstract = True
