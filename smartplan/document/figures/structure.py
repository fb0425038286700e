"""体系図: from the future image over the ideas and the fields to the measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from smartplan.document.drawing import PORTRAIT_HEIGHT
from smartplan.document.figures.fitting import in_parts, paged, shortened
from smartplan.document.figures.structure_drawing import (
    APART,
    Branch,
    Tree,
    branch_height,
    measure_height,
    tree_drawn,
)
from smartplan.document.measures_shown import fields_named, measures_shown
from smartplan.document.tree import Figure
from smartplan.plans.contents import UNNAMED, PlanContents
from smartplan.plans.models import Measure, Philosophy, PolicyText
from smartplan.structure.keys import SectionKey

CONTINUED = "（続き）"

ROOM = PORTRAIT_HEIGHT - 24
"""The height that the measures of one part may take."""


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """The tree, by fields in several parts when it is higher than a page."""
    if not is_drawn(contents):
        return ()
    branches = list(_branches(contents))
    text = cast(PolicyText, contents.text_of(SectionKey.POLICY))
    ideas = tuple(row.name.strip() for row in contents.rows(Philosophy) if row.name.strip())
    whole = Tree(text.vision.strip(), ideas, tuple(branches))
    return in_parts(
        [
            Figure(
                drawing=tree_drawn(replace(whole, branches=part)),
                caption="施策の体系",
                alternative=alternative_text(replace(whole, branches=part)),
                key="structure",
            )
            for part in _parts(whole)
        ]
    )


def is_drawn(contents: PlanContents) -> bool:
    """Was something written of a measure?"""
    return any(measures_shown(contents, field) for _, field in fields_named(contents))


def alternative_text(tree: Tree) -> str:
    """The fields and how many measures each has; of a plan without fields the measures alone."""
    fields = "、".join(
        f"{shortened(branch.name)}（{len(branch.measures)}施策）" for branch in tree.branches
    )
    goal = f"将来像「{shortened(tree.vision)}」の実現に向けた、" if tree.vision else ""
    count = sum(len(branch.measures) for branch in tree.branches)
    if not any(branch.name for branch in tree.branches):
        return f"{goal}{count}施策の体系図です。"
    return f"{goal}{len(tree.branches)}分野{count}施策の体系図です。分野は、{fields}です。"


def _branches(contents: PlanContents) -> Iterator[Branch]:
    for name, field in fields_named(contents):
        measures = tuple(_measure(contents, measure) for measure in measures_shown(contents, field))
        if measures or (field and field.name.strip()):
            yield Branch(name, measures)


def _measure(contents: PlanContents, measure: Measure) -> tuple[str, str]:
    return contents.measure_code(measure), measure.name.strip() or UNNAMED


def _parts(tree: Tree) -> Iterator[tuple[Branch, ...]]:
    """The fields that stand together on a page; one that is higher than a page goes on."""
    pieces = [piece for branch in tree.branches for piece in _pieces(branch, tree)]
    for page in paged([branch_height(piece, tree) for piece in pieces], ROOM):
        yield tuple(pieces[place] for place in page)


def _pieces(branch: Branch, tree: Tree) -> Iterator[Branch]:
    heights = [measure_height(name, tree) for _, name in branch.measures]
    if not heights:
        yield branch
        return
    for number, page in enumerate(paged(heights, ROOM - APART)):
        name = f"{branch.name}{CONTINUED}" if number and branch.name else branch.name
        yield Branch(name, tuple(branch.measures[place] for place in page))
