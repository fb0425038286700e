"""The figures of a chapter or row: drawn from what is saved, or from what somebody is typing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from smartplan.document.figures.everything import KindOfFigure, figure_named, figures_of
from smartplan.plans import access
from smartplan.plans.models import Plan, Row
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.structure.keys import SectionKey
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.figure_panels import drawn
from smartplan.wizard.figures.as_typed import as_typed, row_as_typed
from smartplan.wizard.people import People
from smartplan.wizard.row.page import row_page
from smartplan.wizard.row.views import kind_named


@dataclass(frozen=True)
class Drawn:
    """A figure on its page: what it is called, and its drawing."""

    key: str
    label: str
    html: SafeString
    is_own: bool = False
    """Is it what one row shows by itself?"""


@require_http_methods(["GET", "HEAD", "POST"])
def chapter_figures(request: HttpRequest, chapter_id: int) -> HttpResponse:
    """All figures of a chapter as saved; for a POST of its form one as typed, without saving."""
    if request.method != "POST":
        chapter = access.readable_chapter(request, chapter_id)
        contents = read_plan(chapter.plan)
        kinds = figures_of(SectionKey(chapter.section)) if chapter.section else ()
        figures = [_drawn(kind, contents) for kind in kinds]
        context = {"plan": chapter.plan, "chapter": chapter, "figures": figures}
        return render(request, "wizard/figures.html", context)
    chapter = access.editable_chapter(request, chapter_id)
    page = ChapterPage(read_plan(chapter.plan), chapter, People(), request.POST)
    return _fragment(request, chapter.plan, as_typed(page))


@require_POST
def row_figures(request: HttpRequest, rows: str, row_id: int) -> HttpResponse:
    """A figure with the values of one row as they are typed."""
    found = access.editable_row(request, kind_named(rows), row_id)
    page = row_page(read_plan(found.plan), found, request.POST)
    typed = row_as_typed(page)
    return _fragment(request, found.plan, typed, typed.row(type(found), found.pk))


def _fragment(
    request: HttpRequest, plan: Plan, contents: PlanContents, row: Row | None = None
) -> HttpResponse:
    kind = figure_named(request.GET.get("figure", ""))
    if kind is None:
        return HttpResponse(status=204)
    context = {"plan": plan, "figure": _drawn(kind, contents, row)}
    return render(request, "wizard/_figure_drawn.html", context)


def _drawn(kind: KindOfFigure, contents: PlanContents, row: Row | None = None) -> Drawn:
    is_own = bool(kind.own and row)
    return Drawn(kind.key, kind.label, drawn(kind, contents, row), is_own)
