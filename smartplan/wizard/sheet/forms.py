"""The filled Excel file that comes back."""

from __future__ import annotations

from django import forms

from smartplan.intake.sheets.bounds import LARGEST_FILE
from smartplan.web.forms import Form


class SheetForm(Form):
    rows = forms.ChoiceField(label="取り込むシート", widget=forms.RadioSelect)
    file = forms.FileField(
        label="記入したExcelのファイル",
        help_text="「書き出し」で作ったExcelのファイル（.xlsx、5 MBまで）",
        error_messages={"required": "記入したExcelのファイルを選んでください。"},
    )

    def __init__(self, *args: object, rows: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = rows  # type: ignore[attr-defined]
        self.fields["rows"].initial = rows[0][0]

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("ファイルが大きすぎます。5 MBまでにしてください。")
        content: bytes = file.read()
        return content
