"""Paste a table from Excel: look at it first, then take it over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.intake.pasted_table import MOST_ROWS, Pasted, read_pasted
from smartplan.plans import access
from smartplan.plans.models import Chapter
from smartplan.plans.reading import read_plan
from smartplan.plans.saving import Saved
from smartplan.plans.sections.tables import RowTable, TableInPlan
from smartplan.web.once import once
from smartplan.wizard.paste.forms import PasteForm
from smartplan.wizard.paste.preview import Preview, names_of_hindrances
from smartplan.wizard.paste.saving import TakenOver, mark_of_table, take_over
from smartplan.wizard.people import people_of, user_of
from smartplan.wizard.posted import mark_of_form
from smartplan.wizard.steps import step_of

NEWER = (
    "確認の画面を表示したあとで、ほかの人が保存したか、貼り付けた表や「いまある行」の選び方が変わりました。"
    "まだ取り込んでいません。今の内容を確かめて、もう一度押してください。"
)
MEANWHILE = (
    "取り込もうとしたあいだに、次のところが変わりました：{names}。"
    "まだ取り込んでいません。今の内容を確かめて、もう一度押してください。"
)


@dataclass
class PastePage:
    """The page as it stands: the plan's rows, the form, and the table once it was read."""

    chapter: Chapter
    table: TableInPlan
    form: PasteForm
    pasted: Pasted | None = None

    @cached_property
    def preview(self) -> Preview | None:
        if self.pasted is None or self.pasted.refusal:
            return None
        return Preview(self.table, self.pasted)


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, chapter_id: int, rows: str) -> HttpResponse:
    """The pasted text stays in its box through every preview; only the last step stores it."""
    chapter = access.editable_chapter(request, chapter_id)
    definition = step_of(chapter).pasted(rows)
    if definition is None:
        raise Http404
    page = _page(request, chapter, definition)
    if page.form.errors:
        return _response(request, page, status=422)
    if page.pasted is None or request.POST.get("do") != "confirm":
        return _response(request, page)
    return _confirm(request, page)


def _page(request: HttpRequest, chapter: Chapter, definition: RowTable) -> PastePage:
    """Read the plan, and what was sent if anything was."""
    people = people_of(chapter.plan.municipality)
    table = definition.in_plan(read_plan(chapter.plan), people.policy_fields)
    named_by = "と".join(f"「{table.labels[name]}」" for name in definition.identifying)
    if request.method != "POST":
        return PastePage(chapter, table, PasteForm(named_by=named_by))
    page = PastePage(chapter, table, PasteForm(request.POST, named_by=named_by))
    if page.form.is_valid():
        text = page.form.cleaned_data["pasted"]
        page.pasted = read_pasted(text, table, update=page.form.updates)
        if page.pasted.refusal:
            page.form.add_error("pasted", page.pasted.refusal)
    return page


def _confirm(request: HttpRequest, page: PastePage) -> HttpResponse:
    assert page.pasted is not None  # noqa: S101 - only what was read is confirmed
    assert page.preview is not None  # noqa: S101 - and what was refused is not
    # Rows that are added take nothing away; what is changed must be what the person has seen.
    if page.pasted.update and request.POST.get("seen") != page.preview.mark:
        page.form.add_error(None, NEWER)
        return _response(request, page, status=409)
    return once(request, lambda: _taken_over(request, page))


def _taken_over(request: HttpRequest, page: PastePage) -> HttpResponse:
    assert page.pasted is not None  # noqa: S101 - only what was read is taken over
    taken = take_over(
        page.table,
        page.pasted,
        mark=mark_of_table(mark_of_form(request.POST), page.form.cleaned_data["pasted"]),
        remove="remove" in request.POST,
        by=user_of(request),
        at=timezone.now(),
    )
    if not taken.saved.is_whole:
        return _not_taken_over(request, page, taken.saved)
    messages.success(request, _message(page, taken))
    here = reverse("wizard:chapter", args=[page.chapter.pk])
    return redirect(f"{here}#{page.table.rows_name}")


def _not_taken_over(request: HttpRequest, page: PastePage, saved: Saved) -> HttpResponse:
    """The table once more, beside the plan as it is by now."""
    again = _page(request, page.chapter, page.table.table)
    names = names_of_hindrances(page.table, saved)
    again.form.add_error(None, MEANWHILE.format(names="、".join(names)))
    return _response(request, again, status=409)


def _message(page: PastePage, taken: TakenOver) -> str:
    title = page.table.table.title
    if not taken.saved.changed:
        return f"{title}に変わる行はありませんでした。"
    if page.pasted and not page.pasted.update:
        return f"{title}に{taken.added}行を取り込みました。"
    counts = f"追加{taken.added}行、変更{taken.changed}行、削除{taken.removed}行"
    undo = "削除した行は、変更の履歴から元に戻せます。" if taken.removed else ""
    return f"{title}に取り込みました：{counts}。{undo}"


def _response(request: HttpRequest, page: PastePage, status: int = 200) -> HttpResponse:
    table = page.table
    context: dict[str, Any] = {
        "plan": page.chapter.plan,
        "chapter": page.chapter,
        "table": table.table,
        "headings": list(table.labels.values()),
        "choices": [
            (table.labels[name], [label for value, label in choices if value][:12])
            for name, choices in table.choices.items()
            if choices
        ],
        "stored": len(table.rows),
        "form": page.form,
        "pasted": page.pasted,
        "preview": page.preview,
        "most_rows": MOST_ROWS,
    }
    return render(request, "wizard/paste.html", context, status=status)
