"""Citation: a case quoted in a chapter."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cases.models import Case
from smartplan.plans.models.chapter import Chapter
from smartplan.plans.models.measures import Measure
from smartplan.plans.models.row import Row, belongs_to_plan, cell, text


class Citation(Row):
    """A case quoted in a chapter (引用).

    Copies what it needs, so that a case that is changed, withdrawn or deleted later never breaks
    the plan; the link to the case may go.
    """

    plan = belongs_to_plan("citations")
    chapter = models.ForeignKey(
        Chapter, models.CASCADE, related_name="citations", verbose_name="章"
    )
    measure = models.ForeignKey(
        Measure,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name="施策",
    )
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, related_name="+", verbose_name="事例"
    )
    case_number = cell("事例番号", length=10)
    actor = cell("取組主体")
    title = cell("事例の題名")
    source = cell("出典")
    page = cell("ページ")
    as_of = cell("出典時点")
    case_updated_at = models.DateTimeField("引用した時の事例の更新日時", null=True)
    note = text("引用のメモ", help_text="どこを参考にしたか")
    quoted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="引用した人",
    )
    quoted_at = models.DateTimeField("引用した日時", auto_now_add=True)

    class Meta(Row.Meta):
        verbose_name = "引用した事例"
        verbose_name_plural = "引用した事例"

    def __str__(self) -> str:
        return f"{self.actor}「{self.title}」"

    def take_from(self, case: Case) -> None:
        """Copy what the document prints of the case (not saved yet)."""
        self.case = case
        self.case_number = case.number
        self.actor = case.actor
        self.title = case.title
        self.source = case.source.title
        self.page = case.page
        self.as_of = case.as_of_text
        self.case_updated_at = case.updated_at

    def agrees_with(self, case: Case) -> bool:
        """Does the case still say what was copied from it?"""
        then = (self.actor, self.title, self.source, self.page, self.as_of)
        return then == (case.actor, case.title, case.source.title, case.page, case.as_of_text)
