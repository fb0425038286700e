"""The pages of the exports: ask for a file, watch it being made, download it."""

from __future__ import annotations

import logging
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from smartplan.checks.everything import findings_of
from smartplan.checks.finding import Level
from smartplan.document.build import cover_of
from smartplan.document.findings import findings_of_plan, with_chapters
from smartplan.municipalities.models import User
from smartplan.plans.access import readable_plan
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan
from smartplan.publishing import storing
from smartplan.publishing.downloads import attachment, safe_name
from smartplan.publishing.exports.actions import make_again, request_export, restart_silent
from smartplan.publishing.exports.keys import Fingerprint
from smartplan.publishing.exports.listing import offer_of, offers_of
from smartplan.publishing.exports.offered import OFFERED
from smartplan.publishing.models import Export, Format

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every format with its file; whoever may read the plan may take it away."""
    plan = readable_plan(request, plan_id)
    if request.method == "POST":
        return _requested(request, plan)
    restart_silent(Export.objects.filter(plan=plan), timezone.now())
    contents = read_plan(plan)
    offers = offers_of(plan, contents, timezone.now())
    page = {
        "plan": plan,
        "offers": offers,
        "is_waiting": any(offer.is_unfinished for offer in offers),
        "before_printing": with_chapters(findings_of_plan(contents), contents),
        "concerns": sum(each.level is not Level.NOTICE for each in findings_of(contents)),
    }
    return render(request, "publishing/exports.html", page)


def _requested(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The file itself where it is finished already, else the page on which it is waited for."""
    kind = request.POST.get("format", "")
    if kind not in {offered.value for offered in OFFERED}:
        messages.error(request, "取り出すファイルの形式を選んで、もう一度押してください。")
        return redirect("publishing:exports", plan.pk)
    by = cast(User, request.user)
    export = request_export(plan=plan, format=Format(kind), by=by)
    if export.state == Export.State.DONE:
        return _file(request, plan, export)
    return _page_of(export)


@require_safe
def export_state(request: HttpRequest, plan_id: int, export_id: int) -> HttpResponse:
    """How far an export is: the part of the page that asks for itself every second."""
    plan = readable_plan(request, plan_id)
    now = timezone.now()
    restart_silent(Export.objects.filter(plan=plan, pk=export_id), now)
    export = _export(plan, export_id)
    if not request.headers.get("HX-Request"):
        return _page_of(export)
    is_own = export.state == Export.State.DONE and export.requested_by_id == request.user.pk
    page = {"plan": plan, "offer": offer_of(export, now), "is_news": True, "is_own": is_own}
    return render(request, "publishing/_export.html", page)


@require_safe
def export_download(request: HttpRequest, plan_id: int, export_id: int) -> HttpResponse:
    """The finished file; a lost or damaged one is made again."""
    plan = readable_plan(request, plan_id)
    return _file(request, plan, _export(plan, export_id))


@require_safe
def pdf(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The PDF under an address that people may have kept; the page of the exports if there is
    none of today's content."""
    plan = readable_plan(request, plan_id)
    key = Fingerprint.of_plan(plan).key(Format.PDF)
    export = Export.objects.filter(
        plan=plan, format=Format.PDF, key=key, state=Export.State.DONE
    ).first()
    if export is None:
        return redirect(f"{reverse('publishing:exports', args=[plan.pk])}#export-pdf")
    return _file(request, plan, export)


def _export(plan: Plan, export_id: int) -> Export:
    """The export of the plan; those of closed editions are on the page of the editions."""
    return get_object_or_404(Export, pk=export_id, plan=plan, publication=None)


def _file(request: HttpRequest, plan: Plan, export: Export) -> HttpResponse:
    if export.state != Export.State.DONE:
        return _page_of(export)
    try:
        content = storing.read(export.path, export.sha256)
    except storing.BrokenFileError:
        logger.error(
            "書き出し %s：ファイル %s が壊れているか、失われています。", export.pk, export.path
        )
        make_again(export, by=cast(User, request.user))
        messages.warning(
            request, "保存してあったファイルが壊れているか失われていたため、作り直しています。"
        )
        return _page_of(export)
    kind = Format(export.format)
    title = f"{cover_of(plan).full_title}{OFFERED[kind].suffix}"
    return attachment(content, safe_name(title, kind.extension))


def _page_of(export: Export) -> HttpResponse:
    """Back to where the export is waited for."""
    page = reverse("publishing:exports", args=[export.plan_id])
    return redirect(f"{page}#export-{export.format}")
