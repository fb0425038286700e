"""The 新旧対照表 on the screen, as PDF and as Word."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from smartplan.japanese.glyphs import FontMissingError
from smartplan.plans import access
from smartplan.plans.models import Plan
from smartplan.publishing.comparison.choosing import (
    TODAY,
    compare_editions,
    editions_to_choose,
)
from smartplan.publishing.comparison.forms import ComparisonForm
from smartplan.publishing.comparison.tree import Comparison, TooLargeError
from smartplan.publishing.downloads import attachment, safe_name
from smartplan.publishing.storing import BrokenFileError

logger = logging.getLogger(__name__)


@require_safe
def comparison(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Two editions side by side: what changed, and nothing else."""
    plan = access.readable_plan(request, plan_id)
    choices = editions_to_choose(plan)
    form = _form(request, choices)
    page = {"plan": plan, "form": form, "editions": len(choices) - 1}
    if len(choices) < 2 or not form.is_valid():
        status = 422 if form.is_bound and len(choices) > 1 else 200
        return render(request, "publishing/comparison.html", page, status=status)
    try:
        page["comparison"] = _compared(plan, form)
    except BrokenFileError as error:
        return _broken(request, plan, error)
    return render(request, "publishing/comparison.html", page)


def _form(request: HttpRequest, choices: list[tuple[str, str]]) -> ComparisonForm:
    """Without a choice, the last edition against today."""
    proposed = {"from": choices[-1 if len(choices) < 2 else 1][0], "to": TODAY}
    chosen = {name: request.GET.get(name, value) for name, value in proposed.items()}
    return ComparisonForm(chosen, choices=choices)


def _compared(plan: Plan, form: ComparisonForm) -> Comparison:
    chosen = form.cleaned_data
    return compare_editions(plan, chosen["from"], chosen["to"], today=timezone.localdate())


@require_safe
def comparison_file(request: HttpRequest, plan_id: int, file_format: str) -> HttpResponse:
    """The table as a file of its own."""
    plan = access.readable_plan(request, plan_id)
    writer = _writer(file_format)
    form = _form(request, editions_to_choose(plan))
    if writer is None or not form.is_valid():
        raise Http404
    try:
        found = _compared(plan, form)
        file = writer(found)
    except BrokenFileError as error:
        return _broken(request, plan, error)
    except (FontMissingError, TooLargeError) as error:
        page = {"plan": plan, "reason": str(error)}
        status = 503 if isinstance(error, FontMissingError) else 422
        return render(request, "publishing/comparison_broken.html", page, status=status)
    name = f"{plan.title}　新旧対照表（{found.old.name}→{found.new.name}）"
    return attachment(file, safe_name(name, file_format))


def _writer(file_format: str) -> Callable[[Comparison], bytes] | None:
    """What writes such a file; None for a format that there is not."""
    # Here and not above: the writers take half a second to load. Few people ask for this file, and
    # whoever does waits for its layout anyway.
    from smartplan.publishing.comparison.writers import WRITERS  # noqa: PLC0415

    return WRITERS.get(file_format)


def _broken(request: HttpRequest, plan: Plan, error: BrokenFileError) -> HttpResponse:
    logger.error("Plan %s: the content of an edition is not what was frozen: %s", plan.pk, error)
    return render(request, "publishing/comparison_broken.html", {"plan": plan}, status=410)
