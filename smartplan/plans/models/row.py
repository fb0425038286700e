"""What the rows of a plan have in common."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

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


class TypedField(models.CharField[str, str]):
    """A cell that is kept as it was typed; `typed_as` says what `smartplan.japanese` reads in it.

    Migrations know it as what the database has: a CharField.
    """

    def __init__(self, *args: Any, typed_as: str = "text", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed_as = typed_as

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def typed(label: str, *, typed_as: str = "text", **options: Any) -> models.CharField[str, str]:
    """A date, or a figure in words, kept as it was typed; checks judge it."""
    return TypedField(label, max_length=100, blank=True, typed_as=typed_as, **options)


def typed_year(label: str, **options: Any) -> models.CharField[str, str]:
    """A year kept as it was typed."""
    return typed(label, typed_as="year", **options)


def typed_number(label: str, **options: Any) -> models.CharField[str, str]:
    """A number kept as it was typed, with or without its unit."""
    return typed(label, typed_as="number", **options)


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
