"""The arrangement of a plan's chapters: rename, reorder, leave out with a reason, add free ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from smartplan.plans import access
from smartplan.plans.models import Chapter
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import Change, Order, Saved, Write, save
from smartplan.web.once import once
from smartplan.wizard.bases import SentBases, ShownBases
from smartplan.wizard.conflicts import Conflicts, conflicts_of_fields, last_saver
from smartplan.wizard.people import user_of
from smartplan.wizard.plan.forms import ChapterFrameForm, FreeChapterForm, frame_forms
from smartplan.wizard.posted import mark_of_form

FRAME = ("title", "part", "included", "omit_reason")


@dataclass
class Arrangement:
    """The page: a form for each chapter, and one for a chapter to add."""

    contents: PlanContents
    answers: QueryDict | None = None

    @cached_property
    def forms(self) -> list[ChapterFrameForm]:
        return frame_forms(self.contents.chapters, self.answers)

    @cached_property
    def free(self) -> FreeChapterForm:
        adding = self.answers is not None and self.answers.get("do") == "add"
        return FreeChapterForm(self.answers if adding else None)

    @property
    def is_valid(self) -> bool:
        fine = [form.is_valid() for form in self.forms]
        return all(fine) and (not self.free.is_bound or self.free.is_valid())

    def changes(self) -> list[Change]:
        """What was sent and can be read, and the chapters in their order."""
        assert self.answers is not None  # noqa: S101 - only what was sent changes something
        bases = SentBases(self.answers)
        found: list[Change] = []
        for form in self.forms:
            pk = form.chapter.pk
            for name in FRAME:
                if name in form.cleaned_data and form.was_sent:
                    base = bases.of(Chapter, pk, name)
                    found.append(Write(Chapter, pk, name, form.cleaned_data[name], base))
        if all(form.was_sent and not form.errors for form in self.forms):
            keys = tuple(
                form.chapter.pk for form in _ordered(self.forms, self.answers.get("do", ""))
            )
            found.append(Order(Chapter, keys, bases.ids(Chapter) or self._ids()))
        if self.free.is_bound and self.free.is_valid():
            mark = f"chapter-{mark_of_form(self.answers)}"
            found.append(Write(Chapter, mark, "title", self.free.cleaned_data["title"]))
        return found

    def _ids(self) -> tuple[int, ...]:
        return tuple(chapter.pk for chapter in self.contents.chapters)


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: HttpRequest, plan_id: int) -> HttpResponse:
    """All chapters in one table; every button saves the whole table first."""
    plan = access.editable_plan(request, plan_id)
    if request.method != "POST":
        return _page(request, Arrangement(read_plan(plan)))
    page = Arrangement(read_plan(plan), request.POST)
    return once(request, lambda: _saved(request, page))


def _saved(request: HttpRequest, page: Arrangement) -> HttpResponse:
    valid, plan = page.is_valid, page.contents.plan
    by, at = user_of(request), timezone.now()
    saved = save(page.changes(), plan=plan, by=by, at=at, contents=page.contents)
    if not valid or not saved.is_whole:
        return _again(request, page, saved)
    if page.free.is_bound:
        messages.success(request, f"章「{page.free.cleaned_data['title']}」を追加しました。")
    else:
        messages.success(request, "章の構成を保存しました。")
    return redirect("wizard:chapters", plan.pk)


def _again(request: HttpRequest, page: Arrangement, saved: Saved) -> HttpResponse:
    """What was typed, over what is stored by now."""
    again = Arrangement(saved.contents or page.contents, request.POST)
    valid = again.is_valid
    for refusal in saved.refusals:
        again.free.add_error(None, refusal.message)
    conflicts = conflicts_of_fields(saved, _label, lambda _, value: _words(value))
    if saved.conflicts:
        conflicts.saved_by, conflicts.saved_at = last_saver(again.contents.plan, unless=saved)
    return _page(request, again, saved=saved, conflict=conflicts, status=409 if valid else 422)


def _page(
    request: HttpRequest,
    page: Arrangement,
    *,
    saved: Saved | None = None,
    conflict: Conflicts | None = None,
    status: int = 200,
) -> HttpResponse:
    bases = ShownBases(page.contents)
    for chapter in page.contents.chapters:
        bases.add(chapter, FRAME)
    context = {
        "plan": page.contents.plan,
        "forms": page.forms,
        "free": page.free,
        "bases": bases,
        "stale": bool(saved and saved.conflicts),
        "conflict": conflict if conflict and conflict.differences else None,
    }
    return render(request, "wizard/plan_chapters.html", context, status=status)


def _label(change: Write) -> str:
    return str(Chapter._meta.get_field(change.field).verbose_name)  # type: ignore[union-attr]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "載せる" if value else "載せない"
    return str(dict(Chapter.Part.choices).get(str(value), value))


def _ordered(forms: list[ChapterFrameForm], move: str) -> list[ChapterFrameForm]:
    """The chapters by the numbers typed, then with the one moved that a button moves."""
    ordered = sorted(forms, key=_place_of)
    direction, _, moved = move.partition(":")
    index = next((i for i, form in enumerate(ordered) if str(form.chapter.pk) == moved), None)
    if index is not None and direction in {"up", "down"}:
        other = index - 1 if direction == "up" else index + 1
        if 0 <= other < len(ordered):
            ordered[index], ordered[other] = ordered[other], ordered[index]
    return ordered


def _place_of(form: ChapterFrameForm) -> tuple[bool, int, int]:
    """Main matter first, then by the number typed; of two equal ones the moved one first."""
    typed = form.cleaned_data.get("place")
    before = form.fields["place"].initial
    place = before if typed is None else typed
    return (
        form.cleaned_data.get("part", form.chapter.part) == Chapter.Part.APPENDIX,
        place,
        0 if place != before else 1,
    )
