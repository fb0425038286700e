"""大きな取組のロードマップ: from today over five and ten to twenty years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from smartplan.document.figures.fitting import in_parts, paged, shortened
from smartplan.document.figures.themes_drawing import Steps, Theme
from smartplan.document.tree import Figure
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import RoadmapText, RoadmapTheme
from smartplan.structure.keys import SectionKey

TOLD = 3
"""How many undertakings the figure's alternative tells."""

STAGES = (1, 2, 3, 4)


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """The undertakings under the plan's own headings; a column that nobody filled is left out."""
    if not is_drawn(contents):
        return ()
    whole = _steps(contents)
    return in_parts(
        [
            Figure(
                drawing=part.drawn(),
                caption="大きな取組の進め方",
                alternative=alternative_text(part),
                key="themes",
                landscape=part.landscape,
            )
            for part in _parts(whole)
        ]
    )


def is_drawn(contents: PlanContents) -> bool:
    """Does an undertaking say what is to be reached, in any of the columns?"""
    return any(any(_stages(row)) for row in contents.rows(RoadmapTheme))


def alternative_text(steps: Steps) -> str:
    """The first undertakings with what is to be reached in the last column that says something."""
    headings = "、".join(map(shortened, steps.headings))
    themes = "。".join(_told(theme, steps) for theme in steps.themes[:TOLD])
    rest = f"。ほか{len(steps.themes) - TOLD}件" if len(steps.themes) > TOLD else ""
    return f"{len(steps.themes)}件の取組を{headings}の順に示した図です。{themes}{rest}。"


def _told(theme: Theme, steps: Steps) -> str:
    stages = "、".join(
        f"{shortened(heading)}は「{shortened(stage)}」"
        for heading, stage in zip(steps.headings, theme.stages, strict=True)
        if stage
    )
    return f"{shortened(theme.name) or '名称のない取組'}：{stages or '記載なし'}"


def _steps(contents: PlanContents) -> Steps:
    text = cast(RoadmapText, contents.text_of(SectionKey.ROADMAP))
    rows = [(row.name.strip(), _stages(row)) for row in contents.rows(RoadmapTheme)]
    filled = [place for place, _ in enumerate(STAGES) if any(stages[place] for _, stages in rows)]
    themes = tuple(
        Theme(name, tuple(stages[place] for place in filled))
        for name, stages in rows
        if name or any(stages)
    )
    headings = tuple(getattr(text, f"heading_{STAGES[place]}").strip() for place in filled)
    return Steps.of(headings, themes)


def _stages(row: RoadmapTheme) -> tuple[str, ...]:
    return tuple(getattr(row, f"stage_{place}").strip() for place in STAGES)


def _parts(whole: Steps) -> Iterator[Steps]:
    for page in paged([whole.height(theme) for theme in whole.themes], whole.room):
        yield replace(whole, themes=tuple(whole.themes[place] for place in page))
