"""One chapter's page: its texts, its rows and its frame, as stored and as they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import QueryDict

from smartplan.plans.models import Chapter, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.structure.keys import SectionKey
from smartplan.web.errors import ErrorLink, error_links
from smartplan.wizard.chapter.frame import FrameForm
from smartplan.wizard.ordering import MOVES, merged
from smartplan.wizard.people import People
from smartplan.wizard.sections.town_words import say
from smartplan.wizard.steps import Step, step_of

FOREIGN_ROW = (
    "に、この計画のものではない行が含まれています。入力を控えてから、ページを開き直してください。"
)


@dataclass(frozen=True)
class Do:
    """What a submit button asks for beside saving: "up:issues:3"."""

    verb: str
    rows_name: str = ""
    argument: str = ""

    @classmethod
    def read(cls, value: str) -> Do:
        verb, _, rest = value.partition(":")
        rows_name, _, argument = rest.partition(":")
        return cls(verb, rows_name, argument)

    @property
    def number(self) -> int | None:
        text = self.argument[:19]
        return int(text) if text.isascii() and text.isdecimal() else None


class ChapterPage:
    """The chapter's content and, with `posted`, what a form sent for it.

    Nothing is written here: `saving.py` does that.
    """

    def __init__(
        self,
        contents: PlanContents,
        chapter: Chapter,
        people: People,
        posted: QueryDict | None = None,
    ) -> None:
        self.contents = contents
        self.chapter = next(each for each in contents.chapters if each.pk == chapter.pk)
        self.people = people
        self.posted = posted
        self.step: Step = step_of(chapter)
        self.text: models.Model = (
            contents.text_of(SectionKey(chapter.section)) if chapter.section else self.chapter
        )
        # The form gets a copy: what is stored must stay comparable with what was typed.
        self.text_form = self.step.form(posted, instance=copy(self.text))
        say(self.text_form, contents.plan.municipality)
        self.frame = FrameForm(posted, chapter=self.chapter, people=people)
        self.tables = [table.in_plan(contents, people.policy_fields) for table in self.step.tables]
        self.rows: dict[str, list[PostedRow]] = (
            {table.rows_name: table.posted(posted) for table in self.tables} if posted else {}
        )
        self.do = Do.read(posted.get("do", "") if posted else "")
        self._mark_removal()

    # What was sent ---------------------------------------------------------------------------

    @property
    def seen_version(self) -> int:
        """The version that the person had before them."""
        return seen_version(self.posted) if self.posted is not None else 0

    @property
    def is_stale(self) -> bool:
        return self.posted is not None and self.seen_version != self.chapter.version

    def _mark_removal(self) -> None:
        if self.do.verb == "remove":
            for row in self.rows.get(self.do.rows_name, ()):
                row.removed = row.removed or row.index == self.do.number

    def problems(self) -> list[ErrorLink]:
        """What is impossible in what was sent, top to bottom; empty when it can be saved."""
        rows = [problem for table in self.tables for problem in self._row_problems(table)]
        return [*error_links(self.text_form), *rows, *error_links(self.frame)]

    def _row_problems(self, table: TableInPlan) -> list[ErrorLink]:
        rows = [row for row in self.rows.get(table.rows_name, ()) if not row.removed]
        found = [
            ErrorLink(
                f"{table.table.title}の{row.place + 1}行目「{table.labels[name]}」：{message}",
                f"id_{table.rows_name}-{row.place}-{name}",
            )
            for row in rows
            for name, message in row.errors.items()
        ]
        foreign = table.foreign_keys(rows)
        if any(row.key in foreign for row in rows if row.was_removed):
            found.append(ErrorLink(f"{table.table.title}{FOREIGN_ROW}", table.rows_name))
        return found

    # What differs from the stored ------------------------------------------------------------

    def changed_texts(self) -> dict[str, tuple[Any, Any]]:
        """Text field to (typed, stored), for those sent that differ."""
        form = self.text_form
        return {
            name: (form.cleaned_data[name], getattr(self.text, name))
            for name in form.fields
            if name in form.data and form.cleaned_data[name] != getattr(self.text, name)
        }

    def words_of_text(self, name: str, value: Any) -> str:
        """A text as people read it: a choice by its label."""
        choices = getattr(self.text_form.fields[name], "choices", None)
        return str(dict(choices).get(value, value)) if choices else str(value)

    def changed_rows(self, table: TableInPlan) -> list[PostedRow]:
        """Rows to write: new ones, and those whose cells differ."""
        return [
            row
            for row in self.rows.get(table.rows_name, ())
            if not row.removed and table.is_changed(row)
        ]

    def rows_differ(self, table: TableInPlan) -> bool:
        """Will saving change, add, remove or move any row of the table?"""
        sent = self.rows.get(table.rows_name, [])
        moves = self.do.verb in MOVES and self.do.rows_name == table.rows_name
        whole = merged(table.rows, sent) if sent else table.rows
        places = [each.row if isinstance(each, PostedRow) else each for each in whole]
        return moves or places != table.rows or bool(self.changed_rows(table))

    def removed_rows(self, table: TableInPlan) -> list[Row]:
        """The stored rows that are to go."""
        return [
            each.row
            for each in self.rows.get(table.rows_name, ())
            if each.removed and each.row is not None
        ]


def seen_version(posted: Mapping[str, str]) -> int:
    """The version that a form was made from; 0 when it does not say."""
    sent = posted.get("version", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0


def page_number(query: Mapping[str, str], rows_name: str, pages: int) -> int:
    """The page of a table that the address asks for (?issues_page=2), within what there is."""
    asked = query.get(f"{rows_name}_page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    return min(max(number, 1), max(pages, 1))
