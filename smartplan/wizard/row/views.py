"""Pages of one row: a measure, an indicator, a unit of the organisation."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access, actions
from smartplan.plans.models import Chapter, Measure, StaleSaveError
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.web.once import once
from smartplan.wizard.cases.quoting import quote_sent
from smartplan.wizard.chapter.page import Do, seen_version
from smartplan.wizard.conflicts.bases import newest_revision, newest_seen
from smartplan.wizard.conflicts.merging import merge_row
from smartplan.wizard.links import OWN_PAGES
from smartplan.wizard.listing import listed
from smartplan.wizard.people import user_of
from smartplan.wizard.row.saving import FORMS, OwnPageRow, RowPage, save_row
from smartplan.wizard.row.showing import linked_rows, name_of_row, row_context


@require_http_methods(["GET", "HEAD", "POST"])
def row_new(request: HttpRequest, plan_id: int, rows: str) -> HttpResponse:
    """A blank page for a new row; it exists once it is saved."""
    kind = kind_named(rows)
    plan = access.editable_plan(request, plan_id)
    contents = read_plan(plan)
    answers = request.POST if request.method == "POST" else None
    page = row_page(contents, kind(plan=plan), answers)
    if answers is not None and page.form.is_valid():
        return once(request, lambda: _add(request, page))
    status = 422 if answers is not None else 200
    return render(request, "wizard/row.html", row_context(contents, page), status=status)


def _add(request: HttpRequest, page: RowPage) -> HttpResponse:
    if not save_row(page, by=user_of(request), at=timezone.now()):
        return _nothing_added(request, page)
    kind = page.row._meta.verbose_name
    messages.success(request, f"{kind}「{name_of_row(page.row)}」を追加しました。")
    return redirect(_where_next(request, read_plan(page.row.plan), page))


def _nothing_added(request: HttpRequest, page: RowPage) -> HttpResponse:
    """A blank form makes no row; a case whose button was pressed is quoted for the chapter."""
    do, rows = Do.read(request.POST.get("do", "")), page.row.rows_name()
    messages.info(
        request, f"何も入力されていないため、{page.row._meta.verbose_name}は追加していません。"
    )
    by, at = user_of(request), timezone.now()
    for said in quote_sent(request.POST, do, chapter=page.chapter, by=by, at=at):
        messages.info(request, said)
    if do.verb in {"next", "list"}:
        return redirect(f"{reverse('wizard:chapter', args=[page.chapter.pk])}#{rows}")
    return redirect("wizard:row_new", page.row.plan.pk, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, rows: str, row_id: int) -> HttpResponse:
    """A row with everything that belongs to it; viewers see it as it stands."""
    kind = kind_named(rows)
    if request.method == "POST":
        found = access.editable_row(request, kind, row_id)
        return _save(request, found)
    found = access.readable_row(request, kind, row_id)
    contents = read_plan(found.plan)
    page = row_page(contents, found)
    editable = access.can_edit(found.plan)
    template = "wizard/row.html" if editable else "wizard/row_reading.html"
    return render(request, template, row_context(contents, page, editable=editable))


def _save(request: HttpRequest, found: OwnPageRow) -> HttpResponse:
    contents = read_plan(found.plan)
    page = row_page(contents, found, request.POST)
    if not page.form.is_valid():
        return render(request, "wizard/row.html", row_context(contents, page), status=422)
    try:
        return once(request, lambda: _saved(request, page))
    except StaleSaveError:
        return _conflict(request, found)


def _saved(request: HttpRequest, page: RowPage) -> HttpResponse:
    changed = save_row(page, by=user_of(request), at=timezone.now())
    return _go_on(request, page, changed=changed)


def _go_on(request: HttpRequest, page: RowPage, *, changed: bool) -> HttpResponse:
    label = f"{page.row._meta.verbose_name}「{name_of_row(page.row)}」"
    if changed:
        messages.success(request, f"{label}を保存しました。")
    elif Do.read(request.POST.get("do", "")).verb in {"", "save", "list"}:
        messages.success(request, f"{label}に変更はありません。")
    return redirect(_where_next(request, page.form.contents, page))


def _conflict(request: HttpRequest, found: OwnPageRow) -> HttpResponse:
    """What others saved and what was typed, in one form, to be saved once more."""
    found = access.editable_row(request, type(found), found.pk)
    contents = read_plan(found.plan)
    page = row_page(contents, found, request.POST)
    page.form.is_valid()
    merged = merge_row(page)
    page = row_page(contents, found, merged.posted)
    page.form.is_valid()
    if not page.form.changes():
        return once(request, lambda: _go_on(request, page, changed=False))
    newest = newest_revision(found)
    context = {
        **row_context(contents, page),
        "version": page.row.version,
        "seen": newest_seen(found),
        "conflict": merged,
        "saved_by": newest.author_name if newest else "",
        "saved_at": newest.created_at if newest else None,
        "has_errors": True,
    }
    return render(request, "wizard/row.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def row_remove(request: HttpRequest, rows: str, row_id: int) -> HttpResponse:
    """Ask before a row goes, say what refers to it, then take it away (it can be brought back)."""
    found = access.editable_row(request, kind_named(rows), row_id)
    contents = read_plan(found.plan)
    here = contents.row(type(found), found.pk) or found
    chapter = contents.chapter_of(found.section)
    newer = request.method == "POST" and seen_version(request.POST) != here.version
    if request.method == "POST" and not newer:
        return once(request, lambda: _removed(request, found, chapter, here.version))
    context = {
        "plan": found.plan,
        "chapter": chapter,
        "row": here,
        "rows": rows,
        "kind": found._meta.verbose_name,
        "name": name_of_row(found),
        "newer": newer,
        "linked": linked_rows(contents, here),
    }
    return render(request, "wizard/row_remove.html", context, status=409 if newer else 200)


def _removed(
    request: HttpRequest, found: OwnPageRow, chapter: Chapter, version: int
) -> HttpResponse:
    kind, name, rows = found._meta.verbose_name, name_of_row(found), found.rows_name()
    with transaction.atomic():
        found.claim(version)
        actions.remove_row(row=found, by=user_of(request))
        actions.touch_chapter(chapter=chapter, by=user_of(request), at=timezone.now())
    messages.success(request, f"{kind}「{name}」を削除しました。変更の履歴から元に戻せます。")
    return redirect(f"{reverse('wizard:chapter', args=[chapter.pk])}#{rows}")


def kind_named(rows: str) -> type[OwnPageRow]:
    """The kind of row with a page of its own that an address names. Raises Http404."""
    if rows not in OWN_PAGES:
        raise Http404
    return OWN_PAGES[rows]  # type: ignore[return-value]


def row_page(
    contents: PlanContents, found: OwnPageRow, answers: QueryDict | None = None
) -> RowPage:
    """The row with its form, as stored or as it was sent."""
    here = contents.row(type(found), found.pk) if found.pk else None
    row = here or found
    form = FORMS[type(found)](answers, instance=row, contents=contents)
    return RowPage(row, form, contents.chapter_of(found.section), answers, found)


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
