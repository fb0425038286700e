"""Export: one file of a plan that a worker makes, or has made."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from smartplan.plans.models import Plan


class Format(models.TextChoices):
    """What a plan can be taken away as."""

    PDF = "pdf", "PDF"
    PDF_A = "pdf_a", "PDF/A（長期保存用）"
    SUMMARY = "summary", "概要版（PDF、A3横1枚）"
    SUMMARY_A4 = "summary_a4", "概要版（PDF、A4縦2ページ）"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"

    @property
    def extension(self) -> str:
        return {"docx": "docx", "xlsx": "xlsx"}.get(self.value, "pdf")


class Export(models.Model):
    """A file asked for: the same content in the same format is one row, and made once.

    `key` is the fingerprint of all that decides what the file looks like. `heartbeat_at` is the
    worker's sign of life; who finds a running export without one for long starts it again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "順番待ち"
        RUNNING = "running", "作成中"
        DONE = "done", "完成"
        FAILED = "failed", "作成できませんでした"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="exports", verbose_name="計画")
    publication = models.ForeignKey(
        "publishing.Publication",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exports",
        verbose_name="版",
    )
    format = models.CharField("形式", max_length=12, choices=Format)
    key = models.CharField("内容の指紋", max_length=64)
    state = models.CharField("状態", max_length=8, choices=State, default=State.WAITING)
    stage = models.CharField("進み具合", max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField("試みた回数", default=0)
    message = models.TextField("できなかった理由", blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="exports",
        verbose_name="依頼した人",
    )
    requested_at = models.DateTimeField("依頼日時", auto_now_add=True)
    heartbeat_at = models.DateTimeField("最後の活動", null=True, blank=True)
    finished_at = models.DateTimeField("完了日時", null=True, blank=True)
    path = models.CharField("ファイル", max_length=200, blank=True)
    sha256 = models.CharField("ハッシュ", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("大きさ（バイト）", default=0)

    class Meta:
        verbose_name = "書き出し"
        verbose_name_plural = "書き出し"
        ordering = ("-requested_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "format", "key"), name="one_export_per_key"),
        )

    def __str__(self) -> str:
        return f"{self.get_format_display()}（{self.get_state_display()}）"
