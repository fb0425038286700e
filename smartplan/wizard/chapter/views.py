"""The page of one chapter: show it, save it, show what others saved meanwhile."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.document.referables import readable
from smartplan.municipalities.models import User
from smartplan.municipalities.wording import words_of
from smartplan.plans import access
from smartplan.plans.models import Chapter, Picture, StaleSaveError
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.sections.tables import ROWS_A_PAGE
from smartplan.web.errors import ErrorLink
from smartplan.web.once import once
from smartplan.wizard import aside
from smartplan.wizard.cases.quoting import quote_sent
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.chapter.presenting import parts_of, shared_views
from smartplan.wizard.chapter.saving import Saved, changes_anything, save_page
from smartplan.wizard.chapter.tenets import add_tenets, offers_tenets
from smartplan.wizard.conflicts.bases import newest_seen
from smartplan.wizard.conflicts.merging import merge_chapter
from smartplan.wizard.ordering import MOVES, move_listed
from smartplan.wizard.people import People, people_of, user_of
from smartplan.wizard.tasks import tasks_of

NEXT, PLAN = "next", "plan"
SAVES = {"", "save", "stay", PLAN, NEXT}
"""The buttons that are pressed in order to save; the others save on the way to something else."""
TEXTS = "texts"
ANCHORS = {"tenets": "philosophies", "quote": "citations", "suggest": "suggestions"}
"""Where the page opens again after these buttons."""
READING = "閲覧の権限で開いています。変更するときは、この計画の編集者に依頼してください。"
READING_ARCHIVED = "保管中の計画です。変更するときは、計画の一覧で元に戻してください。"


@require_http_methods(["GET", "HEAD", "POST"])
def chapter(request: HttpRequest, chapter_id: int) -> HttpResponse:
    """A chapter with its texts and rows; viewers see it as it stands."""
    if request.method == "POST":
        return _save(request, access.editable_chapter(request, chapter_id))
    chapter = access.readable_chapter(request, chapter_id)
    editable = access.can_edit(chapter.plan)
    people = people_of(chapter.plan.municipality) if editable else People()
    page = ChapterPage(read_plan(chapter.plan), chapter, people)
    template = page.step.template if editable else "wizard/chapter_reading.html"
    context = {**_context(request, page, editable=editable), "seen": newest_seen(chapter)}
    return render(request, template, context)


def _save(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    page = ChapterPage(
        read_plan(chapter.plan), chapter, people_of(chapter.plan.municipality), request.POST
    )
    if problems := page.problems():
        return _refused(request, page, problems)
    try:
        return once(request, lambda: _saved(request, page))
    except StaleSaveError:
        return _conflict(request, chapter)


def _saved(request: HttpRequest, page: ChapterPage) -> HttpResponse:
    return _go_on(request, page, save_page(page, by=user_of(request), at=timezone.now()))


def _go_on(request: HttpRequest, page: ChapterPage, saved: Saved) -> HttpResponse:
    _tell(request, page, saved)
    _press(request, page)
    return redirect(_where_next(request, page, saved))


def _refused(request: HttpRequest, page: ChapterPage, problems: list[ErrorLink]) -> HttpResponse:
    context = {**_context(request, page), "problems": problems, "has_errors": True}
    return render(request, page.step.template, context, status=422)


def _conflict(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """What others saved and what was typed, in one form, to be saved once more."""
    newest = access.readable_chapter(request, chapter.pk)
    contents, people = read_plan(newest.plan), people_of(newest.plan.municipality)
    page = ChapterPage(contents, newest, people, request.POST)
    if problems := page.problems():
        return _refused(request, page, problems)
    merged = merge_chapter(page)
    page = ChapterPage(contents, newest, people, merged.posted)
    if problems := page.problems():
        return _refused(request, page, problems)
    if not changes_anything(page):
        return once(request, lambda: _go_on(request, page, Saved(changed=False)))
    context = {
        **_context(request, page),
        "version": page.chapter.version,
        "seen": newest_seen(newest),
        "conflict": merged,
        "saved_by": User.objects.filter(pk=page.chapter.saved_by_id or 0).first(),
        "saved_at": page.chapter.saved_at,
        "has_errors": True,
    }
    return render(request, page.step.template, context, status=409)


def _context(request: HttpRequest, page: ChapterPage, *, editable: bool = True) -> dict[str, Any]:
    contents, chapter = page.contents, page.chapter
    text = aside.stored_text(contents, chapter)
    tasks = tasks_of(contents, [])
    return {
        "plan": contents.plan,
        "chapter": chapter,
        "tasks": [each for each in tasks if each.chapter.included or each.chapter is chapter],
        "number": next(each.label for each in tasks if each.chapter is chapter),
        "version": page.seen_version if page.posted is not None else chapter.version,
        "seen": page.posted.get("seen", "") if page.posted is not None else "",
        "page": page,
        "text_form": page.text_form,
        "frame": page.frame,
        "parts": parts_of(page, request.GET, editable=editable),
        "shared": shared_views(page),
        "texts": _texts(page) if not editable else [],
        "pictures": _pictures(contents) if chapter.section == Picture.section else [],
        "offers_tenets": offers_tenets(contents, chapter),
        "editable": editable,
        "reading_reason": READING_ARCHIVED if contents.plan.archived_at else READING,
        "guidance": aside.guidance_for(contents, chapter),
        "findings": aside.findings_for(contents, chapter),
        "suggestions": aside.suggestions_for(contents, chapter, text),
        "citations": aside.citations_for(contents, chapter),
    }


def _texts(page: ChapterPage) -> list[tuple[str, str]]:
    """The texts for reading: label and what is written, choices by their label."""
    shown = []
    for name, field in page.text_form.fields.items():
        value = getattr(page.text, name)
        choices = getattr(field, "choices", None)
        words = str(dict(choices).get(value, "")) if choices else readable(value, page.contents)
        shown.append((str(field.label), words))
    return shown


def _pictures(contents: PlanContents) -> list[tuple[str, bool]]:
    """The places of pictures, and whether one stands there."""
    said = words_of(contents.plan.municipality).said
    filled = {row.place for row in contents.rows(Picture)}
    return [(said(place.label), place in filled) for place in Picture.Place]


# After a save ------------------------------------------------------------------------------------


def _tell(request: HttpRequest, page: ChapterPage, saved: Saved) -> None:
    title = page.chapter.title
    if saved.changed:
        messages.success(request, f"「{title}」を保存しました。")
    elif page.do.verb in SAVES:
        messages.success(request, f"「{title}」に変更はありません。")
    for row in saved.removed:
        name = str(row) or "名称のない行"
        messages.info(
            request,
            f"{row._meta.verbose_name}「{name}」を削除しました。変更の履歴から元に戻せます。",
        )
    for row in saved.returned:
        name = str(row) or "名称のない行"
        messages.warning(
            request,
            f"{row._meta.verbose_name}「{name}」は、ほかの人が削除していました。"
            "入力した内容で新しい行として残しました。",
        )


def _press(request: HttpRequest, page: ChapterPage) -> None:
    """What a button does beyond saving the page: move a listed row, take over tenets, quote."""
    do = page.do
    kind = page.step.list_of(do.rows_name)
    row = page.contents.row(kind, do.number or 0) if kind else None
    if row is not None and do.verb in MOVES:
        move_listed(page.contents, row, do.verb, by=user_of(request))
    if do.verb == "tenets":
        contents = read_plan(page.contents.plan)
        number = add_tenets(contents, page.chapter, by=user_of(request), at=timezone.now())
        messages.info(request, f"ガイドブックの基本理念・基本原則を{number}件加えました。")
    for said in quote_sent(
        request.POST, do, chapter=page.chapter, by=user_of(request), at=timezone.now()
    ):
        messages.info(request, said)


def _where_next(request: HttpRequest, page: ChapterPage, saved: Saved) -> str:
    """Where the pressed button leads."""
    do = page.do
    if do.verb == PLAN:
        return reverse("wizard:plan", args=[page.contents.plan.pk])
    if do.verb == NEXT:
        return _next_chapter(page)
    here = reverse("wizard:chapter", args=[page.chapter.pk])
    is_list = page.step.list_of(do.rows_name) is not None
    if is_list and do.verb == "new":
        return reverse("wizard:row_new", args=[page.contents.plan.pk, do.rows_name])
    if do.verb == "paste" and (is_list or page.step.table(do.rows_name)):
        return reverse("wizard:paste", args=[page.chapter.pk, do.rows_name])
    if is_list or do.verb in ANCHORS:
        return f"{here}#{ANCHORS.get(do.verb, do.rows_name)}"
    if do.rows_name == TEXTS:
        return f"{here}#{TEXTS}"
    if page.step.table(do.rows_name) is None:
        return f"{here}?{request.GET.urlencode()}" if request.GET else here
    return _place_in_table(request, page, saved)


def _next_chapter(page: ChapterPage) -> str:
    """The next chapter that is in the plan; after the last, the plan."""
    chapters = page.contents.chapters
    here = chapters.index(page.chapter)
    following = next((each for each in chapters[here + 1 :] if each.included), None)
    if following is None:
        return reverse("wizard:plan", args=[page.contents.plan.pk])
    return reverse("wizard:chapter", args=[following.pk])


def _place_in_table(request: HttpRequest, page: ChapterPage, saved: Saved) -> str:
    """Back to the table, at the page where the row went (or where the asked page begins)."""
    do = page.do
    total = next(len(each.rows) for each in page.tables if each.rows_name == do.rows_name)
    number = saved.places.get(do.rows_name, 0) // ROWS_A_PAGE + 1
    query = {name: value for name, value in request.GET.items() if name.endswith("_page")}
    if do.verb == "page":
        number = do.number or 1
    if do.verb == "add":
        number = max(1, -(-total // ROWS_A_PAGE))
        query["add"] = do.rows_name
    query[f"{do.rows_name}_page"] = str(number)
    here = reverse("wizard:chapter", args=[page.chapter.pk])
    place = f"{do.rows_name}-{total}-row" if do.verb == "add" else do.rows_name
    return f"{here}?{urlencode(query)}#{place}"
