"""Which two editions are laid side by side."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from smartplan.web.forms import Form


class ComparisonForm(Form):
    """Two closed editions, or one and the plan of today; sent by GET as `from` and `to`."""

    mark_optional = False

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = forms.ChoiceField(label="旧（変更前）", choices=choices)
        self.fields["to"] = forms.ChoiceField(label="新（変更後）", choices=choices)
        self.helper.layout = Layout("from", "to")

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("from") and chosen.get("from") == chosen.get("to"):
            self.add_error("to", "新（変更後）には、旧（変更前）と別の版を選んでください。")
        return chosen
