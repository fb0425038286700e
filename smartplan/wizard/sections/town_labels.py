"""Labels and support texts in the words of a town, village, ward or prefecture."""

from __future__ import annotations

from django import forms

from smartplan.municipalities.models import Municipality
from smartplan.municipalities.town_words import town_words_of


def use_town_words(form: forms.BaseForm, municipality: Municipality) -> None:
    """Put 町民 for 市民 and the like into what the form says itself (never into what was typed)."""
    said = town_words_of(municipality).said
    for field in form.fields.values():
        field.label = said(str(field.label)) if field.label else field.label
        field.help_text = said(str(field.help_text))
