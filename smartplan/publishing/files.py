"""The files that a plan is downloaded as: their names, and the JSON."""

from __future__ import annotations

from smartplan.document.build import cover_of
from smartplan.plans.content import plan_json
from smartplan.plans.models import Plan
from smartplan.publishing.downloads import safe_name


def json_of(plan: Plan) -> bytes:
    """The plan's whole content, as `import_plan` takes it."""
    return plan_json(plan).encode()


def file_name(plan: Plan, extension: str) -> str:
    """「○○市スマートシティ推進計画（素案）.pdf」, without what a file name cannot hold."""
    return safe_name(cover_of(plan).full_title, extension)
