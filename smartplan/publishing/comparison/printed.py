"""What the document of one edition prints for what a text only points to: numbers of the day."""

from __future__ import annotations

from smartplan.document.build import build_document
from smartplan.document.references.resolving import NOTHING, targets_of
from smartplan.document.tree import Document
from smartplan.plans.contents import PlanContents
from smartplan.plans.references import Mark, replaced


class Printed:
    """The numbers of the chapters, and the words for references, in one edition."""

    def __init__(self, contents: PlanContents) -> None:
        document = build_document(contents)
        self.labels = _labels(document, contents)
        """第1章, 資料1 by the chapters' ids."""
        self._targets = targets_of(document, contents)

    def readable(self, text: str) -> str:
        """The text as people read it: 「施策A-1」 in place of a mark."""
        return replaced(text, self._words)

    def _words(self, mark: Mark) -> str:
        found = self._targets.get((mark.kind, mark.name))
        return found.label if found else NOTHING


def _labels(document: Document, contents: PlanContents) -> dict[int, str]:
    titles = {chapter.pk: chapter.title for chapter in contents.chapters}
    found: dict[int, str] = {}
    for chapter in document.chapters:
        pk = chapter.source_id
        if pk is not None and titles.get(pk) == chapter.title:
            found.setdefault(pk, chapter.label)
    return found
