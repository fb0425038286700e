"""The case library: what one municipality did, and what it learned, with its source and page.

Knows nothing of plans: a plan copies what it quotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse

from cases.history import EditHistory
from smartplan.japanese.folding import fold
from smartplan.municipalities.models import Municipality
from smartplan.structure.keys import PlanTypeKey
from smartplan.structure.models import Section, Stage, Track

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from smartplan.municipalities.models import User


class PolicyField(models.Model):
    """A policy field (分野) of the library: モビリティ, 防災・安全 …"""

    name = models.CharField("分野", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "分野"
        verbose_name_plural = "分野"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """A document that cases come from."""

    title = models.CharField("資料名", max_length=200, unique=True)
    publisher = models.CharField("発行者", max_length=100, blank=True)
    edition = models.CharField("版", max_length=100, blank=True)
    as_of = models.CharField(
        "出典時点",
        max_length=60,
        blank=True,
        help_text="資料の内容がいつのものか（例：令和4年3月）",
    )
    url = models.URLField("所在（URL）", max_length=500, blank=True)
    note = models.TextField("備考", blank=True)

    class Meta:
        verbose_name = "出典"
        verbose_name_plural = "出典"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class PopulationBand(models.TextChoices):
    """The population of the actor, by the bands of the 2020 census (令和2年国勢調査)."""

    UNDER_10K = "under_10k", "1万未満"
    UNDER_50K = "under_50k", "1万-5万"
    UNDER_100K = "under_100k", "5万-10万"
    UNDER_300K = "under_300k", "10万-30万"
    UNDER_500K = "under_500k", "30万-50万"
    UNDER_1M = "under_1m", "50万-100万"
    FROM_1M = "from_1m", "100万以上"

    @classmethod
    def of(cls, population: int) -> PopulationBand:
        """The band of a number of inhabitants."""
        limits = (10_000, 50_000, 100_000, 300_000, 500_000, 1_000_000)
        for limit, band in zip(limits, cls, strict=False):
            if population < limit:
                return band
        return cls.FROM_1M


class SearchText(models.TextField):
    """The folded text of other fields of the same row, made anew at each save, for searching."""

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.sources = sources
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = fold("\n".join(str(getattr(model_instance, name) or "") for name in self.sources))
        setattr(model_instance, self.attname, text)
        return text


def is_curator(user: User | AnonymousUser) -> bool:
    """May this person keep the library in the admin?"""
    return bool(user.is_staff and user.has_perm("cases.change_case"))


class CaseQuerySet(models.QuerySet["Case"]):
    def published(self) -> CaseQuerySet:
        return self.filter(status=Case.Status.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> CaseQuerySet:
        """What is published; curators also see drafts and what was withdrawn."""
        return self.all() if is_curator(user) else self.published()

    def matching(self, words: str) -> CaseQuerySet:
        """Cases that hold every one of the words, whatever their width or kana."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Case(models.Model):
    """What one municipality did, and what it learned (事例)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "下書き"
        PUBLISHED = "published", "公開"
        WITHDRAWN = "withdrawn", "取下げ"

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", "自治体事例"
        NATIONAL = "national", "国の制度・知見"

    number = models.CharField(
        "事例番号",
        max_length=10,
        unique=True,
        help_text="英字のCと3～6桁の数字（例：C001）",
    )
    title = models.CharField("題名", max_length=100)
    status = models.CharField("公開状態", max_length=12, choices=Status, default=Status.DRAFT)
    kind = models.CharField("種類", max_length=12, choices=Kind, default=Kind.MUNICIPAL)
    actor = models.CharField(
        "取組主体（出典の表記）",
        max_length=60,
        help_text="例：会津若松市、大阪府・大阪市、国（総務省）",
    )
    municipality = models.ForeignKey(
        Municipality,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="地方公共団体",
        help_text="一つの地方公共団体の事例であるときだけ選びます。",
    )
    prefecture = models.CharField("都道府県", max_length=10, blank=True, db_index=True)
    population_band = models.CharField(
        "人口規模",
        max_length=12,
        choices=PopulationBand,
        blank=True,
        help_text="令和2年国勢調査の人口による区分です（出典の記載ではありません）。",
    )
    plan_type = models.CharField("類型", max_length=12, choices=PlanTypeKey, blank=True)
    theme = models.CharField("主題", max_length=40, blank=True)
    sections = models.ManyToManyField(
        Section, blank=True, related_name="cases", verbose_name="計画の項目"
    )
    stages = models.ManyToManyField(Stage, blank=True, related_name="cases", verbose_name="段階")
    tracks = models.ManyToManyField(Track, blank=True, related_name="cases", verbose_name="論点")
    fields = models.ManyToManyField(
        PolicyField, blank=True, related_name="cases", verbose_name="分野"
    )
    summary = models.TextField("概要", blank=True)
    lessons = models.TextField("学べること", blank=True)
    figures = models.TextField("主な数値", blank=True, help_text="1行に1項目")
    years = models.CharField("年次", max_length=60, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="cases", verbose_name="出典")
    page = models.CharField("出典のページ", max_length=100, blank=True)
    as_of = models.CharField(
        "出典時点", max_length=60, blank=True, help_text="空欄のときは出典の時点を使います。"
    )
    note = models.TextField("備考", blank=True)
    search_text = SearchText(
        sources=("number", "title", "actor", "prefecture", "theme", "summary", "lessons", "figures")
    )
    created_at = models.DateTimeField("登録日時", auto_now_add=True)
    updated_at = models.DateTimeField("更新日時", auto_now=True)

    history = EditHistory(
        m2m_fields=(sections, stages, tracks, fields),
        excluded_fields=("search_text",),
        verbose_name="事例の変更履歴",
        verbose_name_plural="事例の変更履歴",
    )
    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "事例"
        verbose_name_plural = "事例"
        ordering = ("number",)
        indexes = (models.Index(fields=("status", "number"), name="cases_by_status"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.number])

    @property
    def as_of_text(self) -> str:
        """When the content was true (出典時点): the case's own date, else its source's."""
        return self.as_of or self.source.as_of
