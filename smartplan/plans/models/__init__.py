"""The tables of a plan, and the three lists by which everything else walks them."""

from smartplan.plans.models.chapter import Chapter, ChapterText
from smartplan.plans.models.citation import Citation
from smartplan.plans.models.figures import FigureForm
from smartplan.plans.models.glossary import GlossaryText, Term
from smartplan.plans.models.measures import DataLink, Field, Measure, MeasuresText
from smartplan.plans.models.organization import (
    CommitteeMember,
    OrganizationText,
    OrganizationUnit,
    Partner,
)
from smartplan.plans.models.picture import Picture, PictureFile
from smartplan.plans.models.plan import Edition, Numbering, Plan, YearStyle
from smartplan.plans.models.policy import (
    Indicator,
    IndicatorValue,
    Philosophy,
    PolicyText,
    Principle,
)
from smartplan.plans.models.purpose import (
    DraftingStep,
    GoalLink,
    PublicComment,
    PurposeText,
    RelatedPlan,
)
from smartplan.plans.models.revision import Revision, RowMark
from smartplan.plans.models.roadmap import RoadmapItem, RoadmapText, RoadmapTheme
from smartplan.plans.models.row import Row, Versioned
from smartplan.plans.models.security import (
    Guideline,
    SecurityMeasure,
    SecurityPrinciple,
    SecurityText,
)
from smartplan.plans.models.situation import (
    Issue,
    PopulationRow,
    SituationText,
    Statistic,
    YearKind,
)
from smartplan.structure.keys import SectionKey

TEXTS: dict[SectionKey, type[ChapterText]] = {
    SectionKey.PURPOSE: PurposeText,
    SectionKey.SITUATION: SituationText,
    SectionKey.POLICY: PolicyText,
    SectionKey.ORGANIZATION: OrganizationText,
    SectionKey.MEASURES: MeasuresText,
    SectionKey.ROADMAP: RoadmapText,
    SectionKey.SECURITY: SecurityText,
    SectionKey.GLOSSARY: GlossaryText,
}
"""The texts of each section. Whoever adds a section adds a line (structure/keys.py: SectionKey)."""

ROWS: tuple[type[Row], ...] = (
    # In an order in which each row's references come before it (plans/content/loading.py).
    Field,
    RelatedPlan,
    GoalLink,
    DraftingStep,
    PublicComment,
    Picture,
    PopulationRow,
    Statistic,
    Issue,
    Philosophy,
    Principle,
    Indicator,
    IndicatorValue,
    OrganizationUnit,
    Partner,
    CommitteeMember,
    Measure,
    DataLink,
    RoadmapItem,
    RoadmapTheme,
    SecurityPrinciple,
    SecurityMeasure,
    Guideline,
    Term,
    Citation,
)
"""Every kind of row of a plan."""

OWN_PAGE: tuple[type[Row], ...] = (Indicator, OrganizationUnit, Measure)
"""Rows that are a list with one page each; the others are edited inline."""

KEPT_BY_THE_SYSTEM = frozenset(
    {
        *("plan", "municipality", "version", "saves", "archived_at"),
        *("created_by", "created_at", "saved_by", "saved_at", "updated_at"),
    }
)
"""Columns of plans, chapters and rows that the system fills, not the people who write."""

__all__ = [
    "KEPT_BY_THE_SYSTEM",
    "OWN_PAGE",
    "ROWS",
    "TEXTS",
    "Chapter",
    "ChapterText",
    "Citation",
    "CommitteeMember",
    "DataLink",
    "DraftingStep",
    "Edition",
    "Field",
    "FigureForm",
    "GlossaryText",
    "GoalLink",
    "Guideline",
    "Indicator",
    "IndicatorValue",
    "Issue",
    "Measure",
    "MeasuresText",
    "Numbering",
    "OrganizationText",
    "OrganizationUnit",
    "Partner",
    "Philosophy",
    "Picture",
    "PictureFile",
    "Plan",
    "PolicyText",
    "PopulationRow",
    "Principle",
    "PublicComment",
    "PurposeText",
    "RelatedPlan",
    "Revision",
    "RoadmapItem",
    "RoadmapText",
    "RoadmapTheme",
    "Row",
    "RowMark",
    "SecurityMeasure",
    "SecurityPrinciple",
    "SecurityText",
    "SituationText",
    "Statistic",
    "Term",
    "Versioned",
    "YearKind",
    "YearStyle",
]
