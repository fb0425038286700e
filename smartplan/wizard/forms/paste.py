"""The box into which a table from Excel is pasted."""

from __future__ import annotations

from django import forms

from smartplan.web.forms import Form

ADD, REPLACE = "add", "replace"
LONGEST = 3_000_000


class PasteForm(Form):
    pasted = forms.CharField(
        label="Excelの表",
        widget=forms.Textarea({"rows": 10}),
        help_text="Excelで表の範囲を選んでコピーし、ここに貼り付けます。1行目に見出しがあっても構いません。",
        error_messages={"required": "Excelの表を貼り付けてください。"},
        max_length=LONGEST,
    )
    mode = forms.ChoiceField(
        label="いまある行",
        choices=((ADD, "残して、その後ろに加える"), (REPLACE, "貼り付けた表に入れ替える")),
        initial=ADD,
        widget=forms.RadioSelect,
        required=False,
        help_text="入れ替えるときは、1列目が同じ行は内容だけを変え、施策などとのつながりを残します。",
    )
