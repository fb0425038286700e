"""All checks, in the order of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from smartplan.checks.finding import Finding
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

Check = Callable[[PlanContents], Iterator[Finding]]

CHECKS: dict[SectionKey, Check] = {}


def findings_of(contents: PlanContents) -> list[Finding]:
    """What all checks noticed: of the plan first, then chapter by chapter as the plan has them."""
    return [
        finding
        for chapter in contents.chapters
        if chapter.section
        for finding in CHECKS.get(SectionKey(chapter.section), lambda _: iter(()))(contents)
    ]
