"""Forms of the editions: closing one, opening one as a new plan."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from smartplan.plans.models import Edition
from smartplan.web.forms import Form

NOTE_LENGTH = 2_000


class ClosingForm(Form):
    """What is asked when an edition is closed; with concerns, that they were looked at."""

    edition = forms.ChoiceField(
        label="版",
        choices=Edition.choices,
        widget=forms.RadioSelect,
        help_text="計画の設定の「版」も、ここで選んだものになります。",
    )
    note = forms.CharField(
        label="備考",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例：第2回推進協議会に提出、パブリックコメントの意見を反映",
    )
    acknowledged = forms.BooleanField(label="確認事項が残っていることを承知で、版を確定する")

    def __init__(self, *args: Any, concerns: int, before: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ["edition", "note"]
        if concerns:
            names.append("acknowledged")
        else:
            del self.fields["acknowledged"]
        if before:
            self.fields[
                "edition"
            ].help_text += (
                f"前の版は「{Edition(before).label}」です。それより前の段階の版も選べます。"
            )
        self.helper.layout = Layout(*names)


class OpeningForm(Form):
    title = forms.CharField(label="新しい計画の名称", max_length=100)
