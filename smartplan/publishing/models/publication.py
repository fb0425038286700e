"""Publication: an edition of a plan as it was closed.

Its rows are added and never changed: here the query set refuses it, in the database triggers do
(migration 0002). A migration that rebuilds one of the tables on SQLite loses them and has to make
them again; tests/publishing/editions/test_frozen.py notices.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from smartplan.plans.models import Edition, Plan
from smartplan.publishing.models.export import Format
from smartplan.publishing.models.frozen import FrozenQuerySet


class Publication(models.Model):
    """A closed edition: its number, who closed it and when, and the whole content as JSON."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="publications", verbose_name="計画")
    number = models.PositiveIntegerField("番号")
    edition = models.CharField("版", max_length=12, choices=Edition)
    title = models.CharField("計画の名称", max_length=100)
    closed_at = models.DateTimeField("確定日時")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="publications",
        verbose_name="確定した人",
    )
    closed_by_name = models.CharField("確定した人の名前", max_length=150)
    note = models.TextField("備考", blank=True)
    content = models.TextField("内容（JSON）")
    sha256 = models.CharField("内容のハッシュ", max_length=64)
    row_ids = models.JSONField("行の番号", default=dict)
    """Which row of the plan each local id of the content was: {"measures-3": 17}."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "確定した版"
        verbose_name_plural = "確定した版"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="one_publication_per_number"),
        )

    def __str__(self) -> str:
        return f"第{self.number}号（{self.get_edition_display()}）"


class PublicationFile(models.Model):
    """A file of a closed edition, in the store under its hash."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="files", verbose_name="確定した版"
    )
    format = models.CharField("形式", max_length=12, choices=Format)
    path = models.CharField("ファイル", max_length=200)
    sha256 = models.CharField("ハッシュ", max_length=64)
    size = models.PositiveBigIntegerField("大きさ（バイト）")
    made_at = models.DateTimeField("作成日時")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "確定した版のファイル"
        verbose_name_plural = "確定した版のファイル"
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "format"), name="one_publication_file_per_format"
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication} {self.get_format_display()}"
