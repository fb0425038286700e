"""What the rows of a plan have in common."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from smartplan.structure.keys import SectionKey

if TYPE_CHECKING:
    from smartplan.plans.models.plan import Plan

CELL_LENGTH = 500
"""How many characters a short cell takes; longer ones are texts (TextField)."""


def belongs_to_plan(rows: str) -> models.ForeignKey[Plan, Plan]:
    """The key of a row to its plan, which reaches the rows as `plan.<rows>`."""
    return models.ForeignKey("plans.Plan", models.CASCADE, related_name=rows, verbose_name="計画")


def cell(label: str, length: int = CELL_LENGTH, **options: object) -> models.CharField[str, str]:
    """A short text cell; empty is always allowed, since a draft accepts anything."""
    return models.CharField(label, max_length=length, blank=True, **options)  # type: ignore[arg-type]


def typed(label: str, **options: object) -> models.CharField[str, str]:
    """A year or number kept as it was typed; `smartplan.japanese` reads it, checks judge it."""
    return models.CharField(label, max_length=100, blank=True, **options)  # type: ignore[arg-type]


def text(label: str, **options: object) -> models.TextField[str, str]:
    """A text of any length in the plain marks of official documents."""
    return models.TextField(label, blank=True, **options)  # type: ignore[arg-type]


class Versioned(models.Model):
    """A unit that one page saves; every save that changes it raises its version."""

    version = models.PositiveIntegerField("版数", default=1, editable=False)
    updated_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        abstract = True


class Row(models.Model):
    """One row of a plan. `section` says on which chapter's page it is edited."""

    section: ClassVar[SectionKey]
    plan: models.ForeignKey[Plan, Plan]

    position = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    @classmethod
    @cache
    def rows_name(cls) -> str:
        """The plan's name for these rows (`related_plans`), also in URLs and JSON."""
        return cls._meta.get_field("plan").remote_field.related_name  # type: ignore[union-attr, return-value]

    @classmethod
    def of_plan(cls, plan: Plan) -> models.QuerySet[Self]:
        """The plan's rows of this kind."""
        return cls._default_manager.filter(plan_id=plan.pk)
