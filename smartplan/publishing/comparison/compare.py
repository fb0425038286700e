"""From what a plan held then and what it holds now to the 新旧対照表."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import ROWS, Chapter, Citation, IndicatorValue, Row
from smartplan.publishing.comparison.cells import number_of, place_of
from smartplan.publishing.comparison.changes import Changes, renumbered, sides
from smartplan.publishing.comparison.printed import Printed
from smartplan.publishing.comparison.rows import Both, matched, moved
from smartplan.publishing.comparison.tree import ADDED, REMOVED, Change, Part, Side, whole
from smartplan.structure.keys import SectionKey

PLAN = "計画全体（表紙と設定）"
NOT_PRINTED = "（計画に載せない章）"
ORDER = "並び順"


def compare_contents(old: PlanContents, new: PlanContents) -> tuple[Part, ...]:
    """What differs, chapter by chapter in the new order; nothing that is the same."""
    return tuple(part for part in _Comparison(old, new).parts() if part.changes)


class _Comparison:
    """The chapters and rows of two contents of one plan, side by side."""

    def __init__(self, old: PlanContents, new: PlanContents) -> None:
        self.old, self.new = old, new
        self.printed = Printed(old), Printed(new)
        self.labels = self.printed[0].labels, self.printed[1].labels
        self.changes = Changes(old, new, *(printed.readable for printed in self.printed))
        self.moved_chapters = moved(old.chapters, new.chapters)

    def parts(self) -> Iterator[Part]:
        settings = self.changes.of_cells(self.old.plan, self.new.plan, "")
        yield Part(PLAN, (*settings, *self._numbers_of_chapters()))
        for both in matched(self.old.chapters, self.new.chapters):
            yield Part(self._title(both), tuple(self._chapter(both)))

    # Chapters ----------------------------------------------------------------------------------

    def _title(self, both: Both) -> str:
        chapter: Chapter = both.new or both.old
        label = self.labels[1 if both.new else 0].get(chapter.pk, "")
        title = f"{label}　{chapter.title}" if label else chapter.title
        printed = chapter.included or (both.old and both.old.included)
        return title if printed else f"{title}{NOT_PRINTED}"

    def _chapter(self, both: Both) -> Iterator[Change]:
        old, new = both.old, both.new
        if new is None:
            yield Change("", "章", self._whole(old, self.printed[0]), Side(note=REMOVED))
            return
        if old is None:
            yield Change("", "章", Side(note=ADDED), self._whole(new, self.printed[1]))
            return
        if new.pk in self.moved_chapters:
            yield Change("", f"章の{ORDER}", *sides(*self._places(new.pk)))
        yield from self.changes.of_cells(old, new, "")
        if new.section:
            yield from self._section(SectionKey(new.section))
        yield from self._rows(Citation, self.old.citations_of(old), self.new.citations_of(new))

    @staticmethod
    def _whole(chapter: Chapter, printed: Printed) -> Side:
        return whole(f"{chapter.title}\n{printed.readable(chapter.body)}")

    def _section(self, section: SectionKey) -> Iterator[Change]:
        texts = self.old.text_of(section), self.new.text_of(section)
        yield from self.changes.of_cells(*texts, "")
        for kind in ROWS:
            if kind not in (Citation, IndicatorValue) and kind.section == section:
                yield from self._rows(kind, self.old.rows(kind), self.new.rows(kind))

    def _places(self, pk: int) -> tuple[str, str]:
        """Where a chapter stood and stands."""
        then, now = (
            labels.get(pk) or f"{[chapter.pk for chapter in contents.chapters].index(pk) + 1}番目"
            for contents, labels in zip((self.old, self.new), self.labels, strict=True)
        )
        return then, now

    def _numbers_of_chapters(self) -> Iterator[Change]:
        """The chapters that have another number because of others."""
        if self.old.plan.numbering == self.new.plan.numbering:
            then, now = self.labels
            yield from renumbered(
                "章の番号",
                (
                    (then[chapter.pk], now[chapter.pk], chapter.title)
                    for chapter in self.new.chapters
                    if chapter.pk in then.keys() & now.keys() - self.moved_chapters
                ),
            )

    # Rows --------------------------------------------------------------------------------------

    def _rows(self, kind: type[Row], old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
        moved_rows = moved(old, new)
        numbers = []
        for both in matched(old, new):
            if not both.old or not both.new:
                at = place_of(both.new, self.new) if both.new else place_of(both.old, self.old)
                yield self.changes.of_row(both.old, both.new, at)
                continue
            place = place_of(both.new, self.new)
            yield from self.changes.of_cells(both.old, both.new, place)
            if both.new.pk in moved_rows:
                yield self._move(both, place)
            else:
                then, now = number_of(both.old, self.old), number_of(both.new, self.new)
                if not getattr(both.new, "number", ""):  # a typed number is a cell of its own
                    numbers.append((then, now, str(both.new)))
        yield from renumbered(f"{kind._meta.verbose_name}の番号", numbers)

    def _move(self, both: Both, place: str) -> Change:
        then = number_of(both.old, self.old) or f"{self.old.place_of(both.old)}番目"
        now = number_of(both.new, self.new) or f"{self.new.place_of(both.new)}番目"
        return Change(place, ORDER, *sides(then, now))
