"""Labels and support texts in the words of a town, village, ward or prefecture."""

from __future__ import annotations

from django import forms

from smartplan.municipalities.models import Municipality
from smartplan.municipalities.town_words import town_words_of


def use_town_words(form: forms.BaseForm, municipality: Municipality) -> None:
    """Put 町民 for 市民 and the like into what the form says itself (never into what was typed)."""
    adapted = town_words_of(municipality).adapted
    for field in form.fields.values():
        field.label = adapted(str(field.label)) if field.label else field.label
        field.help_text = adapted(str(field.help_text))
