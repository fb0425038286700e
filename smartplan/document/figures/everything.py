"""Every figure that is drawn from the rows of a plan, in the order of the chapters.

Whoever adds a figure adds a line here: the pages where its rows are written offer it then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from smartplan.document.figures import (
    data_links,
    goals,
    indicators,
    organization,
    periods,
    population,
    positioning,
    roadmap,
    sdgs,
    structure,
    themes,
)
from smartplan.document.tree import Figure
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    TEXTS,
    DataLink,
    GoalLink,
    Indicator,
    Measure,
    OrganizationUnit,
    PopulationRow,
    RelatedPlan,
    RoadmapItem,
    RoadmapTheme,
    Row,
)
from smartplan.structure.keys import SectionKey


@dataclass(frozen=True)
class KindOfFigure:
    """One kind of figure: what draws it, and beside which rows it belongs."""

    key: str
    section: SectionKey
    rows: type[Row]
    figures: Callable[[PlanContents], tuple[Figure, ...]]
    is_drawn: Callable[[PlanContents], bool]
    """Would `figures` give any? Asked of every page, so it lays out and draws nothing."""
    own: Callable[[PlanContents, Any], tuple[Figure, ...]] | None = None
    """What a row shows on its own page, where that is less than the whole figure."""

    @property
    def field(self) -> str:
        """The field of the section's texts in which the planner chooses how it is printed."""
        return f"figure_{self.key}"

    @property
    def label(self) -> str:
        """What the figure is called: 「位置づけ図」."""
        field = TEXTS[self.section]._meta.get_field(self.field)
        return str(field.verbose_name).removesuffix("の載せ方")  # type: ignore[union-attr]


EVERY_FIGURE: tuple[KindOfFigure, ...] = (
    KindOfFigure(
        "positioning", SectionKey.PURPOSE, RelatedPlan, positioning.figures, positioning.is_drawn
    ),
    KindOfFigure("periods", SectionKey.PURPOSE, RelatedPlan, periods.figures, periods.is_drawn),
    KindOfFigure("goals", SectionKey.PURPOSE, GoalLink, goals.figures, goals.is_drawn),
    KindOfFigure(
        "population", SectionKey.SITUATION, PopulationRow, population.figures, population.is_drawn
    ),
    KindOfFigure(
        "indicators",
        SectionKey.POLICY,
        Indicator,
        indicators.figures,
        indicators.is_drawn,
        own=indicators.figures_of,
    ),
    KindOfFigure(
        "organization",
        SectionKey.ORGANIZATION,
        OrganizationUnit,
        organization.figures,
        organization.is_drawn,
    ),
    KindOfFigure("structure", SectionKey.MEASURES, Measure, structure.figures, structure.is_drawn),
    KindOfFigure(
        "data_links", SectionKey.MEASURES, DataLink, data_links.figures, data_links.is_drawn
    ),
    KindOfFigure("sdgs", SectionKey.MEASURES, Measure, sdgs.figures, sdgs.is_drawn),
    KindOfFigure("timeline", SectionKey.ROADMAP, RoadmapItem, roadmap.figures, roadmap.is_drawn),
    KindOfFigure("themes", SectionKey.ROADMAP, RoadmapTheme, themes.figures, themes.is_drawn),
)


def figures_of(section: SectionKey) -> tuple[KindOfFigure, ...]:
    """The figures that the chapter of a section prints."""
    return tuple(kind for kind in EVERY_FIGURE if kind.section == section)


def figure_named(key: str) -> KindOfFigure | None:
    return next((kind for kind in EVERY_FIGURE if kind.key == key), None)
