"""One chapter's page: its texts, its rows and its frame, as stored and as they were sent."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db import models
from django.http import QueryDict

from smartplan.plans.models import Chapter, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.structure.keys import SectionKey
from smartplan.web.errors import ErrorLink, error_links
from smartplan.wizard.bases import SentBases
from smartplan.wizard.chapter.frame import FrameForm
from smartplan.wizard.people import People
from smartplan.wizard.posted import Do, mark_of_form
from smartplan.wizard.sections.town_labels import use_town_words
from smartplan.wizard.steps import Step, step_of


class ChapterPage:
    """The chapter's content and, with `posted`, what a form sent for it.

    Nothing is written here: what is to change is said by `changes.py`, and saved by plans/saving.
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
        use_town_words(self.text_form, contents.plan.municipality)
        self.frame = FrameForm(posted, chapter=self.chapter, people=people)
        self.tables = [table.in_plan(contents, people.policy_fields) for table in self.step.tables]
        self.rows: dict[str, list[PostedRow]] = (
            {table.rows_name: table.posted(posted) for table in self.tables} if posted else {}
        )
        self.do = Do.read(posted.get("do", "") if posted else "")
        self.sent_bases = SentBases(posted)
        self.mark = mark_of_form(posted) if posted else ""
        self._mark_removal()

    # What was sent ---------------------------------------------------------------------------

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
        return [
            ErrorLink(
                f"{table.table.title}の{row.place + 1}行目「{table.labels[name]}」：{message}",
                f"id_{table.rows_name}-{row.place}-{name}",
            )
            for row in rows
            for name, message in row.errors.items()
        ]

    # In words --------------------------------------------------------------------------------

    def words_of_text(self, name: str, value: Any) -> str:
        """A text as people read it: a choice by its label."""
        choices = getattr(self.text_form.fields[name], "choices", None)
        return str(dict(choices).get(value, value)) if choices else str(value)

    def table_of(self, kind: type[Row]) -> TableInPlan | None:
        """The table that holds the rows of a kind, if the page has one."""
        return next((table for table in self.tables if table.kind is kind), None)
