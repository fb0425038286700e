"""Revision: what a unit held after a save, so that it can be brought back."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from smartplan.plans.models.plan import Plan


class RevisionQuerySet(models.QuerySet["Revision"]):
    def listed(self, plan: Plan) -> RevisionQuerySet:
        """The plan's revisions for a list, newest first: without what they hold."""
        return self.filter(plan=plan).defer("content")


class Revision(models.Model):
    """The content of one unit after one save: who, when, what (改訂の記録)."""

    class Action(models.TextChoices):
        CREATED = "created", "作成"
        SAVED = "saved", "保存"
        REMOVED = "removed", "削除"
        RESTORED = "restored", "復元"

    class Origin(models.TextChoices):
        """By what way the saved content came in."""

        TYPED = "typed", "入力"
        PASTE = "paste", "貼り付け"
        SHEET = "sheet", "シートの取り込み"
        TENETS = "tenets", "基本理念・基本原則の取り込み"
        EDITION = "edition", "版の確定"
        ARCHIVE = "archive", "計画の保管"
        RESTORE = "restore", "復元にともなう保存"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="revisions", verbose_name="計画")
    unit = models.CharField(
        "種類", max_length=40, help_text="plan、chapter、または行の名称（measures、issues など）"
    )
    unit_id = models.PositiveBigIntegerField("対象の番号")
    chapter_id = models.PositiveBigIntegerField(
        "章の番号", null=True, blank=True, help_text="この記録を一覧に出す章"
    )
    label = models.CharField("対象の名称", max_length=500, blank=True)
    summary = models.CharField("変わったところ", max_length=200, blank=True)
    action = models.CharField("操作", max_length=12, choices=Action)
    origin = models.CharField(
        "入力の方法", max_length=12, choices=Origin, blank=True, help_text="古い記録では空欄"
    )
    content = models.JSONField("内容")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="操作した人",
    )
    author_name = models.CharField("氏名", max_length=150, blank=True)
    created_at = models.DateTimeField("日時", auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "改訂の記録"
        verbose_name_plural = "改訂の記録"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("plan", "unit", "unit_id"), name="revisions_of_unit"),
            models.Index(fields=("plan", "chapter_id"), name="revisions_of_chapter"),
        )

    def __str__(self) -> str:
        return f"{self.label}（{self.operation}）"

    @property
    def operation(self) -> str:
        """What was done, for the history: 保存, 復元, 貼り付け."""
        is_saved = self.action == self.Action.SAVED
        if is_saved and self.origin not in ("", self.Origin.TYPED):
            return self.get_origin_display()
        return self.get_action_display()

    @property
    def is_typed(self) -> bool:
        """Is it one of the many saves that somebody makes while writing?"""
        return self.action == self.Action.SAVED and self.origin == self.Origin.TYPED


class RowMark(models.Model):
    """Which row was made of a mark: a text that a page gives a new row where it is typed.

    The same mark sent again finds the row that it made.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+", verbose_name="計画")
    mark = models.CharField("印", max_length=100)
    row_id = models.PositiveBigIntegerField("行の番号")
    created_at = models.DateTimeField("日時", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "新しい行の印"
        verbose_name_plural = "新しい行の印"
        constraints = (models.UniqueConstraint(fields=("plan", "mark"), name="one_row_per_mark"),)

    def __str__(self) -> str:
        return self.mark
