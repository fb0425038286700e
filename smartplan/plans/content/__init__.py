"""`Content`, the one canonical JSON of a plan: for export, import, copy and digest.

Its format is docs/plan-json.md. `PlanContents` (plans/contents.py) is the plan read from the
database."""

from smartplan.plans.content.loading import load_plan, make_plan
from smartplan.plans.content.parsing import MAX_BYTES, parse_content
from smartplan.plans.content.problems import ContentError, Problem
from smartplan.plans.content.writing import digest, plan_content, plan_json

__all__ = [
    "MAX_BYTES",
    "ContentError",
    "Problem",
    "digest",
    "load_plan",
    "make_plan",
    "parse_content",
    "plan_content",
    "plan_json",
]
