"""A chapter that the municipality added itself: one text."""

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Chapter
from smartplan.publishing.blocks import prose
from smartplan.publishing.document import Blocks


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    return prose(chapter.body)
