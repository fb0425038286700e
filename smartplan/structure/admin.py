"""The structure in the admin: curators edit the wording; the codes are fixed by the program."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.forms import Textarea, TextInput
from django.http import HttpRequest

from smartplan.structure.guidance import clear_guidance
from smartplan.structure.models import (
    Activity,
    GuidingQuestion,
    ModelItem,
    PlanType,
    PlanTypeAttribute,
    Section,
    SectionExample,
    SectionStyle,
    SecurityCategory,
    Stage,
    StageTask,
    Tenet,
    Track,
)

SHORT_TEXTS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 80})},
    models.CharField: {"widget": TextInput(attrs={"size": 70})},
}
SOURCE = ("source", "edition", "remark")


class WordingAdmin(admin.ModelAdmin):
    """Wording that pages show from a cache: a saved change drops what is cached."""

    list_per_page = 50
    save_on_top = True
    formfield_overrides = SHORT_TEXTS

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        transaction.on_commit(clear_guidance)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        transaction.on_commit(clear_guidance)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        transaction.on_commit(clear_guidance)


class FixedAdmin(WordingAdmin):
    """Rows whose codes the program knows: only their wording changes."""

    readonly_fields = ("key",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class QuestionInline(admin.StackedInline):
    model = GuidingQuestion
    fields = ("position", "text", "hint", *SOURCE)
    formfield_overrides = SHORT_TEXTS
    extra = 0


class StyleInline(admin.StackedInline):
    """The program offers these styles and no others."""

    model = SectionStyle
    fields = ("key", "position", "name", "description", *SOURCE)
    readonly_fields = ("key",)
    formfield_overrides = SHORT_TEXTS
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ExampleInline(admin.StackedInline):
    model = SectionExample
    fields = ("position", "city", "note", "case_number", *SOURCE)
    formfield_overrides = SHORT_TEXTS
    extra = 0


class TaskInline(admin.StackedInline):
    model = StageTask
    fields = ("kind", "position", "title", "description", *SOURCE)
    formfield_overrides = SHORT_TEXTS
    extra = 0


class ActivityInline(admin.StackedInline):
    model = Activity
    fields = ("track", "position", "text", *SOURCE)
    formfield_overrides = SHORT_TEXTS
    extra = 0


class AttributeInline(admin.StackedInline):
    model = PlanTypeAttribute
    fields = ("position", "label", "text", *SOURCE)
    formfield_overrides = SHORT_TEXTS
    extra = 0


@admin.register(Section)
class SectionAdmin(FixedAdmin):
    list_display = ("name", "position", "source", "edition")
    search_fields = ("name", "summary", "points", "questions__text", "questions__hint")
    fields = ("key", "position", "name", "summary", "points", *SOURCE)
    inlines = (QuestionInline, StyleInline, ExampleInline)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Only some sections are written in one of several styles."""
        without = () if obj and obj.styles.exists() else (StyleInline,)
        return [inline for inline in self.inlines if inline not in without]


@admin.register(Stage)
class StageAdmin(FixedAdmin):
    list_display = ("name", "position", "definition", "source", "edition")
    search_fields = ("name", "definition", "lead", "tasks__title", "tasks__description")
    fields = ("key", "position", "name", "definition", "lead", *SOURCE)
    inlines = (TaskInline, ActivityInline)


@admin.register(Track)
class TrackAdmin(FixedAdmin):
    list_display = ("name", "position", "goal", "source", "edition")
    search_fields = ("name", "goal", "description")
    fields = ("key", "position", "name", "goal", "description", *SOURCE)


@admin.register(PlanType)
class PlanTypeAdmin(FixedAdmin):
    list_display = ("name", "position", "description", "source", "edition")
    search_fields = ("name", "description", "attributes__label", "attributes__text")
    fields = ("key", "position", "name", "description", *SOURCE)
    inlines = (AttributeInline,)


@admin.register(ModelItem)
class ModelItemAdmin(FixedAdmin):
    list_display = ("name", "position", "home", "source", "edition")
    list_filter = ("sections",)
    search_fields = ("name", "content", "home")
    fields = ("key", "position", "name", "content", "sections", "home", *SOURCE)
    filter_horizontal = ("sections",)


@admin.register(Tenet)
class TenetAdmin(WordingAdmin):
    list_display = ("name", "kind", "position", "source", "edition")
    list_filter = ("kind",)
    search_fields = ("name", "description")
    fields = ("kind", "position", "name", "description", *SOURCE)


@admin.register(SecurityCategory)
class SecurityCategoryAdmin(FixedAdmin):
    list_display = ("name", "position", "description", "source", "edition")
    search_fields = ("name", "description", "examples")
    fields = ("key", "position", "name", "description", "examples", *SOURCE)
