"""After a chapter's page was saved: what the pressed button does, what is told, where it leads."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from smartplan.plans.reading import PlanContents
from smartplan.plans.saving import Order, Saved, save
from smartplan.plans.sections.tables import ROWS_A_PAGE, PostedRow, TableInPlan
from smartplan.wizard.cases.quoting import quote_sent
from smartplan.wizard.chapter.changes import key_of_row
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.chapter.tenets import add_tenets
from smartplan.wizard.conflicts import came_back, taken_over
from smartplan.wizard.listing import order_of_listed, order_with_moved
from smartplan.wizard.people import user_of
from smartplan.wizard.posted import MOVES

NEXT, PLAN = "next", "plan"
SAVES = {"", "save", "stay", PLAN, NEXT}
"""The buttons that are pressed in order to save; the others save on the way to something else."""
TEXTS = "texts"
ANCHORS = {"tenets": "philosophies", "quote": "citations", "suggest": "suggestions"}
"""Where the page opens again after these buttons."""


def tell(request: HttpRequest, page: ChapterPage, saved: Saved, taken: list[str]) -> None:
    """Say what was saved, and what others had saved before."""
    title = page.chapter.title
    if saved.changed:
        messages.success(request, f"「{title}」を保存しました。")
    elif page.do.verb in SAVES:
        messages.success(request, f"「{title}」に変更はありません。")
    if taken:
        messages.info(request, taken_over(taken))
    for row in saved.removed:
        name = str(row) or "名称のない行"
        messages.info(
            request,
            f"{row._meta.verbose_name}「{name}」を削除しました。変更の履歴から元に戻せます。",
        )
    for row in saved.returned:
        now = saved.contents.row(type(row), row.pk) if saved.contents else None
        name = str(now or row) or "名称のない行"
        messages.warning(request, came_back(f"{row._meta.verbose_name}「{name}」"))


def press(request: HttpRequest, page: ChapterPage, saved: Saved) -> PlanContents:
    """Move a row, take over tenets, quote; returns the plan as it is then."""
    do, by, at = page.do, user_of(request), timezone.now()
    contents = saved.contents or page.contents
    if do.verb in MOVES and (order := _move(page, saved, contents)) is not None:
        moved = save([order], plan=contents.plan, by=by, at=at, contents=contents)
        contents = moved.contents or contents
    if do.verb == "tenets":
        taken = add_tenets(contents, page.chapter, mark=page.mark, by=by, at=at)
        messages.info(request, f"ガイドブックの基本理念・基本原則を{len(taken.ids)}件加えました。")
        contents = taken.contents or contents
    for said in quote_sent(request.POST, do, contents=contents, chapter=page.chapter, by=by, at=at):
        messages.info(request, said)
    return contents


def _move(page: ChapterPage, saved: Saved, contents: PlanContents) -> Order | None:
    """What the ↑ or ↓ of a row asks for, in the list as it is now."""
    kind = page.step.list_of(page.do.rows_name)
    row = contents.row(kind, page.do.number or 0) if kind else None
    if row is not None:
        return order_of_listed(contents, row, page.do.verb)
    table = next((each for each in page.tables if each.rows_name == page.do.rows_name), None)
    sent = _sent_row(page)
    if table is None or sent is None:
        return None
    keys = [row.pk for row in contents.rows(table.kind)]
    key = _stored_key(page, table, sent, saved)
    return order_with_moved(table.kind, keys, key, page.do.verb) if key in keys else None


def _sent_row(page: ChapterPage) -> PostedRow | None:
    """The row whose button was pressed."""
    sent = page.rows.get(page.do.rows_name, ())
    return next((each for each in sent if each.index == page.do.number), None)


def _stored_key(page: ChapterPage, table: TableInPlan, sent: PostedRow, saved: Saved) -> int:
    key = key_of_row(page, table, sent)
    return saved.ids.get(key, 0) if isinstance(key, str) else key


def where_next(
    request: HttpRequest, page: ChapterPage, saved: Saved, contents: PlanContents
) -> str:
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
    return _place_in_table(request, page, saved, contents)


def _next_chapter(page: ChapterPage) -> str:
    """The next chapter that is in the plan; after the last, the plan."""
    chapters = page.contents.chapters
    here = chapters.index(page.chapter)
    following = next((each for each in chapters[here + 1 :] if each.included), None)
    if following is None:
        return reverse("wizard:plan", args=[page.contents.plan.pk])
    return reverse("wizard:chapter", args=[following.pk])


def _place_in_table(
    request: HttpRequest, page: ChapterPage, saved: Saved, contents: PlanContents
) -> str:
    """Back to the table, at the page where the row went (or where the asked page begins)."""
    do = page.do
    table = next(each for each in page.tables if each.rows_name == do.rows_name)
    keys = [row.pk for row in contents.rows(table.kind)]
    number = _place(page, table, saved, keys) // ROWS_A_PAGE + 1
    query = {name: value for name, value in request.GET.items() if name.endswith("_page")}
    if do.verb == "page":
        number = do.number or 1
    if do.verb == "add":
        number = max(1, -(-len(keys) // ROWS_A_PAGE))
        query["add"] = do.rows_name
    query[f"{do.rows_name}_page"] = str(number)
    here = reverse("wizard:chapter", args=[page.chapter.pk])
    place = f"{do.rows_name}-{len(keys)}-row" if do.verb == "add" else do.rows_name
    return f"{here}?{urlencode(query)}#{place}"


def _place(page: ChapterPage, table: TableInPlan, saved: Saved, keys: list[int]) -> int:
    """The place (from 0) of the row whose button was pressed, or of the last row sent."""
    sent = _sent_row(page)
    rows = [sent] if sent is not None else page.rows.get(table.rows_name, [])[::-1]
    stored = (_stored_key(page, table, each, saved) for each in rows)
    return next((keys.index(key) for key in stored if key in keys), 0)
