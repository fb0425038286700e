"""Municipalities and people in the administration site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from smartplan.municipalities.actions import INVITATION_LIFETIME, new_token, withdraw
from smartplan.municipalities.forms import limit_log_in_name
from smartplan.municipalities.links import join_path
from smartplan.municipalities.models import Division, Invitation, Membership, Municipality, User
from smartplan.web.templatetags.japanese import era_datetime


class AdminLogInForm(AdminAuthenticationForm):
    """The log-in of the administration site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_log_in_name(self)


admin.site.login_form = AdminLogInForm


class Autocomplete(AutocompleteSelect):
    """Shows a forged choice as no choice; Django's own would hand it to the database."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        ids = [one for one in value if str(one).isdecimal() and len(str(one)) < 19]
        return super().optgroups(name, ids, attr)


class ChosenByTyping:
    """For an admin whose `autocomplete_fields` name rows of long tables."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:  # type: ignore[attr-defined]
            kwargs["widget"] = Autocomplete(db_field, admin.site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class DivisionInline(admin.StackedInline):
    """Stacked, for the cells of Django's own tables have no labels."""

    model = Division
    extra = 0
    fields = (("name", "position"),)


class MembershipInline(ChosenByTyping, admin.StackedInline):
    model = Membership
    extra = 0
    fields = (("municipality", "role", "division"),)
    autocomplete_fields = ("municipality", "division")


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    """The list comes from `load_municipalities`; corrections after a merger are made here."""

    list_display = ("code", "name", "kana", "prefecture", "kind", "designated", "fictitious")
    list_display_links = ("code", "name")
    list_filter = ("kind", "designated", "fictitious", "prefecture")
    search_fields = ("code", "name", "kana", "prefecture")
    inlines = (DivisionInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Municipality | None = None) -> bool:
        return False

    def get_readonly_fields(
        self, request: HttpRequest, obj: Municipality | None = None
    ) -> tuple[str, ...]:
        return ("code",) if obj else ()


@admin.register(Division)
class DivisionAdmin(ChosenByTyping, admin.ModelAdmin):
    list_display = ("name", "municipality", "position")
    search_fields = ("name", "municipality__name", "municipality__code")
    autocomplete_fields = ("municipality",)
    list_select_related = ("municipality",)


class UserAddForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "name")


class UserEditForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
"""The fields that give rights in the administration site."""


@admin.register(User)
class PersonAdmin(UserAdmin):
    """A person with the municipalities they belong to: also how the first manager is made."""

    form = UserEditForm
    add_form = UserAddForm
    list_display = ("username", "name", "is_active", "is_staff", "last_logged_in")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("username", "name", "memberships__municipality__name")
    ordering = ("username",)
    readonly_fields = ("last_login", "date_joined")
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email")}),
        (
            "権限",
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        ("日時", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "name", "usable_password", "password1", "password2"),
            },
        ),
    )

    @admin.display(description="最後のログイン", ordering="last_login")
    def last_logged_in(self, person: User) -> str:
        return era_datetime(person.last_login)

    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[str] | tuple[Any, ...]:
        """Rights in the administration site are given by those who have all of them."""
        readonly = super().get_readonly_fields(request, obj)
        return readonly if _has_all_rights(request) else (*readonly, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever sets a person's password can become that person."""
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _has_all_rights(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    """Accounts with rights in the administration site are kept by those who have all of them."""
    if person is None or _has_all_rights(request):
        return True
    return not (person.is_staff or person.is_superuser)


@admin.register(Invitation)
class InvitationAdmin(ChosenByTyping, admin.ModelAdmin):
    """Invitations; the link of a new one is shown once, after saving."""

    list_display = ("name", "municipality", "role", "state", "invited_by", "until")
    list_filter = ("role",)
    list_select_related = ("municipality", "invited_by")
    search_fields = ("name", "municipality__name", "municipality__code")
    autocomplete_fields = ("municipality", "division")
    readonly_fields = ("invited_by", "expires_at", "used_at", "used_by", "withdrawn_at")
    actions = ("withdraw_selected",)

    @admin.display(description="状態")
    def state(self, invitation: Invitation) -> str:
        return str(invitation.state_at(timezone.now()).label)

    @admin.display(description="有効期限", ordering="expires_at")
    def until(self, invitation: Invitation) -> str:
        return era_datetime(invitation.expires_at)

    @admin.action(description="選択した招待を取り消す", permissions=("change",))
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        now = timezone.now()
        done = sum(withdraw(invitation=invitation, now=now) for invitation in queryset)
        messages.success(request, f"{done}件の招待を取り消しました。")

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """What was sent is not rewritten, only withdrawn."""
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        token = new_token()
        obj.token_hash = Invitation.hash_of(token)
        obj.invited_by = request.user  # type: ignore[assignment]
        obj.expires_at = timezone.now() + INVITATION_LIFETIME
        super().save_model(request, obj, form, change)
        link = request.build_absolute_uri(join_path(token))
        messages.warning(
            request, f"{obj.name}さんに渡すリンク（今だけ表示します。一度だけ使えます）：{link}"
        )
