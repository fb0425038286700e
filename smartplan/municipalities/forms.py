"""The forms of accounts, members and divisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
    UserCreationForm,
    UsernameField,
)
from django.core.validators import MaxLengthValidator

from smartplan.municipalities.models import Division, Membership, Municipality, Role, User
from smartplan.web.forms import Form, ModelForm

STRENGTH = "8文字以上。数字だけのもの、よく使われるもの、ログイン名や氏名に似たものは使えません。"
ROLES = (
    (Role.VIEWER, "閲覧者：計画を読みます"),
    (Role.EDITOR, "編集者：計画を作り、書きます"),
    (Role.MANAGER, "管理者：編集者の仕事に加え、利用者と課を管理します"),
)
NAME_TAKEN = "同じ名称の課がすでにあります。ほかの名称を入力してください。"


def _name_fields(form: forms.BaseForm, labels: dict[str, tuple[str, str]]) -> None:
    """Give fields that come from Django our labels and support texts."""
    for name, (label, help_text) in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = help_text


def limit_log_in_name(form: AuthenticationForm) -> None:
    """Refuse what cannot be a log-in name: the table of failed attempts could not store it.

    Django's form only hands the limit to the browser.
    """
    username = form.fields["username"]
    username.validators.append(MaxLengthValidator(username.max_length))  # type: ignore[attr-defined]


class LogInForm(Form, AuthenticationForm):
    """Log-in name and password."""

    error_messages = {
        "invalid_login": (
            "ログイン名またはパスワードが違います。"
            "大文字と小文字の別を確かめて、もう一度入力してください。"
        ),
        "inactive": "このアカウントは停止されています。システムの管理者に連絡してください。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(self, {"username": ("ログイン名", ""), "password": ("パスワード", "")})
        limit_log_in_name(self)


class AccountForm(ModelForm):
    """The name by which colleagues know the user."""

    class Meta:
        model = User
        fields = ("name",)
        help_texts = {"name": "計画の担当者や、最後に保存した人として表示されます。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class ChangePasswordForm(Form, PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": "今のパスワードが違います。もう一度入力してください。",
        "password_mismatch": "2つの新しいパスワードが違います。同じものを2回入力してください。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(
            self,
            {
                "old_password": ("今のパスワード", ""),
                "new_password1": ("新しいパスワード", STRENGTH),
                "new_password2": ("新しいパスワード（もう一度）", ""),
            },
        )


class NewPasswordForm(Form, SetPasswordForm):
    """A new password, twice, for whoever holds a password link."""

    error_messages = {"password_mismatch": ChangePasswordForm.error_messages["password_mismatch"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(
            self,
            {
                "new_password1": ("新しいパスワード", STRENGTH),
                "new_password2": ("新しいパスワード（もう一度）", ""),
            },
        )


class JoinForm(ModelForm, UserCreationForm):
    """The account of a person who comes with an invitation."""

    error_messages = {
        "password_mismatch": "2つのパスワードが違います。同じものを2回入力してください。"
    }

    class Meta:
        model = User
        fields = ("username", "name")
        field_classes = {"username": UsernameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(
            self,
            {
                "username": (
                    "ログイン名",
                    "ログインするときに使います。文字、数字と @ . + - _ が使えます。例：tanaka-h",
                ),
                "name": ("氏名", "計画の担当者や、最後に保存した人として表示されます。"),
                "password1": ("パスワード", STRENGTH),
                "password2": ("パスワード（もう一度）", ""),
            },
        )
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        taken = "このログイン名は使われています。ほかのログイン名を入力してください。"
        self.fields["username"].error_messages["unique"] = taken
        self.fields["username"].error_messages["invalid"] = (
            "ログイン名には、文字、数字と @ . + - _ だけを使ってください。"
        )

    def clean_username(self) -> str:
        """Refuse a name that differs from another only in capitals."""
        username = self.cleaned_data.get("username", "")
        if username and User.objects.filter(username__iexact=username).exists():
            self.add_error("username", self.fields["username"].error_messages["unique"])
        return username


class RoleField(forms.ChoiceField):
    """A role with what it may do."""

    def __init__(self) -> None:
        super().__init__(label="権限", choices=ROLES, widget=forms.RadioSelect)


class InvitationForm(Form):
    """Who is to join a municipality, and as what."""

    name = forms.CharField(
        label="氏名", max_length=60, help_text="招待する人の氏名。本人があとで直せます。"
    )
    role = RoleField()
    division = forms.ModelChoiceField(
        label="課", queryset=Division.objects.none(), required=False, empty_label="決めない"
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"role": Role.EDITOR})
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = municipality.divisions.all()  # type: ignore[attr-defined]


class MembershipForm(ModelForm):
    """The role and division of a member, and the name where the manager may correct it."""

    name = forms.CharField(
        label="氏名",
        max_length=60,
        help_text="計画の担当者や、最後に保存した人として表示されます。本人も直せます。",
    )
    role = RoleField()

    class Meta:
        model = Membership
        fields = ("role", "division")

    field_order = ("name", "role", "division")

    def __init__(self, *args: Any, with_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = self.instance.user.name
        if not with_name:
            del self.fields["name"]
        division = self.fields["division"]
        division.queryset = self.instance.municipality.divisions.all()  # type: ignore[attr-defined]
        division.empty_label = "決めない"  # type: ignore[attr-defined]


class DivisionForm(ModelForm):
    """The name of a division."""

    class Meta:
        model = Division
        fields = ("name",)
        help_texts = {"name": "例：企画部 デジタル推進課"}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = Division.objects.filter(municipality=self.instance.municipality, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return name
