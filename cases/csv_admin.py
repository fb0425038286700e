"""The CSV pages of the admin: choose a file, see what it changes, confirm; and the download."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from tablib import Dataset

from cases.csv_files import Cp932Csv, CsvProblemError, Utf8Csv, read_table
from cases.forms import CsvConfirmForm, CsvExportForm, CsvImportForm
from cases.resources import CaseResource
from cases.stamp import library_stamp
from cases.uploads import remove_old_uploads

_HEADINGS = [field.column_name for field in CaseResource().get_import_fields()]


class CasesCsv(Utf8Csv):
    """A file of cases, UTF-8 or CP932."""

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> Dataset:
        return read_table(in_stream, known=_HEADINGS, required=["事例番号"])


class CaseCsvAdmin(ImportExportMixin):
    """Import and export of cases, with a preview before anything is written."""

    resource_classes = [CaseResource]
    import_formats = [CasesCsv]
    export_formats = [Utf8Csv, Cp932Csv]
    import_form_class = CsvImportForm
    confirm_form_class = CsvConfirmForm
    export_form_class = CsvExportForm
    import_export_change_list_template = "admin/cases/case/change_list.html"
    import_template_name = "admin/cases/case/import.html"
    export_template_name = "admin/cases/case/export.html"
    skip_admin_log = True  # the history of each case tells it in Japanese

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Any) -> str:
        return f"cases-{localdate():%Y%m%d}-{file_format.written_encoding[:5]}.csv"

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """The download; a filter in the address that does not exist is dropped."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            messages.warning(request, "一覧の絞り込みの条件を読み取れないため、外しました。")
            return redirect(request.path)

    def get_confirm_form_initial(self, request: HttpRequest, import_form: Any) -> dict[str, Any]:
        initial = super().get_confirm_form_initial(request, import_form)
        return initial | {"stamp": library_stamp()}

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        known = isinstance(e, CsvProblemError)
        form.add_error("import_file", str(e) if known else "このファイルは読み取れません。")

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Step one: read the file and show what it would change; a refused file is not kept."""
        remove_old_uploads(now=timezone.now())
        response = super().import_action(request, **kwargs)
        context = response.context_data
        context["headings"] = _HEADINGS
        sent = context["form"].files.get("import_file")
        if "confirm_form" not in context and (name := getattr(sent, "tmp_storage_name", "")):
            self._storage(name).remove()
        return response

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Step two: write what was confirmed, unless the library changed since the preview."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = CsvConfirmForm(request.POST)
        again = HttpResponseRedirect("../import/")
        if not form.is_valid():
            messages.error(
                request, "確認の画面からやり直してください。もう一度ファイルを選びます。"
            )
            return again
        storage = self._storage(form.cleaned_data["import_file_name"])
        try:
            dataset = CasesCsv().create_dataset(storage.read())
        except (OSError, CsvProblemError):
            messages.error(
                request, "確認したファイルが残っていません。もう一度ファイルを選んでください。"
            )
            return again
        if form.cleaned_data["stamp"] != library_stamp():
            messages.error(
                request,
                "確認している間に、ほかの人が事例を変更しました。何も取り込んでいません。"
                "もう一度ファイルを選び、変更の内容を確かめてください。",
            )
            return again
        result = self.process_dataset(dataset, form, request, rollback_on_validation_errors=True)
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, "取り込めない行があるため、何も取り込んでいません。")
            return again
        storage.remove()
        return self.process_result(result, request)

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        counts = result.totals
        messages.success(
            request,
            f"CSVを取り込みました。新しい事例{counts['new']}件、変更した事例{counts['update']}件、"
            f"変更のない事例{counts['skip']}件です。",
        )

    def _storage(self, name: str) -> Any:
        return self.get_tmp_storage_class()(name=name, read_mode="rb")
