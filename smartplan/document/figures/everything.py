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
    label: str
    """What the figure is called."""
    field: str
    """The field of the section's texts in which the planner chooses how it is printed."""
    section: SectionKey
    rows: type[Row]
    figures: Callable[[PlanContents], tuple[Figure, ...]]
    is_drawn: Callable[[PlanContents], bool]
    """Would `figures` give any? Asked of every page, so it lays out and draws nothing."""
    own: Callable[[PlanContents, Any], tuple[Figure, ...]] | None = None
    """What a row shows on its own page, where that is less than the whole figure."""


EVERY_FIGURE: tuple[KindOfFigure, ...] = (
    KindOfFigure(
        "positioning",
        "位置づけ図",
        "figure_positioning",
        SectionKey.PURPOSE,
        RelatedPlan,
        positioning.figures,
        positioning.is_drawn,
    ),
    KindOfFigure(
        "periods",
        "計画期間の対比図",
        "figure_periods",
        SectionKey.PURPOSE,
        RelatedPlan,
        periods.figures,
        periods.is_drawn,
    ),
    KindOfFigure(
        "goals",
        "総合計画との対応図",
        "figure_goals",
        SectionKey.PURPOSE,
        GoalLink,
        goals.figures,
        goals.is_drawn,
    ),
    KindOfFigure(
        "population",
        "人口グラフ",
        "figure_population",
        SectionKey.SITUATION,
        PopulationRow,
        population.figures,
        population.is_drawn,
    ),
    KindOfFigure(
        "indicators",
        "KPIの推移図",
        "figure_indicators",
        SectionKey.POLICY,
        Indicator,
        indicators.figures,
        indicators.is_drawn,
        own=indicators.figures_of,
    ),
    KindOfFigure(
        "organization",
        "推進体制図",
        "figure_organization",
        SectionKey.ORGANIZATION,
        OrganizationUnit,
        organization.figures,
        organization.is_drawn,
    ),
    KindOfFigure(
        "structure",
        "施策体系図",
        "figure_structure",
        SectionKey.MEASURES,
        Measure,
        structure.figures,
        structure.is_drawn,
    ),
    KindOfFigure(
        "data_links",
        "サービス・データ連携図",
        "figure_data_links",
        SectionKey.MEASURES,
        DataLink,
        data_links.figures,
        data_links.is_drawn,
    ),
    KindOfFigure(
        "sdgs",
        "SDGsとの対応図",
        "figure_sdgs",
        SectionKey.MEASURES,
        Measure,
        sdgs.figures,
        sdgs.is_drawn,
    ),
    KindOfFigure(
        "timeline",
        "工程表",
        "figure_timeline",
        SectionKey.ROADMAP,
        RoadmapItem,
        roadmap.figures,
        roadmap.is_drawn,
    ),
    KindOfFigure(
        "themes",
        "大きな取組のロードマップ",
        "figure_themes",
        SectionKey.ROADMAP,
        RoadmapTheme,
        themes.figures,
        themes.is_drawn,
    ),
)


def figures_of(section: SectionKey) -> tuple[KindOfFigure, ...]:
    """The figures that the chapter of a section prints."""
    return tuple(kind for kind in EVERY_FIGURE if kind.section == section)


def figure_named(key: str) -> KindOfFigure | None:
    return next((kind for kind in EVERY_FIGURE if kind.key == key), None)
