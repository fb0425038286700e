"""One thing that a check noticed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from smartplan.plans.models import Chapter, Row
from smartplan.structure.keys import SectionKey


class Level(StrEnum):
    """How grave a finding is. Plain strings in JSON."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        return {"error": "誤り", "warning": "確認事項", "notice": "お知らせ"}[self.value]


class Link(NamedTuple):
    """Where to mend it: a row of this kind, or ("chapters", id), or ("plan", id)."""

    rows: str
    pk: int


@dataclass(frozen=True)
class Finding:
    """What was noticed, in which section, and what to do; never blocks saving."""

    level: Level
    section: SectionKey | None
    message: str
    hint: str = ""
    link: Link | None = None


def to_row(row: Row) -> Link:
    return Link(row.rows_name(), row.pk)


def to_chapter(chapter: Chapter) -> Link:
    return Link("chapters", chapter.pk)
