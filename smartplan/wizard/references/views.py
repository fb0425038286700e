"""What the texts of a plan can refer to: a page of marks to copy, and the picker beside a text."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartplan.document.build import build_document
from smartplan.document.references.referables import Referable, groups_of
from smartplan.document.references.resolving import targets_of
from smartplan.plans import access
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.references import KEYS


@require_safe
def references(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The marks by kind; htmx asks for the list of the picker alone."""
    plan = access.readable_plan(request, plan_id)
    context = {"plan": plan, "groups": _numbered(read_plan(plan))}
    picking = request.headers.get("HX-Request") == "true"
    template = "wizard/_reference_choices.html" if picking else "wizard/references.html"
    return render(request, template, context)


def _numbered(contents: PlanContents) -> list[tuple[str, list[Referable]]]:
    """The groups, with the numbers that figures and tables have in today's document."""
    today = targets_of(build_document(contents), contents)

    def with_number(each: Referable) -> Referable:
        target = today.get((each.mark.kind, each.mark.name))
        return replace(each, label=f"{target.label}　{each.label}") if target else each

    return [
        (name, [with_number(each) for each in found] if name in KEYS else found)
        for name, found in groups_of(contents)
    ]
