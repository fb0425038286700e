"""The box into which a table from Excel is pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from smartplan.web.forms import Form

ADD, UPDATE = "add", "update"
LONGEST = 3_000_000


class PasteForm(Form):
    # No CharField: that would cut the tabs at the end of a line, which stand for empty cells.
    pasted = forms.Field(
        label="Excelの表",
        widget=forms.Textarea({"rows": 10}),
        help_text="Excelで表の範囲を選んでコピーし、ここに貼り付けます。1行目に見出しがあっても構いません。",
        error_messages={
            "required": "Excelの表を貼り付けてください。",
            "max_length": f"一度に貼り付けられるのは{LONGEST:,}文字までです。"
            "表を分けて貼り付けてください。",
        },
        validators=[MaxLengthValidator(LONGEST)],
    )
    mode = forms.ChoiceField(
        label="いまある行",
        initial=ADD,
        widget=forms.RadioSelect,
        required=False,
        help_text="書き換えるときも、貼り付けた表にない列は、今の内容のまま残ります。"
        "表にない行は、確認の画面で選ばないかぎり削除しません。",
    )

    def __init__(self, *args: Any, named_by: str, **kwargs: Any) -> None:
        """`named_by`: the columns by which a row is found, in words."""
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = (  # type: ignore[attr-defined]
            (ADD, "残して、その後ろに加える"),
            (UPDATE, f"{named_by}が同じ行を書き換え、新しい行は後ろに加える"),
        )

    @property
    def updates(self) -> bool:
        """Do the pasted rows change those that are there?"""
        return bool(self.cleaned_data["mode"] == UPDATE)
