"""What every form shares: how text is cleaned, and how a mistake is worded.

Every form of ours derives from `Form` or `ModelForm`. Errors name the field and say what to do;
nothing typed is cut off by the browser, so length is judged here and not by `maxlength`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.utils import pretty_name

from smartplan.japanese.numbers import parse_number
from smartplan.japanese.text import clean_text

DASHES = BLANK_CHOICE_DASH[0][1]
CHOOSE = "選択してください"
NO_CHOICE = "（選択なし）"

TYPED = "{label}を入力してください。"
CHOSEN = "{label}を選んでください。"
ANOTHER_CHOICE = "{label}は、一覧にあるものから選び直してください。"
MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": TYPED},
    forms.CharField: {
        "required": TYPED,
        "max_length": "{label}は%(limit_value)s文字以内で入力してください"
        "（入力されたのは%(show_value)s文字です）。",
        "min_length": "{label}は%(limit_value)s文字以上で入力してください"
        "（入力されたのは%(show_value)s文字です）。",
    },
    forms.IntegerField: {
        "required": TYPED,
        "invalid": "{label}は整数で入力してください。",
        "max_value": "{label}は%(limit_value)s以下の数で入力してください。",
        "min_value": "{label}は%(limit_value)s以上の数で入力してください。",
    },
    forms.DecimalField: {
        "invalid": "{label}は数字で入力してください。",
        "max_digits": "{label}は全体で%(max)s桁以内で入力してください。",
        "max_decimal_places": "{label}は小数点以下%(max)s桁以内で入力してください。",
        "max_whole_digits": "{label}は整数部分を%(max)s桁以内で入力してください。",
    },
    forms.DateField: {
        "required": TYPED,
        "invalid": "{label}は「2026-04-01」のような日付で入力してください。",
    },
    forms.EmailField: {"invalid": "{label}は「name@example.jp」の形で入力してください。"},
    forms.URLField: {"invalid": "{label}は「https://」で始まるアドレスで入力してください。"},
    forms.BooleanField: {"required": "「{label}」にチェックを入れてください。"},
    forms.ChoiceField: {"required": CHOSEN, "invalid_choice": ANOTHER_CHOICE},
    forms.MultipleChoiceField: {"invalid_list": ANOTHER_CHOICE},
    forms.ModelChoiceField: {"required": CHOSEN, "invalid_choice": ANOTHER_CHOICE},
    forms.ModelMultipleChoiceField: {
        "invalid_list": ANOTHER_CHOICE,
        "invalid_pk_value": ANOTHER_CHOICE,
    },
    forms.FileField: {
        "required": "{label}のファイルを選んでください。",
        "invalid": "{label}のファイルを選び直してください。",
        "missing": "{label}のファイルを選び直してください。",
        "empty": "{label}のファイルが空です。内容のあるファイルを選んでください。",
        "max_length": "{label}のファイル名は%(max)d文字以内にしてください"
        "（現在%(length)d文字です）。",
    },
    forms.ImageField: {
        "invalid_image": "{label}には画像のファイル（PNG、JPEGなど）を選んでください。",
    },
}


class BoundField(forms.BoundField):
    """A field whose error is read before its support text."""

    @property
    def aria_describedby(self) -> str | None:
        described_by = super().aria_describedby
        if not described_by:
            return described_by
        ids = described_by.split()
        return " ".join(sorted(ids, key=lambda one: not one.endswith("_error")))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """A group is wrong as a whole: its fieldset says so, not each of its choices."""
        attrs = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)
        return attrs

    @property
    def first_control_id(self) -> str:
        """Where a link of the error summary leads: the control, or the first of its group."""
        return f"{self.auto_id}_0" if self.use_fieldset else str(self.id_for_label)


class HouseForm(forms.BaseForm):
    """What `Form` and `ModelForm` have in common."""

    bound_field_class = BoundField
    use_required_attribute = False

    mark_optional = True
    """Is ※任意 written at fields that may stay empty? (※必須 always is.)"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the template owns the form element and its token
        for field in self.fields.values():
            _adjust(field)

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            _adjust(field)
            _name_in_messages(field, str(field.label or pretty_name(name)))
        super().full_clean()


