"""Section 8, 用語集: how it is arranged, and its terms."""

from django.db import models

from smartplan.plans.models.chapter import ChapterText
from smartplan.plans.models.row import Row, belongs_to_plan, cell, text
from smartplan.structure.keys import SectionKey


class GlossaryText(ChapterText):
    class Style(models.TextChoices):
        READING = "reading", "五十音順"
        NUMBER = "number", "番号（本文の登場順）"
        FOOTNOTE = "footnote", "脚注"

    class Mark(models.TextChoices):
        FIRST = "first", "最初に出る所だけ"
        EVERY = "every", "出る所すべて"
        NONE = "none", "付けない"

    style = models.CharField("並べ方", max_length=12, choices=Style, default=Style.READING)
    mark = models.CharField("本文の※印", max_length=12, choices=Mark, default=Mark.FIRST)

    class Meta:
        verbose_name = "用語集の設定"
        verbose_name_plural = "用語集の設定"


class Term(Row):
    """A term, its reading and its definition (用語)."""

    section = SectionKey.GLOSSARY

    plan = belongs_to_plan("terms")
    term = cell("用語")
    reading = cell("よみ")
    origin = cell("略語の原語")
    definition = text("説明")

    class Meta(Row.Meta):
        verbose_name = "用語"
        verbose_name_plural = "用語"

    def __str__(self) -> str:
        return self.term
