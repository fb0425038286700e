"""The step of each section: its text form, its rows and its page, in the order of a plan.

Whoever adds a section adds a line here; a test walks the eight keys.
"""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.plans.models import (
    Chapter,
    Field,
    Indicator,
    Issue,
    Measure,
    OrganizationUnit,
    Row,
)
from smartplan.plans.sections.tables import RowTable
from smartplan.structure.keys import SectionKey
from smartplan.wizard.forms import (
    glossary,
    measures,
    organization,
    policy,
    purpose,
    roadmap,
    security,
    situation,
)
from smartplan.wizard.forms.base import ChapterTextForm
from smartplan.wizard.forms.free import FreeChapterTextForm


@dataclass(frozen=True)
class Step:
    """What the page of one section holds."""

    form: type[ChapterTextForm]
    tables: tuple[RowTable, ...] = ()
    lists: tuple[type[Row], ...] = ()
    """Rows of this section that have a page each."""
    lists_at: int | None = None
    """Before which of the tables the lists stand on the page; None: after all of them."""
    shared: tuple[type[Row], ...] = ()
    """Rows of other sections that this one refers to: shown, not edited, with a link."""
    template: str = "wizard/chapter.html"

    def pasted(self, rows_name: str) -> RowTable | None:
        """The columns into which a table can be pasted; of the lists, the basic ones."""
        of_list = PASTED.get(self.list_of(rows_name) or Row)
        return of_list or self.table(rows_name)

    def table(self, rows_name: str) -> RowTable | None:
        return next((each for each in self.tables if each.rows_name == rows_name), None)

    def list_of(self, rows_name: str) -> type[Row] | None:
        return next((each for each in self.lists if each.rows_name() == rows_name), None)


STEPS: dict[SectionKey | None, Step] = {
    SectionKey.PURPOSE: Step(
        purpose.PurposeForm,
        purpose.TABLES,
        shared=(Field,),
        template="wizard/purpose.html",
    ),
    SectionKey.SITUATION: Step(
        situation.SituationForm,
        situation.TABLES,
        shared=(Field,),
        template="wizard/situation.html",
    ),
    SectionKey.POLICY: Step(
        policy.PolicyForm,
        policy.TABLES,
        lists=(Indicator,),
        template="wizard/policy.html",
    ),
    SectionKey.ORGANIZATION: Step(
        organization.OrganizationForm,
        organization.TABLES,
        lists=(OrganizationUnit,),
        lists_at=0,
        template="wizard/organization.html",
    ),
    SectionKey.MEASURES: Step(
        measures.MeasuresForm,
        measures.TABLES,
        lists=(Measure,),
        lists_at=1,
        shared=(Issue, Indicator),
        template="wizard/measures.html",
    ),
    SectionKey.ROADMAP: Step(
        roadmap.RoadmapForm,
        roadmap.TABLES,
        shared=(Measure,),
        template="wizard/roadmap.html",
    ),
    SectionKey.SECURITY: Step(
        security.SecurityForm, security.TABLES, template="wizard/security.html"
    ),
    SectionKey.GLOSSARY: Step(
        glossary.GlossaryForm, glossary.TABLES, template="wizard/glossary.html"
    ),
    None: Step(FreeChapterTextForm),
}

PASTED: dict[type[Row], RowTable] = {
    Indicator: RowTable(
        Indicator,
        {
            "name": "wide",
            "number": "narrow",
            "kind": "narrow",
            "unit": "narrow",
            "direction": "narrow",
            "baseline_value": "narrow",
            "baseline_year": "narrow",
            "interim_value": "narrow",
            "interim_year": "narrow",
            "target_value": "narrow",
            "target_year": "narrow",
            "source": "medium",
            "division": "narrow",
        },
    ),
    OrganizationUnit: RowTable(
        OrganizationUnit,
        {
            "name": "wide",
            "parent": "medium",
            "side": "narrow",
            "status": "narrow",
            "phase": "narrow",
            "role": "wide",
            "members": "wide",
        },
    ),
    Measure: RowTable(
        Measure,
        {
            "name": "wide",
            "field": "medium",
            "purpose": "wide",
            "actions": "wide",
            "effects": "wide",
            "actor": "medium",
            "division": "narrow",
            "cost": "medium",
            "funding": "medium",
        },
    ),
}
"""The basic columns of the rows that have a page each, for pasting."""


def step_of(chapter: Chapter) -> Step:
    return STEPS[SectionKey(chapter.section) if chapter.section else None]
