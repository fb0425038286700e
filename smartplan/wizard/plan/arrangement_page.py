"""The page with a plan's chapters in one table: as stored, as it was sent, and once more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from smartplan.plans.models import Chapter
from smartplan.plans.reading import PlanContents
from smartplan.plans.saving import Change, Order, Saved, Write, digest_of
from smartplan.wizard.bases import SentBases, ShownBases
from smartplan.wizard.conflicts import fields_in_conflict
from smartplan.wizard.plan.forms import ChapterFrameForm, FreeChapterForm, frame_forms
from smartplan.wizard.posted import mark_of_form

FRAME = ("title", "part", "included", "omit_reason")


@dataclass
class Arrangement:
    """The page: a form for each chapter, and one for a chapter to add."""

    contents: PlanContents
    answers: QueryDict | None = None

    @cached_property
    def chapters(self) -> list[Chapter]:
        """In the plan's order, also right after a save that changed it."""
        return sorted(
            self.contents.chapters,
            key=lambda each: (each.part == Chapter.Part.APPENDIX, each.position, each.pk),
        )

    @cached_property
    def sent_bases(self) -> SentBases:
        return SentBases(self.answers)

    @cached_property
    def forms(self) -> list[ChapterFrameForm]:
        return frame_forms(self.chapters, self._places(), self.answers)

    @property
    def sent(self) -> list[ChapterFrameForm]:
        """The forms that were sent; a chapter that was added meanwhile is not among them."""
        return [form for form in self.forms if form.is_bound]

    @cached_property
    def free(self) -> FreeChapterForm:
        if self.answers is None:
            return FreeChapterForm()
        adding = self.answers.get("do") == "add"
        typed = {"title": self.answers.get("title", "")}
        return FreeChapterForm(self.answers if adding else None, initial=typed)

    @cached_property
    def mark(self) -> str:
        """The mark of the chapter to add: of this form and this title."""
        title = self.free.cleaned_data["title"]
        return f"chapter-{mark_of_form(self.answers or {})}-{digest_of(title).text}"

    @property
    def is_valid(self) -> bool:
        fine = [form.is_valid() for form in self.sent]
        return all(fine) and (not self.free.is_bound or self.free.is_valid())

    def changes(self) -> list[Change]:
        """What was sent and can be read, and the chapters that were sent in their order."""
        found: list[Change] = []
        for form in self.sent:
            pk = form.chapter.pk
            for name in FRAME:
                if name in form.cleaned_data and form.tells(name):
                    base = self.sent_bases.of(Chapter, pk, name)
                    found.append(Write(Chapter, pk, name, form.cleaned_data[name], base))
        if self.sent and self.answers is not None:
            ordered = _ordered(self.sent, self.answers.get("do", ""))
            keys = tuple(form.chapter.pk for form in ordered)
            found.append(Order(Chapter, keys, self.sent_bases.ids(Chapter) or self._ids()))
        if self.free.is_bound and self.free.is_valid():
            found.append(Write(Chapter, self.mark, "title", self.free.cleaned_data["title"]))
        return found

    def has_added(self, saved: Saved) -> bool:
        """Is the chapter to add stored by now?"""
        return self.free.is_bound and self.free.is_valid() and self.mark in saved.ids

    def bases(self) -> ShownBases:
        """What the forms hold now, for the page's hidden field."""
        bases = ShownBases(self.contents)
        for chapter in self.chapters:
            bases.add(chapter, FRAME)
        return bases

    def _ids(self) -> tuple[int, ...]:
        return tuple(chapter.pk for chapter in self.chapters)

    def _places(self) -> dict[int, int]:
        """The place of each chapter, from 1, as the page showed it; else as it is stored."""
        shown = self.sent_bases.ids(Chapter)
        return {pk: place for ids in (self._ids(), shown) for place, pk in enumerate(ids, start=1)}


def page_again(page: Arrangement, saved: Saved) -> Arrangement:
    """The page as it is after the save: what is still to be decided stands as it was typed."""
    assert page.answers is not None  # noqa: S101 - only what was sent comes again
    stored = Arrangement(saved.contents or page.contents)
    posted, places = page.answers.copy(), _wanted_places(stored, saved)
    refused = {
        (Chapter, each.change.key, each.change.field, None)
        for each in saved.refusals
        if isinstance(each.change, Write)
    }
    still_open = fields_in_conflict(saved.conflicts) | refused
    forms = {form.chapter.pk: form for form in stored.forms}
    for sent in page.sent:
        pk = sent.chapter.pk
        for name in sent.cleaned_data.keys() & set(FRAME):
            if (Chapter, pk, name, None) not in still_open:
                sent.put(posted, name, forms[pk][name].value())
        if "place" in sent.cleaned_data:
            sent.put(posted, "place", places[pk])
    if page.has_added(saved):
        posted["do"] = posted["title"] = ""
    return Arrangement(stored.contents, posted)


def order_in_conflict(saved: Saved) -> Order | None:
    """The order that this person wants, if somebody else has changed it as well."""
    orders = (each.change for each in saved.conflicts if isinstance(each.change, Order))
    return next(orders, None)


def _wanted_places(stored: Arrangement, saved: Saved) -> dict[int, int]:
    """The place of each chapter as it is stored, or as wanted where both changed the order."""
    order = order_in_conflict(saved)
    ids: list[object] = [chapter.pk for chapter in stored.chapters]
    if order is not None:
        wanted = iter(order.keys)
        ids = [next(wanted) if pk in order.keys else pk for pk in ids]
    return {int(str(pk)): place for place, pk in enumerate(ids, start=1)}


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
