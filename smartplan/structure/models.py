"""What a plan is made of: the editable wording of the eight sections, stages, tracks and types.

Codes live in `keys.py`. Every row names the document its content comes from, with the edition,
because the guidebook changes from edition to edition. One module for thirteen small tables, for
they are read together.
"""

from __future__ import annotations

import uuid
from operator import attrgetter
from typing import Any

from django.db import models

from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey, TrackKey


class NaturalKeyManager(models.Manager):
    """Finds a row by the fields its model names in `natural_fields`."""

    def get_by_natural_key(self, *values: Any) -> models.Model:
        names: tuple[str, ...] = self.model.natural_fields  # type: ignore[attr-defined]
        return self.get(**dict(zip(names, values, strict=True)))


def new_key() -> str:
    """A code for a row that a curator adds."""
    return uuid.uuid4().hex[:12]


def row_key() -> models.SlugField:
    """The code by which the loaders find a row again, wherever a curator moves it."""
    return models.SlugField("コード", max_length=40, default=new_key, editable=False)


class Wording(models.Model):
    """One editable row of guidance, in our own words, with its source."""

    natural_fields: tuple[str, ...] = ("key",)

    position = models.PositiveSmallIntegerField(
        "並び順", default=100, help_text="小さい番号から順に並びます。"
    )
    source = models.CharField("出典", max_length=200, blank=True)
    edition = models.CharField("出典の版・時点", max_length=100, blank=True)
    remark = models.TextField(
        "備考", blank=True, help_text="出典の読み取りに不確かな点があれば書きます。"
    )

    objects = NaturalKeyManager()

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(attrgetter(name.replace("__", "."))(self) for name in self.natural_fields)


class Section(Wording):
    """One of the eight sections (計画の項目)."""

    key = models.CharField("コード", max_length=20, choices=SectionKey, unique=True)
    name = models.CharField("名称", max_length=60)
    summary = models.TextField("概要", help_text="この項目に何を書くか")
    points = models.TextField("作成上のポイント", blank=True)

    class Meta(Wording.Meta):
        verbose_name = "計画の項目"
        verbose_name_plural = "計画の項目"

    def __str__(self) -> str:
        return self.name


class GuidingQuestion(Wording):
    """A question that a planner can answer, for one section."""

    natural_fields = ("section__key", "key")

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="questions", verbose_name="計画の項目"
    )
    key = row_key()
    text = models.CharField("問い", max_length=200)
    hint = models.TextField("考えるヒント", blank=True)

    class Meta(Wording.Meta):
        verbose_name = "問い"
        verbose_name_plural = "問い"
        constraints = (models.UniqueConstraint(fields=("section", "key"), name="question_key"),)

    def __str__(self) -> str:
        return self.text


class SectionStyle(Wording):
    """One of the two ways of writing a section that has two (網羅型/焦点型 …)."""

    natural_fields = ("section__key", "key")

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="styles", verbose_name="計画の項目"
    )
    key = models.CharField("コード", max_length=20)
    name = models.CharField("名称", max_length=60)
    description = models.TextField("説明")

    class Meta(Wording.Meta):
        verbose_name = "書き方の型"
        verbose_name_plural = "書き方の型"
        constraints = (models.UniqueConstraint(fields=("section", "key"), name="style_key"),)

    def __str__(self) -> str:
        return self.name


class SectionExample(Wording):
    """A city's plan that is notable for one section, and why."""

    natural_fields = ("section__key", "key")

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="examples", verbose_name="計画の項目"
    )
    key = row_key()
    city = models.CharField("団体名", max_length=60)
    note = models.TextField("特徴")
    case_number = models.CharField("事例番号", max_length=10, blank=True)

    class Meta(Wording.Meta):
        verbose_name = "計画の例"
        verbose_name_plural = "計画の例"
        constraints = (models.UniqueConstraint(fields=("section", "key"), name="example_key"),)

    def __str__(self) -> str:
        return f"{self.city}：{self.note[:30]}"


class Stage(Wording):
    """One of the five stages (段階)."""

    key = models.CharField("コード", max_length=20, choices=StageKey, unique=True)
    name = models.CharField("名称", max_length=60)
    definition = models.TextField("定義")
    lead = models.TextField("進め方の要点", blank=True)

    class Meta(Wording.Meta):
        verbose_name = "段階"
        verbose_name_plural = "段階"

    def __str__(self) -> str:
        return self.name


