"""A chapter that the municipality added itself: one text."""

from smartplan.document.blocks import prose
from smartplan.document.tree import Blocks
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    return prose(chapter.body)
