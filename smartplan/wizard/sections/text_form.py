"""The base of the text forms of the chapters."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from smartplan.document.figures.everything import EVERY_FIGURE
from smartplan.plans.sections.columns import TEXT_LIMIT
from smartplan.web.forms import ModelForm

FIGURE_FIELDS = frozenset(kind.field for kind in EVERY_FIGURE)


class ChapterTextForm(ModelForm):
    """The texts of one section. Nothing is required: a draft accepts anything.

    `lines` says how high the box of a text stands at first.
    """

    mark_optional = False
    lines: ClassVar[dict[str, int]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            if is_choice(name):
                self._default_choice(name)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = self.lines.get(name, 6)
                limit_text(field)
        self.helper.layout = Layout(*(name for name in self.fields if not is_choice(name)))

    def _default_choice(self, name: str) -> None:
        """A form without the choice of a figure means its default."""
        default = self._meta.model._meta.get_field(name).get_default()
        self.fields[name].empty_value = default  # type: ignore[attr-defined]


def is_choice(name: str) -> bool:
    """Is the field the choice of how a figure is printed? It stands beside the figure's rows."""
    return name in FIGURE_FIELDS


def limit_text(field: forms.Field) -> None:
    """Refuse a text that is longer than any chapter, and say by how much."""

    def check(value: str) -> None:
        if len(value) > TEXT_LIMIT:
            raise forms.ValidationError(
                f"{field.label}は{TEXT_LIMIT:,}文字までで入力してください（現在{len(value):,}文字です）。"
                "続きは章を追加して書けます。"
            )

    field.validators.append(check)