class StageTask(Wording):
    """What is done in one stage, or a point to be careful about (留意すべきポイント)."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", "取り組むこと"
        CAUTION = "caution", "留意すべきポイント"

    natural_fields = ("stage__key", "key")

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="tasks", verbose_name="段階")
    key = row_key()
    kind = models.CharField("区分", max_length=20, choices=Kind, default=Kind.ACTIVITY)
    title = models.CharField("見出し", max_length=100)
    description = models.TextField("説明", blank=True)

    class Meta(Wording.Meta):
        verbose_name = "段階ごとの取組"
        verbose_name_plural = "段階ごとの取組"
        constraints = (models.UniqueConstraint(fields=("stage", "key"), name="stage_task_key"),)

    def __str__(self) -> str:
        return self.title


class Track(Wording):
    """The project as a whole, or one of the five points of debate (論点), with its goal."""

    key = models.CharField("コード", max_length=20, choices=TrackKey, unique=True)
    name = models.CharField("名称", max_length=60)
    goal = models.CharField("目標", max_length=100)
    description = models.TextField("説明", blank=True)

    class Meta(Wording.Meta):
        verbose_name = "論点"
        verbose_name_plural = "論点"

    def __str__(self) -> str:
        return self.name


class Activity(Wording):
    """One cell of the overview (見取り図のマス): what to do in one stage on one track.

    Cells that are empty in the source have no row: blanks stay blank.
    """

    natural_fields = ("stage__key", "track__key")

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="activities", verbose_name="段階")
    track = models.ForeignKey(Track, models.CASCADE, related_name="activities", verbose_name="論点")
    text = models.TextField(
        "内容", help_text="1行に1項目。行の頭に「－」を付けると、前の項目の細目になります。"
    )

    class Meta(Wording.Meta):
        verbose_name = "見取り図のマス"
        verbose_name_plural = "見取り図のマス"
        constraints = (
            models.UniqueConstraint(fields=("stage", "track"), name="one_cell_per_stage_and_track"),
        )

    def __str__(self) -> str:
        return f"{self.stage}・{self.track}"


class PlanType(Wording):
    """One of the two types (類型)."""

    key = models.CharField("コード", max_length=20, choices=PlanTypeKey, unique=True)
    name = models.CharField("名称", max_length=60)
    description = models.TextField("説明", blank=True)

    class Meta(Wording.Meta):
        verbose_name = "類型"
        verbose_name_plural = "類型"

    def __str__(self) -> str:
        return self.name


class PlanTypeAttribute(Wording):
    """One line of the comparison of the two types (対象エリア, 推進主体 …)."""

    natural_fields = ("plan_type__key", "key")

    plan_type = models.ForeignKey(
        PlanType, models.CASCADE, related_name="attributes", verbose_name="類型"
    )
    key = row_key()
    label = models.CharField("項目", max_length=60)
    text = models.TextField("内容")

    class Meta(Wording.Meta):
        verbose_name = "類型の特徴"
        verbose_name_plural = "類型の特徴"
        constraints = (
            models.UniqueConstraint(fields=("plan_type", "key"), name="type_attribute_key"),
        )

    def __str__(self) -> str:
        return f"{self.plan_type}・{self.label}"


class ModelItem(Wording):
    """One of the nine items of the MLIT model project, and where it lives in our sections."""

    key = models.SlugField("コード", max_length=30, unique=True)
    name = models.CharField("名称", max_length=100)
    content = models.TextField("記載内容")
    sections = models.ManyToManyField(
        Section, blank=True, related_name="model_items", verbose_name="対応する計画の項目"
    )
    home = models.CharField("本システムでの記入場所", max_length=200)

    class Meta(Wording.Meta):
        verbose_name = "国土交通省モデルの記載項目"
        verbose_name_plural = "国土交通省モデルの記載項目（9項目）"

    def __str__(self) -> str:
        return self.name


class Tenet(Wording):
    """One of the guidebook's three 基本理念 or five 基本原則."""

    class Kind(models.TextChoices):
        PHILOSOPHY = "philosophy", "基本理念"
        PRINCIPLE = "principle", "基本原則"

    natural_fields = ("kind", "key")

    kind = models.CharField("区分", max_length=20, choices=Kind)
    key = row_key()
    name = models.CharField("名称", max_length=100)
    description = models.TextField("説明", blank=True)

    class Meta(Wording.Meta):
        verbose_name = "基本理念・基本原則"
        verbose_name_plural = "基本理念・基本原則"
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="tenet_key"),)

    def __str__(self) -> str:
        return self.name


class SecurityCategory(Wording):
    """One of the four categories of the smart city security guideline."""

    key = models.CharField("コード", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    description = models.TextField("説明", blank=True)
    examples = models.TextField("対策の例", blank=True, help_text="1行に1項目")

    class Meta(Wording.Meta):
        verbose_name = "セキュリティの区分"
        verbose_name_plural = "セキュリティの区分"

    def __str__(self) -> str:
        return self.name
