"""The task list of a plan: each chapter with its state, its findings and who wrote last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from smartplan.checks.finding import Finding, Level
from smartplan.plans.models import Chapter

if TYPE_CHECKING:
    from smartplan.plans.reading import PlanContents


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    chapter: Chapter
    number: int | None
    findings: tuple[Finding, ...]

    @property
    def is_done(self) -> bool:
        return self.chapter.state == Chapter.State.DONE and not self.concerns

    @property
    def concerns(self) -> tuple[Finding, ...]:
        """What makes the chapter 確認事項あり."""
        return tuple(f for f in self.findings if is_concern(f))

    @property
    def label(self) -> str:
        """「第2章」, or 「資料」 for a chapter of the appendix."""
        if self.number:
            return f"第{self.number}章"
        return "資料" if self.chapter.part == Chapter.Part.APPENDIX else ""


def is_concern(finding: Finding) -> bool:
    """Errors and warnings are counted as 確認事項; a notice is only told."""
    return finding.level is not Level.NOTICE


def tasks_of(contents: PlanContents, findings: list[Finding]) -> list[Task]:
    """The chapters in the plan's order; the included ones of the main part are numbered."""
    tasks: list[Task] = []
    number = 0
    for chapter in contents.chapters:
        counted = chapter.included and chapter.part == Chapter.Part.MAIN
        number += counted
        own = tuple(f for f in findings if belongs_to(f, chapter))
        tasks.append(Task(chapter, number if counted else None, own))
    return tasks


def belongs_to(finding: Finding, chapter: Chapter) -> bool:
    if finding.section is not None:
        return chapter.section == finding.section
    link = finding.link
    return link is not None and link.rows == "chapters" and link.pk == chapter.pk


def findings_by_chapter(
    contents: PlanContents, findings: list[Finding]
) -> list[tuple[Chapter | None, list[Finding]]]:
    """The findings in the plan's order; those about the plan as a whole come first (None)."""
    groups: list[tuple[Chapter | None, list[Finding]]] = [
        (chapter, [f for f in findings if belongs_to(f, chapter)]) for chapter in contents.chapters
    ]
    placed = {id(finding) for _, group in groups for finding in group}
    groups.insert(0, (None, [f for f in findings if id(f) not in placed]))
    return [(chapter, group) for chapter, group in groups if group]
