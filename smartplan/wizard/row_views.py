"""Pages of one row: a measure, an indicator, a unit of the organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access, actions
from smartplan.plans.models import DataLink, Indicator, Measure, RoadmapItem, StaleSaveError
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.wizard import aside
from smartplan.wizard.chapter_page import Do, seen_version
from smartplan.wizard.chapter_views import READING, READING_ARCHIVED
from smartplan.wizard.links import OWN_PAGES, address_in_chapter
from smartplan.wizard.people import user_of
from smartplan.wizard.presenting import listed, listed_row
from smartplan.wizard.quoting import quote_sent
from smartplan.wizard.row_saving import FORMS, OwnPageRow, RowPage, save_row


@require_http_methods(["GET", "HEAD", "POST"])
def row_new(request: HttpRequest, plan_id: int, rows: str) -> HttpResponse:
    """A blank page for a new row; it exists once it is saved."""
    kind = _kind(rows)
    plan = access.editable_plan(request, plan_id)
    contents = read_plan(plan)
    answers = request.POST if request.method == "POST" else None
    page = _page(contents, kind(plan=plan), answers)
    if answers is not None and page.form.is_valid():
        save_row(page, by=user_of(request), at=timezone.now())
        messages.success(request, f"{kind._meta.verbose_name}「{_name(page.row)}」を追加しました。")
        return redirect(_where_next(request, read_plan(plan), page))
    status = 422 if answers is not None else 200
    return render(request, "wizard/row.html", _context(contents, page), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, rows: str, row_id: int) -> HttpResponse:
    """A row with everything that belongs to it; viewers see it as it stands."""
    kind = _kind(rows)
    if request.method == "POST":
        found = access.editable_row(request, kind, row_id)
        return _save(request, found)
    found = access.readable_row(request, kind, row_id)
    contents = read_plan(found.plan)
    page = _page(contents, found)
    editable = access.can_edit(found.plan)
    template = "wizard/row.html" if editable else "wizard/row_reading.html"
    return render(request, template, _context(contents, page, editable=editable))


def _save(request: HttpRequest, found: OwnPageRow) -> HttpResponse:
    contents = read_plan(found.plan)
    page = _page(contents, found, request.POST)
    if not page.form.is_valid():
        return render(request, "wizard/row.html", _context(contents, page), status=422)
    try:
        changed = save_row(page, by=user_of(request), at=timezone.now())
    except StaleSaveError:
        return _conflict(request, found)
    label = f"{found._meta.verbose_name}「{_name(page.row)}」"
    messages.success(
        request, f"{label}を保存しました。" if changed else f"{label}に変更はありません。"
    )
    return redirect(_where_next(request, contents, page))


def _conflict(request: HttpRequest, found: OwnPageRow) -> HttpResponse:
    """Both versions side by side; what was typed stays in the form."""
    contents = read_plan(found.plan)
    page = _page(contents, found, request.POST)
    page.form.is_valid()
    last = found.plan.revisions.filter(unit=found.rows_name(), unit_id=found.pk)
    newest = last.defer("content").first()
    context = {
        **_context(contents, page),
        "version": page.row.version,
        "differences": page.differences(),
        "saved_by": newest.author_name if newest else "",
        "saved_at": newest.created_at if newest else None,
        "has_errors": True,
    }
    return render(request, "wizard/row.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def row_remove(request: HttpRequest, rows: str, row_id: int) -> HttpResponse:
    """Ask before a row goes, say what refers to it, then take it away (it can be brought back)."""
    found = access.editable_row(request, _kind(rows), row_id)
    contents = read_plan(found.plan)
    here = contents.row(type(found), found.pk) or found
    chapter = contents.chapter_of(found.section)
    newer = request.method == "POST" and seen_version(request.POST) != here.version
    if request.method == "POST" and not newer:
        name = _name(found)
        with transaction.atomic():
            found.claim(here.version)
            actions.remove_row(row=found, by=user_of(request))
            actions.touch_chapter(chapter=chapter, by=user_of(request), at=timezone.now())
        message = (
            f"{found._meta.verbose_name}「{name}」を削除しました。変更の履歴から元に戻せます。"
        )
        messages.success(request, message)
        return redirect(f"{reverse('wizard:chapter', args=[chapter.pk])}#{rows}")
    context = {
        "plan": found.plan,
        "chapter": chapter,
        "row": here,
        "rows": rows,
        "kind": found._meta.verbose_name,
        "name": _name(found),
        "newer": newer,
        "linked": _linked(contents, here),
    }
    return render(request, "wizard/row_remove.html", context, status=409 if newer else 200)


# What the pages show -----------------------------------------------------------------------------


def _kind(rows: str) -> type[OwnPageRow]:
    if rows not in OWN_PAGES:
        raise Http404
    return OWN_PAGES[rows]  # type: ignore[return-value]


def _page(contents: PlanContents, found: OwnPageRow, answers: QueryDict | None = None) -> RowPage:
    here = contents.row(type(found), found.pk) if found.pk else None
    row = here or found
    seen = seen_version(answers) if answers is not None else 0
    form = FORMS[type(found)](answers, instance=row, contents=contents)
    return RowPage(row, form, contents.chapter_of(found.section), seen)


def _context(contents: PlanContents, page: RowPage, *, editable: bool = True) -> dict[str, Any]:
    row, chapter = page.row, page.chapter
    rows = listed(type(row), contents)
    place = rows.index(row) if row.pk else len(rows)
    text = "" if page.is_new else aside.text_of(row)
    bound = page.form.is_bound
    return {
        "plan": contents.plan,
        "chapter": chapter,
        "row": row,
        "rows": row.rows_name(),
        "kind": row._meta.verbose_name,
        "code": "" if page.is_new else listed_row(row, contents).code,
        "form": page.form,
        "version": page.seen_version if bound else row.version,
        "editable": editable,
        "reading_reason": READING_ARCHIVED if contents.plan.archived_at else READING,
        "previous": rows[place - 1] if place > 0 else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
        "linked": [] if page.is_new else _linked(contents, row),
        "findings": [] if page.is_new else aside.findings_for_row(contents, row),
        "suggestions": aside.suggestions_for(contents, chapter, text),
        "citations": _citations(contents, page),
        "measure_query": _measure_query(row),
        "texts": [] if editable else _texts(page),
    }


def _texts(page: RowPage) -> list[tuple[str, str]]:
    """The fields for reading."""
    form = page.form
    return [
        (str(field.label), form.words_of(name, form.initial.get(name) or ""))
        for name, field in form.fields.items()
    ]


def _measure_query(row: OwnPageRow) -> str:
    return f"?measure={row.pk}" if isinstance(row, Measure) and row.pk else ""


def _citations(contents: PlanContents, page: RowPage) -> list[aside.ShownCitation]:
    """The cases quoted for this measure."""
    return [
        each
        for each in aside.citations_for(contents, page.chapter)
        if isinstance(page.row, Measure) and each.citation.measure_id == page.row.pk
    ]


def _linked(contents: PlanContents, row: OwnPageRow) -> list[tuple[str, str, str]]:
    """Rows of other chapters that refer to this one: kind, name, address."""
    found: list[tuple[str, str, str]] = []
    if isinstance(row, Measure):
        for kind in (RoadmapItem, DataLink):
            for each in contents.rows(kind):
                if each.measure_id == row.pk:  # type: ignore[attr-defined]
                    address = address_in_chapter(kind, each.pk, contents)
                    found.append((str(kind._meta.verbose_name), str(each), address))
    for measure in contents.measures_of(row) if isinstance(row, Indicator) else []:
        address = reverse("wizard:row", args=["measures", measure.pk])
        found.append(("施策", f"{contents.measure_code(measure)} {measure}", address))
    return found


# After a save ------------------------------------------------------------------------------------


def _where_next(request: HttpRequest, contents: PlanContents, page: RowPage) -> str:
    """The next row, a new one, the list, or this page again."""
    do = Do.read(request.POST.get("do", ""))
    rows = page.row.rows_name()
    here = reverse("wizard:row", args=[rows, page.row.pk])
    measure = page.row if isinstance(page.row, Measure) else None
    by, at = user_of(request), timezone.now()
    for said in quote_sent(request.POST, do, chapter=page.chapter, by=by, at=at, measure=measure):
        messages.info(request, said)
    if do.verb == "quote":
        return f"{here}#citations"
    if do.verb == "suggest":
        return f"{here}#suggestions"
    if do.verb == "add":
        return reverse("wizard:row_new", args=[contents.plan.pk, rows])
    whole = listed(type(page.row), contents)
    place = whole.index(page.row) + 1
    if do.verb == "next" and place < len(whole):
        return reverse("wizard:row", args=[rows, whole[place].pk])
    if do.verb in {"next", "list"}:
        return f"{reverse('wizard:chapter', args=[page.chapter.pk])}#{rows}"
    return here


def _name(row: OwnPageRow) -> str:
    return str(row) or "（名称なし）"
