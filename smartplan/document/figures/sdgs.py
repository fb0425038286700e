"""SDGsとの対応: which measure serves which of the goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from smartplan.document.figures.fitting import in_parts, paged
from smartplan.document.figures.sdgs_drawing import Matrix, Serving
from smartplan.document.measures_shown import fields_named, goals_of, measures_shown
from smartplan.document.tree import Figure
from smartplan.plans.contents import PlanContents
from smartplan.plans.sdgs import SDGS


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """The matrix of the measures that serve a goal and the goals that are served."""
    rows = list(serving(contents))
    goals = sorted({goal for row in rows for goal in row.goals})
    whole = Matrix(tuple((goal, SDGS[goal - 1]) for goal in goals), tuple(rows))
    return in_parts(
        [
            Figure(
                drawing=part.drawn(),
                caption="施策とSDGsの対応",
                alternative=alternative_text(part),
                key="sdgs",
                note="●：施策が貢献する目標",
                landscape=part.landscape,
            )
            for part in _parts(whole)
        ]
    )


def is_drawn(contents: PlanContents) -> bool:
    """Does a measure serve a goal?"""
    return any(serving(contents))


def alternative_text(matrix: Matrix) -> str:
    """How many measures serve how many goals, and which goal most of them."""
    count = Counter(goal for row in matrix.rows for goal in row.goals)
    most = max(count.values())
    names = "、".join(f"目標{goal}「{name}」" for goal, name in matrix.goals if count[goal] == most)
    return (
        f"{len(matrix.rows)}施策が貢献するSDGsの目標（{len(count)}件）を●で示した図です。"
        f"最も多くの施策が貢献するのは{names}（{most}施策）です。"
    )


def serving(contents: PlanContents) -> Iterator[Serving]:
    """The measures that serve a goal, in the plan's order."""
    return (
        Serving(name, contents.measure_code(measure), measure.name.strip(), goals)
        for name, field in fields_named(contents)
        for measure in measures_shown(contents, field)
        if (goals := tuple(dict.fromkeys(goals_of(measure))))
    )


def _parts(whole: Matrix) -> Sequence[Matrix]:
    heights = [whole.row_height(place) for place in range(len(whole.rows))]
    pages = paged(heights, whole.room, first=whole.first_room)
    return [Matrix(whole.goals, tuple(whole.rows[place] for place in page)) for page in pages]
