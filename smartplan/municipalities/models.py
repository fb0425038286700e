"""Who: municipalities, their people and what each may do."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def of(self, user: User | AnonymousUser) -> MunicipalityQuerySet:
        """The municipalities of which the user is a member."""
        return self.filter(memberships__user_id=user.pk or 0)


class Municipality(models.Model):
    """A local government (地方公共団体), known by its six-digit 団体コード."""

    class Kind(models.TextChoices):
        PREFECTURE = "prefecture", "都道府県"
        CITY = "city", "市"
        WARD = "ward", "特別区"
        TOWN = "town", "町"
        VILLAGE = "village", "村"

    code = models.CharField("団体コード", max_length=6, unique=True, help_text="検査数字を含む6桁")
    name = models.CharField("団体名", max_length=40)
    kana = models.CharField("団体名（かな）", max_length=80)
    prefecture = models.CharField("都道府県", max_length=10, db_index=True)
    kind = models.CharField("種別", max_length=12, choices=Kind)
    designated = models.BooleanField("政令指定都市", default=False)
    fictitious = models.BooleanField(
        "架空の団体", default=False, help_text="見本の計画を持つ、実在しない団体"
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "地方公共団体"
        verbose_name_plural = "地方公共団体"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """The name with its prefecture (「福島県会津若松市」); a prefecture is its own name."""
        return self.name if self.kind == self.Kind.PREFECTURE else f"{self.prefecture}{self.name}"


class User(AbstractUser):
    """A person of a town hall, or a curator of the case library."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("氏名", max_length=60, blank=True)

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def managed_municipalities(self) -> list[Municipality]:
        """The municipalities whose people and divisions the user keeps (for the page's header)."""
        return list(
            Municipality.objects.filter(
                memberships__user_id=self.pk, memberships__role=Role.MANAGER
            )
        )


class Division(models.Model):
    """A division (課) of a town hall."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="divisions", verbose_name="地方公共団体"
    )
    name = models.CharField("課の名称", max_length=60)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "課"
        verbose_name_plural = "課"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "name"), name="one_division_per_name"),
        )

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member may do; each role includes the one before it."""

    VIEWER = "viewer", "閲覧者"
    EDITOR = "editor", "編集者"
    MANAGER = "manager", "管理者"

    def includes(self, other: Role) -> bool:
        ladder = list(Role)
        return ladder.index(self) >= ladder.index(other)


class Membership(models.Model):
    """A user's role in one municipality."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="memberships", verbose_name="地方公共団体"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="利用者"
    )
    role = models.CharField("権限", max_length=12, choices=Role, default=Role.EDITOR)
    division = models.ForeignKey(
        Division,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="課",
    )
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    class Meta:
        verbose_name = "所属"
        verbose_name_plural = "所属"
        ordering = ("municipality", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "user"), name="one_membership_per_user"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}（{self.municipality}・{self.get_role_display()}）"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def with_token(self, token: str) -> InvitationQuerySet:
        return self.filter(token_hash=Invitation.hash_of(token))

    def open_at(self, now: datetime) -> InvitationQuerySet:
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """A one-time link with which a person joins a municipality; only the token's hash is kept."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="invitations", verbose_name="地方公共団体"
    )
    name = models.CharField("氏名", max_length=60)
    role = models.CharField("権限", max_length=12, choices=Role, default=Role.EDITOR)
    division = models.ForeignKey(
        Division, models.SET_NULL, null=True, blank=True, verbose_name="課"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="invitations_sent",
        verbose_name="招待した人",
    )
    created_at = models.DateTimeField("招待日時", auto_now_add=True)
    expires_at = models.DateTimeField("有効期限")
    used_at = models.DateTimeField("使用日時", null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_used",
        verbose_name="使用した人",
    )
    withdrawn_at = models.DateTimeField("取消日時", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class State(models.TextChoices):
        OPEN = "open", "未使用"
        USED = "used", "使用済み"
        WITHDRAWN = "withdrawn", "取消し"
        EXPIRED = "expired", "期限切れ"

    class Meta:
        verbose_name = "招待"
        verbose_name_plural = "招待"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.name}（{self.municipality}）"

    @staticmethod
    def hash_of(token: str) -> str:
        return sha256(token.encode()).hexdigest()

    def state_at(self, now: datetime) -> Invitation.State:
        """What has become of the link."""
        if self.used_at:
            return self.State.USED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.OPEN if now < self.expires_at else self.State.EXPIRED
