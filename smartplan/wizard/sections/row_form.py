"""The base of the forms of rows that have a page of their own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from smartplan.plans.models import Indicator, Issue, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving import Write
from smartplan.plans.saving.changes import Key
from smartplan.plans.saving.values import VALUES
from smartplan.plans.sections.columns import name_of
from smartplan.web.forms import ModelForm
from smartplan.wizard.bases import SentBases
from smartplan.wizard.sections.text_form import limit_text
from smartplan.wizard.sections.town_labels import use_town_words

LINKED: dict[str, type[Row]] = {"issues": Issue, "indicators": Indicator}


class RowForm(ModelForm):
    """One row. Nothing is required, and only rows of the same plan can be chosen.

    Writing is left to plans/saving, which compares what was typed with what is stored.
    """

    mark_optional = False
    lines: ClassVar[dict[str, int]] = {}
    references: ClassVar[dict[str, type[Row]]] = {}
    """Fields that refer to one other row, with its kind."""
    links: ClassVar[tuple[str, ...]] = ()
    """Fields that link to many other rows."""
    years: Mapping[str, int] = MappingProxyType({})
    """Fields that hold the yearly value of a fiscal year."""
    places_figures = False
    """Does the form itself say where the figure of the row stands?"""

    def __init__(self, *args: Any, contents: PlanContents, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contents = contents
        for name, kind in self.references.items():
            self._offer(name, kind)
        for name, field in self.fields.items():
            field.required = False
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = self.lines.get(name, 5)
                limit_text(field)
        if "division" in self.fields:
            # A list to choose from; another name can be typed.
            self.fields["division"].widget.attrs["list"] = "divisions"
        use_town_words(self, contents.plan.municipality)

    def _offer(self, name: str, kind: type[Row]) -> None:
        """Choose from the rows that were read with the plan: no further query."""
        model_field = self.fields[name]
        rows = self.contents.rows(kind)
        choices = [(str(row.pk), name_of(row, self.contents)) for row in rows]
        self.fields[name] = forms.ChoiceField(
            label=model_field.label,
            help_text=model_field.help_text,
            choices=[("", "選ばない"), *choices],
        )
        chosen = getattr(self.instance, f"{name}_id")
        self.initial[name] = "" if chosen is None else str(chosen)

    def offer_links(self, name: str, contents: PlanContents) -> None:
        field = self.fields[name]
        rows = contents.rows(LINKED[name])
        field.choices = [(row.pk, self._label(row)) for row in rows]  # type: ignore[attr-defined]
        linked = contents.linked_to(self.instance, name) if self.instance.pk else []
        self.initial[name] = [row.pk for row in linked]

    def _label(self, row: Row) -> str:
        if isinstance(row, Indicator):
            return f"{self.contents.number_of(row)}　{row}"
        return name_of(row, self.contents)

    def _post_clean(self) -> None:
        """The typed values stay in `cleaned_data`; the row itself is not touched here."""

    def writes(self, kind: type[Row], key: Key, bases: SentBases) -> list[Write]:
        """What was sent and can be read, as changes of the row. What was not sent stays."""
        found = []
        for name in self.fields:
            if name not in self.cleaned_data or not self._was_sent(name):
                continue
            year = self.years.get(name)
            field = name if year is None else VALUES
            value = self.cleaned_data[name]
            if name in self.references:
                value = int(value) if value else None
            found.append(Write(kind, key, field, value, bases.of(kind, key, field, year), year))
        return found

    def name_of(self, change: Write) -> str:
        """The field of the form that a change came from."""
        if change.year is None:
            return change.field
        return next(name for name, year in self.years.items() if year == change.year)

    def put(self, posted: QueryDict, name: str, value: Any) -> None:
        """Let what was sent hold this value of the field."""
        if isinstance(value, list):
            posted.setlist(name, [str(each) for each in value])
        else:
            posted[name] = "" if value is None else str(value)

    def _was_sent(self, name: str) -> bool:
        # A group of checkboxes without a tick sends nothing at all; the page says it was there.
        return name in self.data or (
            isinstance(self.fields[name], forms.MultipleChoiceField) and "whole" in self.data
        )

    def words_of(self, name: str, value: Any) -> str:
        """A value as people read it: choices by their labels."""
        choices = getattr(self.fields[name], "choices", None)
        if choices is None:
            return str(value)
        labels = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list) else ["" if value is None else value]
        return "\n".join(labels.get(str(each), str(each)) for each in values)
