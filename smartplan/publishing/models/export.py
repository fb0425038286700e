"""Export: one file of a plan that a worker makes, or has made."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from smartplan.plans.models import Plan
from smartplan.publishing.storing import StoredFile

ATTEMPTS = 3
"""How often an export is begun: what ends its worker three times is given up."""


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
        """What its file names end in; `publishing/downloads.py` has the content type of each."""
        return _EXTENSIONS[self.value]


_EXTENSIONS = {
    "pdf": "pdf",
    "pdf_a": "pdf",
    "summary": "pdf",
    "summary_a4": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
}


class ExportQuerySet(models.QuerySet["Export"]):
    def unfinished(self) -> ExportQuerySet:
        return self.filter(state__in=(Export.State.WAITING, Export.State.RUNNING))

    def silent_at(self, now: datetime) -> ExportQuerySet:
        """Those that should be waiting or running, of which nothing was heard for long."""
        return self.unfinished().filter(heartbeat_at__lt=last_sign_of_life(now))

    def alive_at(self, now: datetime) -> ExportQuerySet:
        """Those on which a worker is at work."""
        return self.filter(state=Export.State.RUNNING, heartbeat_at__gte=last_sign_of_life(now))

    def claim(self, export_id: int, now: datetime) -> Export | None:
        """The waiting export, which is now ours alone; None if somebody else has it."""
        claimed = self.filter(pk=export_id, state=Export.State.WAITING).update(
            state=Export.State.RUNNING, attempts=F("attempts") + 1, heartbeat_at=now, message=""
        )
        return self.get(pk=export_id) if claimed else None


def last_sign_of_life(now: datetime) -> datetime:
    """Who was last heard of before this moment is taken for lost."""
    return now - timedelta(seconds=settings.EXPORT_LOST_SECONDS)


class Export(models.Model):
    """A file asked for: the same content in the same format is one row, and made once.

    `key` is the fingerprint of all that decides what the file looks like. `heartbeat_at` is the
    last sign of life (asked for, started again, or its worker's); who finds an unfinished export
    without one for long starts it again. A worker writes only while the attempt is its own: one
    that was taken for lost and comes back finds its export in other hands.
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
    task_id = models.CharField("処理の番号", max_length=64, blank=True)
    heartbeat_at = models.DateTimeField("最後の活動", null=True, blank=True)
    finished_at = models.DateTimeField("完了日時", null=True, blank=True)
    path = models.CharField("ファイル", max_length=200, blank=True)
    sha256 = models.CharField("ハッシュ", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("大きさ（バイト）", default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "書き出し"
        verbose_name_plural = "書き出し"
        ordering = ("-requested_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "format", "key"), name="one_export_per_key"),
        )
        indexes = (
            models.Index(
                fields=("state", "heartbeat_at"),
                name="unfinished_exports",
                condition=Q(state__in=("waiting", "running")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_format_display()}（{self.get_state_display()}）"

    @property
    def is_unfinished(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def stored(self) -> StoredFile:
        return StoredFile(self.path, self.sha256, self.size)

    def show(self, stage: str) -> bool:
        """Tell those who wait what is being done; False if the export is no longer ours."""
        return self._change(stage=stage)

    def show_life(self, now: datetime) -> bool:
        """The worker's sign of life; False if the export is no longer ours."""
        return self._change(heartbeat_at=now)

    def finish(self, file: StoredFile, now: datetime) -> bool:
        """The file is there; False if the export is no longer ours."""
        return self._change(
            state=self.State.DONE,
            stage="",
            message="",
            finished_at=now,
            heartbeat_at=now,
            path=file.path,
            sha256=file.sha256,
            size=file.size,
        )

    def fail(self, message: str, now: datetime) -> bool:
        """There will be no file, for a reason told in words; False if it is no longer ours."""
        return self._change(state=self.State.FAILED, stage="", message=message, finished_at=now)

    def give_back(self, now: datetime) -> bool:
        """The worker has to leave: another one may begin, and this attempt does not count."""
        return self._change(
            state=self.State.WAITING, stage="", attempts=F("attempts") - 1, heartbeat_at=now
        )

    def start_again(self, now: datetime) -> bool:
        """Nothing was heard of it for long: let another worker begin. False if one was faster."""
        return self._change(
            state=self.State.WAITING, stage="", heartbeat_at=now, last_heard=self.heartbeat_at
        )

    def _change(self, *, last_heard: datetime | None = None, **values: object) -> bool:
        """Change the row if it still is the attempt that we know."""
        mine = Export.objects.filter(pk=self.pk, state=self.state, attempts=self.attempts)
        if last_heard is not None:
            mine = mine.filter(heartbeat_at=last_heard)
        if not mine.update(**values):
            return False
        for name, value in values.items():
            if name != "attempts":
                setattr(self, name, value)
        return True
