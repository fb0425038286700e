"""Pages of one row: a measure, an indicator, a unit of the organisation."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access
from smartplan.plans.models import Measure
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import Removal, Saved, Write, save
from smartplan.web.once import once
from smartplan.wizard.bases import SentBases
from smartplan.wizard.cases.notes import note_problems, with_notes
from smartplan.wizard.cases.quoting import quote_sent
from smartplan.wizard.conflicts import came_back, last_saver, taken_over
from smartplan.wizard.links import OWN_PAGES
from smartplan.wizard.listing import listed
from smartplan.wizard.people import user_of
from smartplan.wizard.row.page import (
    OwnPageRow,
    RowPage,
    conflicts_of,
    is_away,
    mark_of_row,
    page_again,
    row_page,
)
from smartplan.wizard.row.showing import linked_rows, name_of_row, row_context

COMES_BACK = "入力を直して保存すると、元に戻ります。"


@require_http_methods(["GET", "HEAD", "POST"])
def row_new(request: HttpRequest, plan_id: int, rows: str) -> HttpResponse:
    """A blank page for a new row; it exists once it is saved."""
    kind = kind_named(rows)
    plan = access.editable_plan(request, plan_id)
    answers = request.POST if request.method == "POST" else None
    mark = mark_of_row(answers, user_of(request)) if answers is not None else ""
    page = row_page(read_plan(plan), kind(plan=plan), answers, mark=mark)
    if answers is not None:
        return once(request, lambda: _saved(request, page))
    return render(request, "wizard/row.html", row_context(page))


def _nothing_added(request: HttpRequest, page: RowPage) -> HttpResponse:
    """A blank form makes no row; a case whose button was pressed is quoted for the chapter."""
    rows = page.row.rows_name()
    messages.info(
        request, f"何も入力されていないため、{page.row._meta.verbose_name}は追加していません。"
    )
    _quote(request, page, page.contents)
    if page.do.verb in {"next", "list"}:
        return redirect(_list_of(page))
    return redirect("wizard:row_new", page.row.plan.pk, rows)


def _still_removed(request: HttpRequest, page: RowPage) -> HttpResponse:
    """Somebody removed the row, and nothing was written in it since: it stays away."""
    kind = page.row._meta.verbose_name
    messages.info(
        request,
        f"この{kind}は、ほかの人が削除していました。入力に変更はないため、元に戻していません。"
        "変更の履歴から元に戻せます。",
    )
    without_row = replace(page, row=type(page.row)(plan=page.contents.plan))
    _quote(request, without_row, page.contents)
    return redirect(_list_of(page))


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, rows: str, row_id: int) -> HttpResponse:
    """A row with everything that belongs to it; viewers see it as it stands."""
    kind = kind_named(rows)
    if request.method == "POST":
        found = _row_to_save(request, kind, row_id)
        page = row_page(read_plan(found.plan), found, request.POST)
        return once(request, lambda: _saved(request, page))
    found = access.readable_row(request, kind, row_id)
    page = row_page(read_plan(found.plan), found)
    editable = access.can_edit(found.plan)
    template = "wizard/row.html" if editable else "wizard/row_reading.html"
    return render(request, template, row_context(page, editable=editable))


def _row_to_save(request: HttpRequest, kind: type[OwnPageRow], row_id: int) -> OwnPageRow:
    """The row; also one that somebody removed while this person wrote in it."""
    try:
        return access.editable_row(request, kind, row_id)
    except Http404:
        return access.editable_removed_row(request, kind, row_id)


def _saved(request: HttpRequest, page: RowPage) -> HttpResponse:
    by, at = user_of(request), timezone.now()
    plan = page.contents.plan
    saved = save(page.changes(), plan=plan, by=by, at=at, contents=page.contents)
    notes = note_problems(request.POST, page.contents, page.chapter, _measure(page))
    if page.form.errors or notes or not saved.is_whole:
        return _again(request, page, saved)
    if page.is_new and not saved.ids:
        return _nothing_added(request, page)
    if is_away(page, saved):
        return _still_removed(request, page)
    now = page_again(page, saved)
    if taken := conflicts_of(page, saved).taken:
        messages.info(request, taken_over(taken))
    label = f"{now.row._meta.verbose_name}「{name_of_row(now.row)}」"
    if page.is_new and saved.changed:
        messages.success(request, f"{label}を追加しました。")
    elif saved.returned:
        messages.warning(request, came_back(label))
    elif saved.changed:
        messages.success(request, f"{label}を保存しました。")
    elif page.do.verb in {"", "save", "list"}:
        messages.success(request, f"{label}に変更はありません。")
    return redirect(_where_next(request, now, _quote(request, now, now.contents)))


def _again(request: HttpRequest, page: RowPage, saved: Saved) -> HttpResponse:
    """What could not be stored, in one form with what is stored by now."""
    again = page_again(page, saved)
    again.form.is_valid()
    for refusal in saved.refusals:
        if isinstance(refusal.change, Write):
            again.form.add_error(again.form.name_of(refusal.change), refusal.message)
    notes = note_problems(request.POST, again.contents, again.chapter, _measure(again))
    conflicts = conflicts_of(page, saved)
    if not again.form.errors and not notes and not conflicts.differences:
        return redirect(_where_next(request, again, again.contents))
    context = {**row_context(again), "problems": [again.form, *notes], "has_errors": True}
    context["suggestions"] = with_notes(context["suggestions"], request.POST)
    if saved.returned:
        label = f"{again.row._meta.verbose_name}「{name_of_row(again.row)}」"
        messages.warning(request, came_back(label))
    elif is_away(page, saved):
        kind = again.row._meta.verbose_name
        messages.warning(request, f"この{kind}は、ほかの人が削除していました。{COMES_BACK}")
    if conflicts.differences:
        conflicts.saved_by, conflicts.saved_at = last_saver(again.row, unless=saved)
        context["conflict"] = conflicts
    elif saved.changed:
        messages.info(request, "確かめていただくところのほかは、保存しました。")
    status = 422 if again.form.errors or notes else 409
    return render(request, "wizard/row.html", context, status=status)


def _quote(request: HttpRequest, page: RowPage, contents: PlanContents) -> PlanContents:
    """Quote the cases whose button was pressed, or for which a note was typed."""
    by, at = user_of(request), timezone.now()
    told = quote_sent(
        request.POST,
        page.do,
        contents=contents,
        chapter=page.chapter,
        by=by,
        at=at,
        measure=_measure(page),
    )
    for said in told:
        messages.info(request, said)
    return contents


def _measure(page: RowPage) -> Measure | None:
    """The measure for which cases are quoted on its own page."""
    return page.row if isinstance(page.row, Measure) and page.row.pk else None


@require_http_methods(["GET", "HEAD", "POST"])
def row_remove(request: HttpRequest, rows: str, row_id: int) -> HttpResponse:
    """Ask before a row goes, say what refers to it, then take it away (it can be brought back)."""
    found = access.editable_row(request, kind_named(rows), row_id)
    contents = read_plan(found.plan)
    if request.method == "POST":
        return once(request, lambda: _removed(request, contents, found))
    return _remove_page(request, contents, found)


def _removed(request: HttpRequest, contents: PlanContents, found: OwnPageRow) -> HttpResponse:
    kind, name, rows = found._meta.verbose_name, name_of_row(found), found.rows_name()
    seen = SentBases(request.POST).row(type(found), found.pk)
    removal = Removal(type(found), found.pk, seen)
    by, at = user_of(request), timezone.now()
    saved = save([removal], plan=contents.plan, by=by, at=at, contents=contents)
    if not saved.is_whole:
        return _remove_page(request, read_plan(contents.plan), found, newer=True)
    messages.success(request, f"{kind}「{name}」を削除しました。変更の履歴から元に戻せます。")
    chapter = contents.chapter_of(found.section)
    return redirect(f"{reverse('wizard:chapter', args=[chapter.pk])}#{rows}")


def _remove_page(
    request: HttpRequest, contents: PlanContents, found: OwnPageRow, *, newer: bool = False
) -> HttpResponse:
    here = contents.row(type(found), found.pk) or found
    context = {
        "plan": contents.plan,
        "chapter": contents.chapter_of(found.section),
        "row": here,
        "rows": found.rows_name(),
        "kind": found._meta.verbose_name,
        "name": name_of_row(found),
        "newer": newer,
        "linked": linked_rows(contents, here),
        "bases": row_page(contents, found).bases(),
    }
    return render(request, "wizard/row_remove.html", context, status=409 if newer else 200)


def kind_named(rows: str) -> type[OwnPageRow]:
    """The kind of row with a page of its own that an address names. Raises Http404."""
    if rows not in OWN_PAGES:
        raise Http404
    return OWN_PAGES[rows]  # type: ignore[return-value]


# After a save ------------------------------------------------------------------------------------


def _where_next(request: HttpRequest, page: RowPage, contents: PlanContents) -> str:
    """The next row, a new one, the list, or this page again."""
    rows, verb = page.row.rows_name(), page.do.verb
    here = reverse("wizard:row", args=[rows, page.row.pk])
    if verb == "quote":
        return f"{here}#citations"
    if verb == "suggest":
        return f"{here}#suggestions"
    if verb == "add":
        return reverse("wizard:row_new", args=[contents.plan.pk, rows])
    whole = listed(type(page.row), contents)
    place = whole.index(page.row) + 1
    if verb == "next" and place < len(whole):
        return reverse("wizard:row", args=[rows, whole[place].pk])
    if verb in {"next", "list"}:
        return _list_of(page)
    return here


def _list_of(page: RowPage) -> str:
    """The list of such rows on the page of their chapter."""
    return f"{reverse('wizard:chapter', args=[page.chapter.pk])}#{page.row.rows_name()}"
