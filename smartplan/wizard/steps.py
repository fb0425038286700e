"""The step of each section, in the order of a plan.

Whoever adds a section adds a line here; a test walks the eight keys. What the page of a section is
made of stands in the section's own file.
"""

from __future__ import annotations

from smartplan.plans.models import Chapter
from smartplan.structure.keys import SectionKey
from smartplan.wizard.sections import (
    free,
    glossary,
    measures,
    organization,
    policy,
    purpose,
    roadmap,
    security,
    situation,
)
from smartplan.wizard.sections.step import Step

STEPS: dict[SectionKey | None, Step] = {
    SectionKey.PURPOSE: purpose.STEP,
    SectionKey.SITUATION: situation.STEP,
    SectionKey.POLICY: policy.STEP,
    SectionKey.ORGANIZATION: organization.STEP,
    SectionKey.MEASURES: measures.STEP,
    SectionKey.ROADMAP: roadmap.STEP,
    SectionKey.SECURITY: security.STEP,
    SectionKey.GLOSSARY: glossary.STEP,
    None: free.STEP,
}


def step_of(chapter: Chapter) -> Step:
    return STEPS[SectionKey(chapter.section) if chapter.section else None]
