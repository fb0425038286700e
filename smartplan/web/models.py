"""The tables of the frame: what was posted when the log-in had expired, and what was answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.db import models

KEPT_FOR = timedelta(days=30)
ANSWERS_KEPT_FOR = timedelta(days=1)


class KeptPostQuerySet(models.QuerySet["KeptPost"]):
    def with_token(self, token: str) -> KeptPostQuerySet:
        return self.filter(token_hash=KeptPost.hash_of(token))

    def expired_at(self, now: datetime) -> KeptPostQuerySet:
        return self.filter(created_at__lt=now - KEPT_FOR)


class KeptPost(models.Model):
    """A form that waits through the log-in of the person who wrote it.

    `content` is a list of [name, [values]]; only the hash of the link's token is kept.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="kept_posts",
        verbose_name="入力した人",
    )
    path = models.TextField("送信先")
    content = models.JSONField("内容")
    file_names = models.JSONField("預かれなかったファイル", default=list)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("送信日時", db_index=True)

    objects: ClassVar[KeptPostQuerySet] = KeptPostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "預かった送信内容"
        verbose_name_plural = "預かった送信内容"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.path}（{self.created_at:%Y-%m-%d %H:%M}）"

    @staticmethod
    def hash_of(token: str) -> str:
        return sha256(token.encode()).hexdigest()


class AnsweredPostQuerySet(models.QuerySet["AnsweredPost"]):
    def expired_at(self, now: datetime) -> AnsweredPostQuerySet:
        return self.filter(answered_at__lt=now - ANSWERS_KEPT_FOR)


class AnsweredPost(models.Model):
    """A post that was carried out, and the address of its redirect (smartplan/web/once.py).

    `key` is a digest of the form's mark, the address and the content.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="answered_posts",
        verbose_name="送信した人",
    )
    key = models.CharField("送信内容の照合値", max_length=64, editable=False)
    address = models.TextField("移った先")
    answered_at = models.DateTimeField("送信日時", db_index=True)

    objects: ClassVar[AnsweredPostQuerySet] = AnsweredPostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "保存した送信"
        verbose_name_plural = "保存した送信"
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="one_answer_per_post"),)

    def __str__(self) -> str:
        return f"{self.address}（{self.answered_at:%Y-%m-%d %H:%M}）"
