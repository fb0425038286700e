"""What a file is made from."""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.document.build import build_document
from smartplan.document.tree import Document
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan


@dataclass(frozen=True)
class Material:
    """What a file is made from: the plan's rows, and the document that was built from them."""

    contents: PlanContents
    document: Document


def material_of(plan: Plan) -> Material:
    """What the plan holds now."""
    contents = read_plan(plan)
    return Material(contents, build_document(contents))
