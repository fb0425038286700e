"""The pages of the editions: list and closing, the frozen files, opening one as a new plan."""

from __future__ import annotations

import logging
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from smartplan.municipalities.models import User
from smartplan.plans import access
from smartplan.plans.models import Plan
from smartplan.publishing import frozen_files
from smartplan.publishing.downloads import attachment
from smartplan.publishing.editions.closing import (
    NumberTakenError,
    close_edition,
    goes_back,
)
from smartplan.publishing.editions.forms import ClosingForm, OpeningForm
from smartplan.publishing.editions.listing import ClosingReview, editions_of, review_of
from smartplan.publishing.editions.making import files_of, request_files, restart_lost_exports
from smartplan.publishing.editions.opening import open_edition
from smartplan.publishing.models import Publication
from smartplan.publishing.storing import BrokenFileError
from smartplan.web.once import once

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The closed editions; a manager closes the next one here."""
    if request.method == "POST":
        return _close(request, access.closable_plan(request, plan_id))
    plan = access.readable_plan(request, plan_id)
    review = review_of(plan) if access.can_close(plan) else None
    return _page(request, plan, review)


def _close(request: HttpRequest, plan: Plan) -> HttpResponse:
    review = review_of(plan)
    form = _closing_form(request, plan, review)
    if not form.is_valid():
        return _page(request, plan, review, form)
    try:
        return once(request, lambda: _closed(request, plan, form))
    except NumberTakenError:
        messages.warning(
            request,
            "先に新しい版が確定されています。一覧を見て、さらに確定するときは、もう一度入力してください。",
        )
        return redirect("publishing:editions", plan.pk)


def _closed(request: HttpRequest, plan: Plan, form: ClosingForm) -> HttpResponse:
    by = cast(User, request.user)
    publication = close_edition(
        plan=plan,
        by=by,
        edition=form.cleaned_data["edition"],
        note=form.cleaned_data["note"],
        at=timezone.now(),
        expected=_number_shown(request),
    )
    request_files(publication, by=by)
    _add_message_of_closing(request, publication)
    return redirect("publishing:editions", plan.pk)


def _add_message_of_closing(request: HttpRequest, publication: Publication) -> None:
    words = f"第{publication.number}号（{publication.get_edition_display()}）を確定しました。"
    before = Publication.objects.filter(
        plan=publication.plan_id, number=publication.number - 1
    ).first()
    if before and goes_back(publication.edition, before.edition):
        words += f"前の版「{before.get_edition_display()}」より前の段階の版です。"
    messages.success(request, words)


def _closing_form(
    request: HttpRequest, plan: Plan, review: ClosingReview, before: str = ""
) -> ClosingForm:
    answers = request.POST if request.method == "POST" else None
    return ClosingForm(
        answers,
        concerns=len(review.concerns),
        before=before,
        initial={"edition": plan.edition},
    )


def _page(
    request: HttpRequest, plan: Plan, review: ClosingReview | None, form: ClosingForm | None = None
) -> HttpResponse:
    publications = list(editions_of(plan))
    restart_lost_exports(plan, publications, timezone.now())
    before = publications[0].edition if publications else ""
    if review is not None and form is None:
        form = _closing_form(request, plan, review, before)
    page = {
        "plan": plan,
        "publications": [files_of(each) for each in publications],
        "may_make": access.can_edit(plan),
        "review": review,
        "form": form,
        "number": publications[0].number + 1 if publications else 1,
    }
    bound = form is not None and form.is_bound
    return render(request, "publishing/editions.html", page, status=422 if bound else 200)


def _number_shown(request: HttpRequest) -> int:
    shown = request.POST.get("number", "")
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0


def _publication(plan: Plan, number: int) -> Publication:
    found = Publication.objects.filter(plan=plan, number=number).first()
    if found is None:
        raise Http404
    found.plan = plan
    return found


@require_safe
def edition_state(request: HttpRequest, plan_id: int, edition_number: int) -> HttpResponse:
    """How far the files of an edition are: the part of the page that asks for itself."""
    plan = access.readable_plan(request, plan_id)
    publication = editions_of(plan).filter(number=edition_number).first()
    if publication is None:
        raise Http404
    if not request.headers.get("HX-Request"):
        return redirect("publishing:editions", plan.pk)
    restart_lost_exports(plan, [publication], timezone.now())
    page = {
        "plan": plan,
        "files": files_of(publication),
        "may_make": access.can_edit(plan),
        "is_news": True,
    }
    return render(request, "publishing/_edition_files.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_files(request: HttpRequest, plan_id: int, edition_number: int) -> HttpResponse:
    """Let the files of an edition be made that could not be made before."""
    publication = _publication(access.editable_plan(request, plan_id), edition_number)
    if request.method == "POST":
        request_files(publication, by=cast(User, request.user))
    return redirect("publishing:editions", plan_id)


@require_safe
def edition_json(request: HttpRequest, plan_id: int, edition_number: int) -> HttpResponse:
    """The frozen content of an edition, to download."""
    publication = _publication(access.readable_plan(request, plan_id), edition_number)
    try:
        content = frozen_files.frozen_json(publication)
    except BrokenFileError:
        return _broken(request, publication, "JSON")
    return attachment(content, frozen_files.file_name(publication, "json"))


@require_safe
def edition_file(
    request: HttpRequest, plan_id: int, edition_number: int, file_format: str
) -> HttpResponse:
    """A frozen file of an edition, to download; checked against its hash every time."""
    publication = _publication(access.readable_plan(request, plan_id), edition_number)
    file = publication.files.filter(format=file_format).first()
    if file is None:
        raise Http404
    try:
        content = frozen_files.frozen_file(file)
    except BrokenFileError:
        return _broken(request, publication, file.get_format_display())
    extension = file.path.rpartition(".")[2]
    return attachment(content, frozen_files.file_name(publication, extension))


def _broken(request: HttpRequest, publication: Publication, format: str) -> HttpResponse:
    logger.error(
        "The %s of edition %s of plan %s is not what was frozen.",
        format,
        publication.number,
        publication.plan_id,
    )
    page = {"plan": publication.plan, "publication": publication, "format": format}
    return render(request, "publishing/edition_broken.html", page, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_open(request: HttpRequest, plan_id: int, edition_number: int) -> HttpResponse:
    """Make a new plan of what an edition holds."""
    plan = access.archivable_plan(request, plan_id)
    publication = _publication(plan, edition_number)
    answers = request.POST if request.method == "POST" else None
    proposed = f"{publication.title}（第{publication.number}号から）"[-100:]
    form = OpeningForm(answers, initial={"title": proposed})
    if form.is_valid():
        return once(request, lambda: _opened(request, publication, form.cleaned_data["title"]))
    page = {"plan": plan, "publication": publication, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "publishing/edition_open.html", page, status=status)


def _opened(request: HttpRequest, publication: Publication, title: str) -> HttpResponse:
    try:
        opened = open_edition(publication=publication, by=cast(User, request.user), title=title)
    except BrokenFileError:
        return _broken(request, publication, "JSON")
    edition = f"第{publication.number}号（{publication.get_edition_display()}）"
    messages.success(
        request,
        f"「{publication.title}」の{edition}から、新しい計画「{opened.title}」を作りました。",
    )
    return redirect("wizard:plan", opened.pk)
