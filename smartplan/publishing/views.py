"""The plan as a document on the screen, and its content as JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from smartplan.document.build import build_document
from smartplan.document.findings import findings_of_printed, with_chapters
from smartplan.plans.access import readable_plan
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_body
from smartplan.publishing.downloads import attachment
from smartplan.publishing.files import file_name, json_of


@require_safe
def preview(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The document on the screen, in the markup that the PDF has."""
    plan = readable_plan(request, plan_id)
    contents = read_plan(plan)
    document = build_document(contents)
    body = render_body(
        document,
        screen=True,
        picture_url=lambda place, _: reverse("wizard:picture", args=[plan.pk, place]),
    )
    page = {
        "plan": plan,
        "document": mark_safe(body),  # noqa: S308 (printing/html escapes every text)
        "findings": with_chapters(findings_of_printed(document, contents), contents),
    }
    return render(request, "publishing/preview.html", page)


@require_safe
def content_json(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan's whole content as JSON, to download."""
    plan = readable_plan(request, plan_id)
    return attachment(json_of(plan), file_name(plan, "json"))
