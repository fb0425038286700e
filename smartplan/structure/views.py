"""The page that shows how a smart city comes about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from smartplan.structure import guidance


def overview(request: HttpRequest) -> HttpResponse:
    """The overview, the stages, the two types and the nine items (スマートシティの進め方)."""
    types = guidance.plan_types()
    fullest_first = sorted(types, key=lambda plan_type: -len(plan_type.attributes))
    labels = dict.fromkeys(label for plan_type in fullest_first for label in plan_type.attributes)
    context = {
        "overview": guidance.overview(),
        "stages": guidance.stages(),
        "types": types,
        "comparison": [
            (label, [plan_type.attributes.get(label, ()) for plan_type in types])
            for label in labels
        ],
        "model_items": guidance.model_items(),
    }
    return render(request, "structure/overview.html", context)