class Form(HouseForm, forms.Form):
    """The base of every form without a model."""


class ModelForm(HouseForm, forms.ModelForm):
    """The base of every form that saves a row of a table."""


def _adjust(field: forms.Field) -> None:
    """Adjust one form's own copy of a field, once; also called for fields that were added later."""
    if getattr(field, "is_adjusted", False):
        return
    field.is_adjusted = True  # type: ignore[attr-defined]
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        _take_numbers_as_typed(field)
    elif isinstance(field, forms.CharField):
        _take_text_as_typed(field)
    elif isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = CHOOSE if field.required else NO_CHOICE
    elif isinstance(field, forms.ChoiceField):
        _name_the_empty_choice(field)


def _take_text_as_typed(field: forms.CharField) -> None:
    attrs = field.widget.attrs
    if limit := attrs.pop("maxlength", None):
        attrs["data-limit"] = limit
    attrs.pop("minlength", None)
    if isinstance(field.widget, forms.PasswordInput):
        return
    if isinstance(field.widget, forms.Textarea):
        field.strip = False  # the first paragraph keeps its indent like every other one
        if attrs.get("rows") == "10":  # Django's own default
            attrs["rows"] = "5"
    _replace_to_python(field, partial(_text, field.to_python, field.strip))


def _take_numbers_as_typed(field: forms.IntegerField | forms.DecimalField) -> None:
    """Number inputs of the browser refuse 「１，２００」, so a text input takes their place."""
    if type(field.widget) is forms.NumberInput:
        kept = {
            name: value
            for name, value in field.widget.attrs.items()
            if name not in {"min", "max", "step"}
        }
        widget = forms.TextInput({"inputmode": "numeric", "class": "width-10", **kept})
        widget.is_required = field.widget.is_required
        field.widget = widget
    _replace_to_python(field, partial(_number, field.to_python))


def _replace_to_python(field: forms.Field, to_python: Callable[[Any], Any]) -> None:
    field.to_python = to_python  # type: ignore[method-assign, assignment]


def _text(to_python: Callable[[Any], Any], strip: bool, value: Any) -> Any:
    if isinstance(value, str):
        value = clean_text(value)
        if not strip:
            value = value.strip("\n") if value.strip() else ""
    return to_python(value)


def _number(to_python: Callable[[Any], Any], value: Any) -> Any:
    if isinstance(value, str) and (number := parse_number(value)) is not None:
        value = str(number)
    return to_python(value)


def _name_the_empty_choice(field: forms.ChoiceField) -> None:
    choices = list(field.choices)  # type: ignore[arg-type]
    if choices and tuple(choices[0]) == BLANK_CHOICE_DASH[0]:
        empty = CHOOSE if field.required else NO_CHOICE
        field.choices = [("", empty), *choices[1:]]


def _name_in_messages(field: forms.Field, label: str) -> None:
    """Put our words in place of Django's own, but never of the form's."""
    label = label.replace("%", "%%")
    messages = _messages_of(type(field))  # type: ignore[arg-type]
    for code, (message, djangos) in messages.items():
        if field.error_messages.get(code) == djangos:
            field.error_messages[code] = message.replace("{label}", label)


@cache
def _messages_of(kind: type[forms.Field]) -> dict[str, tuple[str, object]]:
    """Our message and Django's default, by error code, for one class of fields."""
    ours: dict[str, str] = {}
    djangos: dict[str, object] = {}
    for parent in reversed(kind.__mro__):
        ours |= MESSAGES.get(parent, {})
        djangos |= getattr(parent, "default_error_messages", {})
    return {code: (message, djangos.get(code)) for code, message in ours.items()}
