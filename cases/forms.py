"""The admin's forms: one case, and the two steps of the CSV import."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm

from cases.cells import case_number
from cases.history import end_edit, is_being_edited
from cases.models import Case, PolicyField, Source
from cases.rules import problems_of
from smartplan.japanese.text import clean_text
from smartplan.municipalities.lookup import NoneOrManyError, municipality_of
from smartplan.municipalities.models import Municipality

_WITH_CODE = re.compile("[（(]([0-9]{6})[）)]$")
_LINKS = ("sections", "stages", "tracks", "fields")


def name_the_fields(form: forms.BaseForm) -> None:
    """Error messages that name the field and say what to do."""
    for field in form.fields.values():
        chosen = isinstance(field, forms.ChoiceField | forms.FileField)
        verb = "選んで" if chosen else "入力して"
        field.error_messages["required"] = f"{field.label}を{verb}ください。"


def find_town(text: str) -> Municipality | None:
    """The municipality with this code, name, or name after its prefecture."""
    if not text:
        return None
    if as_shown := _WITH_CODE.search(text):
        text = as_shown[1]
    try:
        return municipality_of(text)
    except NoneOrManyError as error:
        raise forms.ValidationError(str(error)) from error


class CleanForm(forms.ModelForm):
    """Messages that name the field; texts without what nobody sees."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_fields(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = clean_text(value)
        return cleaned


class SourceForm(CleanForm):
    """A document that cases come from."""

    url = forms.URLField(
        label="所在（URL）",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "所在（URL）は、https:// から始まる形で入力してください。"},
    )

    class Meta:
        model = Source
        fields = ("title", "publisher", "edition", "as_of", "url", "note")
        error_messages = {
            "title": {"unique": "この資料名は登録されています。別の資料名を入力してください。"}
        }


class PolicyFieldForm(CleanForm):
    """The name of a policy field; the mark that divides names in the CSV cannot be part of one."""

    class Meta:
        model = PolicyField
        fields = ("name", "position")
        error_messages = {
            "name": {"unique": "この分野は登録されています。別の名称を入力してください。"}
        }

    def clean_name(self) -> str:
        name = clean_text(self.cleaned_data["name"])
        if ";" in name or "；" in name:
            raise forms.ValidationError("分野の名称に「；」は使えません。")
        return name


class CaseForm(CleanForm):
    """One case; everything that a planner reads is written here."""

    town = forms.CharField(
        label="地方公共団体",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"size": 40}),
        help_text="一つの地方公共団体の事例であるときだけ、6桁の団体コードか、都道府県からの名前で"
        "入力します（例：072028、福島県会津若松市）。国や複数の団体の事例では空欄にします。",
    )

    class Meta:
        model = Case
        exclude = ("municipality",)  # noqa: DJ006  the admin's fieldsets name the fields
        widgets = {
            **dict.fromkeys(_LINKS, forms.CheckboxSelectMultiple),
            "title": forms.TextInput(attrs={"size": 80}),
            "page": forms.TextInput(attrs={"size": 60}),
        }
        error_messages = {
            "number": {
                "unique": "この事例番号は、ほかの事例で使われています。別の番号を入力してください。"
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if town := self.instance.municipality:
            self.initial["town"] = f"{town.full_name}（{town.code}）"
        if past := getattr(self.instance, "_history", None):
            self._show_past_links(past)

    def _show_past_links(self, past: Any) -> None:
        """Bringing back an earlier version also brings back what it was linked to then."""
        for name in _LINKS:
            row = self.fields[name].queryset.model._meta.model_name  # type: ignore[attr-defined]
            self.initial[name] = list(getattr(past, name).values_list(f"{row}_id", flat=True))

    def clean_number(self) -> str:
        return case_number(self.cleaned_data["number"])

    def clean_town(self) -> Municipality | None:
        text = clean_text(self.cleaned_data["town"]).strip()
        if text and text == self.initial.get("town"):
            return self.instance.municipality
        return find_town(text)

    def _post_clean(self) -> None:
        if "town" in self.cleaned_data:
            town = self.instance.municipality = self.cleaned_data["town"]
            if town and not self.cleaned_data.get("prefecture"):
                self.cleaned_data["prefecture"] = town.prefecture
        super()._post_clean()  # type: ignore[misc]
        has_sections = bool(self.cleaned_data.get("sections"))
        for name, problem in problems_of(self.instance, has_sections=has_sections):
            shown = "town" if name == "municipality" else name
            if shown in self.fields and shown not in self.errors:
                self.add_error(shown, problem)

    def _save_m2m(self) -> None:
        if is_being_edited(self.instance):
            super()._save_m2m()  # type: ignore[misc]
            end_edit(self.instance)


class CsvImportForm(ImportForm):
    """Step one: the file. The only format is CSV, whatever its encoding."""

    import_file = forms.FileField(
        label="CSVファイル",
        error_messages={
            "empty": "ファイルが空です。見出しの行と事例の行があるCSVを選んでください。",
            "missing": "CSVファイルを選んでください。",
            "invalid": "CSVファイルを選んでください。",
            "max_length": "ファイル名が長すぎます。短い名前にしてください。",
        },
        max_length=200,
    )

    def __init__(self, formats: Any, resources: Any, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        name_the_fields(self)
        self.fields["format"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["resource"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_format(self) -> str:
        return "0"

    def clean_resource(self) -> str:
        return "0"

    @property
    def media(self) -> forms.Media:
        return forms.Media()


class CsvConfirmForm(ConfirmImportForm):
    """Step two: yes, write what the preview showed."""

    import_file_name = forms.CharField(
        widget=forms.HiddenInput, validators=[RegexValidator("^[0-9a-f]{32}$")]
    )
    original_file_name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    format = forms.CharField(widget=forms.HiddenInput, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=100)


class CsvExportForm(ExportForm):
    """The encoding of the file to write."""

    def __init__(self, formats: Any, resources: Any, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        kind = self.fields["format"]
        kind.label = "形式"
        kind.widget = forms.RadioSelect()
        kind.choices = [(str(place), one().get_title()) for place, one in enumerate(formats)]
        kind.initial = "0"
        kind.error_messages["invalid_choice"] = "形式を選んでください。"
        name_the_fields(self)
        self.fields["resource"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["export_items"].required = False

    def clean_resource(self) -> str:
        return "0"
