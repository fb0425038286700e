"""What the texts of a plan can refer to: a page of marks to copy, and the picker beside a text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartplan.plans import access
from smartplan.plans.reading import read_plan
from smartplan.publishing.referables import groups_of


@require_safe
def references(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The marks by kind; htmx asks for the list of the picker alone."""
    plan = access.readable_plan(request, plan_id)
    context = {"plan": plan, "groups": groups_of(read_plan(plan))}
    picking = request.headers.get("HX-Request") == "true"
    template = "wizard/_reference_choices.html" if picking else "wizard/references.html"
    return render(request, template, context)
