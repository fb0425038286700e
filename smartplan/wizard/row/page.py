"""The page of one row: a measure, an indicator or a unit, as stored and as it was sent."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from django.http import QueryDict

from smartplan.municipalities.models import User
from smartplan.plans.models import Chapter, Indicator, Measure, OrganizationUnit, Row
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import Saved, Write
from smartplan.plans.saving.changes import Key
from smartplan.wizard.bases import BASES, SentBases, ShownBases
from smartplan.wizard.conflicts import Conflicts, conflicts_of_fields, fields_in_conflict
from smartplan.wizard.posted import Do, mark_of_form
from smartplan.wizard.sections.row_form import RowForm
from smartplan.wizard.steps import STEPS

LONGEST_MARK = 100
BESIDES = {"csrfmiddlewaretoken", "written_by", "once", "bases", "mark", "do"}
"""What a form sends beside what was typed."""

OwnPageRow = Measure | Indicator | OrganizationUnit

FORMS: dict[type[Row], type[RowForm]] = {
    step.listed[0].kind: step.row_form for step in STEPS.values() if step.row_form
}


@dataclass
class RowPage:
    """A row with its form and the chapter that it belongs to."""

    row: OwnPageRow
    form: RowForm
    chapter: Chapter
    posted: QueryDict | None = None
    mark: str = ""
    """Of a page for a new row: by it the row is found when the form is sent again."""

    @property
    def contents(self) -> PlanContents:
        return self.form.contents

    @property
    def do(self) -> Do:
        return Do.read(self.posted.get("do", "") if self.posted is not None else "")

    @property
    def is_new(self) -> bool:
        return self.row.pk is None

    @property
    def key(self) -> Key:
        return self.mark or self.row.pk

    def changes(self) -> list[Write]:
        """Everything that was sent and can be read; what is in error stays in its form."""
        self.form.is_valid()
        return self.form.writes(type(self.row), self.key, SentBases(self.posted))

    def bases(self) -> str:
        """What the form's fields hold now, for its hidden field."""
        if self.is_new and self.posted is not None:  # of a removed row: what was seen of it
            return self.posted.get(BASES, "")
        bases = ShownBases(self.contents)
        fields = [name for name in self.form.fields if name not in self.form.years]
        if not self.is_new:
            bases.add(self.row, fields, self.form.years.values(), key=self.key)
        return str(bases)


def row_page(
    contents: PlanContents,
    found: OwnPageRow,
    answers: QueryDict | None = None,
    *,
    mark: str = "",
) -> RowPage:
    """The row with its form, as stored or as it was sent."""
    here = contents.row(type(found), found.pk) if found.pk else None
    row = here or found
    form = FORMS[type(found)](answers, instance=row, contents=contents)
    return RowPage(row, form, contents.chapter_of(found.section), answers, mark)


def mark_of_row(posted: QueryDict, user: User) -> str:
    """The mark of a new row: of this person's form with this content.

    Sent twice it is one row; who goes back and types something else means another. A page that is
    shown again, because not all of it could be stored, keeps the mark of its row.
    """
    kept = posted.get("mark", "")
    if re.fullmatch(rf"row-{user.pk}-[\w-]+", kept, re.ASCII) and len(kept) <= LONGEST_MARK:
        return kept
    typed = sorted((name, posted.getlist(name)) for name in posted if name not in BESIDES)
    digest = sha256(json.dumps(typed).encode()).hexdigest()[:16]
    return f"row-{user.pk}-{mark_of_form(posted)}-{digest}"[:LONGEST_MARK]


def page_again(page: RowPage, saved: Saved) -> RowPage:
    """The page as it is after the save: what is still to be decided stands as it was typed."""
    assert page.posted is not None  # noqa: S101 - only what was sent comes again
    contents = saved.contents or page.contents
    if saved.returned and saved.contents is None:  # it came back, and nothing else was stored
        contents = read_plan(contents.plan)
    kind = type(page.row)
    if is_away(
        page, saved
    ):  # nothing brought the removed row back yet: everything stays as it was typed
        return row_page(contents, kind(plan=contents.plan), page.posted)
    row = contents.row(kind, _stored_id(page, saved)) or page.row
    stored = row_page(contents, row, mark=page.mark)
    posted = page.posted.copy()
    for name in page.form.fields:
        if name in page.form.cleaned_data and not _is_open(page, saved, name):
            page.form.put(posted, name, stored.form.initial.get(name))
    return row_page(contents, row, posted, mark=page.mark)


def is_away(page: RowPage, saved: Saved) -> bool:
    """Did somebody remove the row, and did this save not put it in again?"""
    was_here = page.is_new or page.contents.row(type(page.row), page.row.pk) is not None
    return bool(saved.gone) or not (was_here or saved.returned)


def _stored_id(page: RowPage, saved: Saved) -> int:
    """The id of the page's row: a new one has it from the save, one that came back may too."""
    if saved.returned:
        return saved.returned[0].pk
    return saved.ids.get(page.mark, page.row.pk or 0)


def _is_open(page: RowPage, saved: Saved, name: str) -> bool:
    """Did both change the field, or can it not be stored?"""
    refused = [each.change for each in saved.refusals if isinstance(each.change, Write)]
    fields = {(field, year) for _, _, field, year in fields_in_conflict(saved.conflicts)}
    fields |= {(change.field, change.year) for change in refused}
    year = page.form.years.get(name)
    return (name if year is None else "values", year) in fields


def conflicts_of(page: RowPage, saved: Saved) -> Conflicts:
    """What both changed and what was taken over, as the page tells it."""
    form = page.form
    return conflicts_of_fields(
        saved,
        lambda change: str(form.fields[form.name_of(change)].label),
        lambda change, value: form.words_of(form.name_of(change), value),
    )
