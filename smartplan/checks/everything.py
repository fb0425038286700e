"""All checks, in the order of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

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
from smartplan.municipalities.town_words import town_words_of
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
    found = list(_in_town_words(plan.check(contents), contents))
    for chapter in contents.chapters:
        found.extend(findings_in(chapter, contents))
    return found


def findings_in(chapter: Chapter, contents: PlanContents) -> Iterator[Finding]:
    """What the checks noticed about one chapter, as `findings_of` has it."""
    return _in_town_words(_findings_in(chapter, contents), contents)


def _in_town_words(findings: Iterable[Finding], contents: PlanContents) -> Iterator[Finding]:
    """The hints in the words of a town, village or ward; messages quote what was typed."""
    adapted = town_words_of(contents.plan.municipality).adapted
    for finding in findings:
        hint = adapted(finding.hint)
        yield finding if hint == finding.hint else replace(finding, hint=hint)


def _findings_in(chapter: Chapter, contents: PlanContents) -> Iterator[Finding]:
    if not chapter.included:
        yield from chapters.omitted(chapter)
        return
    if chapters.is_blank(chapter, contents):
        yield chapters.blank(chapter)
    elif chapter.section is not None:
        yield from CHECKS[SectionKey(chapter.section)](contents)
    yield from chapters.citations(chapter, contents)
