"""The history pages of the admin in Japanese: the library that makes them has no Japanese words."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.template_utils import HistoricalRecordContextHelper

_KINDS = {"+": "登録", "~": "変更", "-": "削除"}
_NOTHING = "（空欄）"


class JapaneseChanges(HistoricalRecordContextHelper):
    """What one edit changed, with the names people know instead of codes and lists."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        prepared = super().prepare_delta_change_value(change, value)
        if isinstance(field, models.ManyToManyField):
            return "、".join(str(row) for row in prepared) or _NOTHING
        if field.choices:
            prepared = dict(field.flatchoices).get(prepared, prepared)
        return str(prepared) if prepared not in (None, "") else _NOTHING


class JapaneseHistory:
    """For an admin with history: our own templates, which the strict policy lets through."""

    object_history_template = "admin/cases/case/history.html"
    object_history_list_template = "admin/cases/case/_history_list.html"
    object_history_form_template = "admin/cases/case/history_form.html"
    history_list_per_page = 50

    def history_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """The library hands the id to the database as it stands in the address."""
        _insist_on_number(object_id)
        return super().history_view(request, object_id, *args)  # type: ignore[misc]

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, *args: Any
    ) -> HttpResponse:
        _insist_on_number(object_id)
        _insist_on_number(version_id)
        return super().history_form_view(request, object_id, version_id, *args)  # type: ignore[misc]

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> JapaneseChanges:
        return JapaneseChanges(self.model, historical_record)  # type: ignore[attr-defined]

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, *args: Any, **kwargs: Any
    ) -> None:
        super().set_history_delta_changes(request, historical_records, *args, **kwargs)  # type: ignore[misc]
        for record in historical_records:
            record.kind_in_words = _KINDS[record.history_type]

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        return f"変更履歴：{obj}"

    def history_form_view_title(self, request: HttpRequest, obj: Any) -> str:
        return f"以前の内容：{obj}"


def _insist_on_number(object_id: str) -> None:
    if not (object_id.isascii() and object_id.isdecimal() and len(object_id) < 19):
        raise Http404
