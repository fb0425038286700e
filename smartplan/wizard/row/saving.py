"""Saving a row that has a page of its own: a measure, an indicator, a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from smartplan.municipalities.models import User
from smartplan.plans import actions, revisions
from smartplan.plans.models import (
    Chapter,
    Indicator,
    IndicatorValue,
    Measure,
    OrganizationUnit,
    Revision,
    Row,
    StaleSaveError,
)
from smartplan.wizard.chapter.page import seen_version
from smartplan.wizard.conflicts.differences import Difference
from smartplan.wizard.sections.policy import IndicatorForm
from smartplan.wizard.sections.row_form import RowForm
from smartplan.wizard.steps import STEPS

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
    posted: QueryDict | None
    opened: OwnPageRow
    """The row as the address led to it, with the newest revision that was `seen`."""

    @property
    def seen_version(self) -> int:
        """The version that the person had before them."""
        return seen_version(self.posted) if self.posted is not None else 0

    @property
    def is_new(self) -> bool:
        return self.row.pk is None

    def differences(self) -> list[Difference]:
        """What saving would change in the stored row, for showing both."""
        form = self.form
        return [
            Difference(
                str(form.fields[name].label), form.words_of(name, typed), form.words_of(name, was)
            )
            for name, (typed, was) in form.changes().items()
        ]


def save_row(page: RowPage, *, by: User, at: datetime) -> bool:
    """Store what differs; False when nothing does. Raises StaleSaveError on a newer save.

    A new row with nothing in it is not made.
    """
    changed = page.form.changes()
    if not changed:
        return False
    if not page.is_new and page.seen_version != page.row.version:
        raise StaleSaveError
    with transaction.atomic():
        action = Revision.Action.CREATED if page.is_new else Revision.Action.SAVED
        _write(page, list(changed))
        actions.touch_chapter(chapter=page.chapter, by=by, at=at)
        revisions.record(page.row, by=by, action=action, chapter=page.chapter)
    return True


def _write(page: RowPage, changed: list[str]) -> None:
    row, form = page.row, page.form
    for name in changed:
        typed = form.cleaned_data[name]
        if name in form.references:
            setattr(row, f"{name}_id", int(typed) if typed else None)
        elif name not in form.links and not name.startswith("year_2"):
            setattr(row, name, typed)
    if page.is_new:
        row.put_last().save()
    else:
        row.claim(row.version)
        row.save()
    for name in form.links:
        if name in changed:
            getattr(row, name).set(form.cleaned_data[name])
    if isinstance(form, IndicatorForm) and isinstance(row, Indicator):
        _write_values(row, form)


def _write_values(indicator: Indicator, form: IndicatorForm) -> None:
    """The yearly values as the form has them: changed, added, and taken away when blank."""
    values = form.values()
    if values == form.values_before:
        return
    indicator.values.exclude(year__in=values).delete()
    IndicatorValue.objects.bulk_create(
        [
            IndicatorValue(plan=indicator.plan, indicator=indicator, year=year, value=value)
            for year, value in sorted(values.items())
        ],
        update_conflicts=True,
        unique_fields=["indicator", "year"],
        update_fields=["value"],
    )
