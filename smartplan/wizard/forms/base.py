"""The base of the text forms of the chapters."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from smartplan.web.forms import ModelForm
from smartplan.wizard.columns import TEXT_LIMIT


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
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = self.lines.get(name, 6)
                limit_text(field)
        self.helper.layout = Layout(*self.fields)


def limit_text(field: forms.Field) -> None:
    """Refuse a text that is longer than any chapter, and say by how much."""

    def check(value: str) -> None:
        if len(value) > TEXT_LIMIT:
            raise forms.ValidationError(
                f"{field.label}は{TEXT_LIMIT:,}文字までで入力してください（いま{len(value):,}文字です）。"
                "続きは章を追加して書けます。"
            )

    field.validators.append(check)
