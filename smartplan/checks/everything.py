"""All checks, in the order of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from smartplan.checks import (
    chapters,
    glossary,
    measures,
    organization,
    plan,
    policy,
    purpose,
    roadmap,
    security,
    situation,
)
from smartplan.checks.finding import Finding
from smartplan.plans.models import Chapter
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

Check = Callable[[PlanContents], Iterator[Finding]]

CHECKS: dict[SectionKey, Check] = {
    SectionKey.PURPOSE: purpose.check,
    SectionKey.SITUATION: situation.check,
    SectionKey.POLICY: policy.check,
    SectionKey.ORGANIZATION: organization.check,
    SectionKey.MEASURES: measures.check,
    SectionKey.ROADMAP: roadmap.check,
    SectionKey.SECURITY: security.check,
    SectionKey.GLOSSARY: glossary.check,
}


def findings_of(contents: PlanContents) -> list[Finding]:
    """What all checks noticed: of the plan first, then chapter by chapter as the plan has them."""
    found = list(plan.check(contents))
    for chapter in contents.chapters:
        found.extend(findings_in(chapter, contents))
    return found


def findings_in(chapter: Chapter, contents: PlanContents) -> Iterator[Finding]:
    """What the checks noticed about one chapter, as `findings_of` has it."""
    if not chapter.included:
        yield from chapters.omitted(chapter)
        return
    if chapters.is_blank(chapter, contents):
        yield chapters.blank(chapter)
    elif chapter.section is not None:
        yield from CHECKS[SectionKey(chapter.section)](contents)
    yield from chapters.citations(chapter, contents)
