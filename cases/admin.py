"""Curation: cases, their sources and policy fields."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin

from cases.csv_admin import CaseCsvAdmin
from cases.filters import LONGEST_SEARCH
from cases.forms import CaseForm, PolicyFieldForm, SourceForm
from cases.history import begin_edit, brought_back, one_entry
from cases.history_pages import JapaneseHistory
from cases.models import Case, CaseQuerySet, PolicyField, Source
from cases.prefectures import from_north_to_south
from cases.rules import missing_for_publishing
from smartplan.web.templatetags.japanese import era_datetime


class PrefectureFilter(admin.SimpleListFilter):
    """From north to south; Django's own filter would offer a nameless one for the state's cases."""

    title = "都道府県"
    parameter_name = "prefecture"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = Case.objects.order_by().values_list("prefecture", flat=True).distinct()
        return [(name, name) for name in sorted(filter(None, names), key=from_north_to_south)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(prefecture=self.value()) if self.value() else queryset


def next_number() -> str:
    """The number behind the highest one: C081 after C080."""
    numbers = Case._base_manager.values_list("number", flat=True)
    highest = max((int(each[1:]) for each in numbers if each[1:].isdecimal()), default=0)
    return f"C{highest + 1:03}"


@admin.register(Case)
class CaseAdmin(CaseCsvAdmin, JapaneseHistory, SimpleHistoryAdmin):
    form = CaseForm
    list_display = ("number", "title", "prefecture", "actor", "status", "changed_at")
    list_display_links = ("number", "title")
    list_filter = (
        "status",
        "kind",
        "sections",
        "stages",
        "tracks",
        "fields",
        "plan_type",
        "source",
        PrefectureFilter,
    )
    list_select_related = ("source",)
    list_per_page = 50
    search_fields = ("search_text",)
    search_help_text = (
        "番号、題名、取組主体、主題、概要などから探します。"
        "全角と半角、ひらがなとカタカナは区別しません。"
    )
    save_on_top = True
    actions = ("publish", "make_draft", "withdraw")
    fieldsets = (
        (None, {"fields": ("number", "title", "status")}),
        (
            "だれの取組か",
            {"fields": ("kind", "actor", "town", "prefecture", "population_band", "plan_type")},
        ),
        (
            "何の役に立つか",
            {"fields": ("theme", "sections", "stages", "tracks", "fields")},
        ),
        ("内容", {"fields": ("summary", "lessons", "figures", "years")}),
        ("出典", {"fields": ("source", "page", "as_of", "note")}),
    )

    @admin.display(description="更新日時", ordering="updated_at")
    def changed_at(self, case: Case) -> str:
        return era_datetime(case.updated_at)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Sources and fields are deleted on their own pages, not from within a case."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new case is offered the next free number."""
        return {"number": next_number(), **super().get_changeform_initial_data(request)}

    def get_search_results(
        self, request: HttpRequest, queryset: CaseQuerySet, search_term: str
    ) -> tuple[CaseQuerySet, bool]:
        """The same search as on the library's own page."""
        return queryset.matching(search_term[:LONGEST_SEARCH]), False

    def save_model(self, request: HttpRequest, obj: Case, form: Any, change: bool) -> None:
        """An edit that changes nothing leaves the case, its date and its history alone."""
        if change and not form.has_changed() and not brought_back(obj):
            return
        begin_edit(obj)  # the form ends it when the links are saved
        super().save_model(request, obj, form, change)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Only the cases themselves: their links go with them, and plans keep what they quoted."""
        _related, _counts, missing_rights, protected = super().get_deleted_objects(objs, request)
        names = [str(case) for case in objs]
        return names, {"事例": len(names)}, missing_rights, protected

    @admin.action(description="選んだ事例を公開する", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: CaseQuerySet) -> None:
        ready = []
        for case in queryset.select_related("source").prefetch_related("sections"):
            has_sections = bool(case.sections.all())
            problems = [
                text for _name, text in missing_for_publishing(case, has_sections=has_sections)
            ]
            if problems:
                self.message_user(
                    request, f"{case}は公開しませんでした。{''.join(problems)}", messages.ERROR
                )
            else:
                ready.append(case)
        self._set_status(request, ready, Case.Status.PUBLISHED)

    @admin.action(description="選んだ事例を下書きに戻す", permissions=["change"])
    def make_draft(self, request: HttpRequest, queryset: CaseQuerySet) -> None:
        self._set_status(request, queryset, Case.Status.DRAFT)

    @admin.action(description="選んだ事例を取り下げる", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: CaseQuerySet) -> None:
        self._set_status(request, queryset, Case.Status.WITHDRAWN)

    def _set_status(self, request: HttpRequest, cases: Any, status: Case.Status) -> None:
        changed = [case for case in cases if case.status != status]
        for case in changed:
            case.status = status
            with one_entry(case, reason=f"一覧で「{status.label}」にした"):
                case.save()
        if changed:
            self.message_user(
                request, f"事例{len(changed)}件を「{status.label}」にしました。", messages.SUCCESS
            )


class UsedByCases(admin.ModelAdmin):
    """Rows that cases point to: counted, and not deleted while they are used."""

    actions = None
    way_out = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(case_count=Count("cases"))

    @admin.display(description="事例の数", ordering="case_count")
    def case_count(self, row: Any) -> int:
        return row.case_count

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The confirmation, or what to do first when something uses the row."""
        row = self.get_object(request, object_id)
        if row is not None and (use := self.use_of(row)):
            kind = self.opts.verbose_name
            text = f"{kind}「{row}」は、{use}で使われているため削除できません。{self.way_out}"
            self.message_user(request, text, messages.ERROR)
            return redirect(reverse(f"admin:cases_{self.opts.model_name}_change", args=[row.pk]))
        return super().delete_view(request, object_id, extra_context)

    def use_of(self, row: Any) -> str:
        """What uses the row, in words; empty when nothing does."""
        return f"事例{row.case_count}件" if row.case_count else ""


@admin.register(Source)
class SourceAdmin(UsedByCases):
    form = SourceForm
    list_display = ("title", "publisher", "edition", "as_of", "case_count")
    search_fields = ("title", "publisher")
    way_out = "先に、その事例の出典を変えてください。"


@admin.register(PolicyField)
class PolicyFieldAdmin(UsedByCases):
    form = PolicyFieldForm
    list_display = ("name", "position", "case_count")
    search_fields = ("name",)
    way_out = "名称と並び順は変えられます。"

    def use_of(self, row: PolicyField) -> str:
        """Cases, or anything else that points to the field (plans do, and are not named)."""
        if cases := super().use_of(row):
            return cases
        links = (
            link for link in PolicyField._meta.related_objects if link.related_model is not Case
        )
        used = any(getattr(row, str(link.get_accessor_name())).exists() for link in links)
        return "計画など" if used else ""

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Only the field itself."""
        _related, _counts, missing_rights, protected = super().get_deleted_objects(objs, request)
        return [str(row) for row in objs], {"分野": len(objs)}, missing_rights, protected
