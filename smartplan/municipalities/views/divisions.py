"""The divisions (課) of a municipality."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from smartplan.municipalities.access import (
    is_manager,
    managed_division,
    managed_municipality,
    readable_municipality,
)
from smartplan.municipalities.actions import move_division, put_division_last
from smartplan.municipalities.forms import NAME_TAKEN, DivisionForm
from smartplan.municipalities.models import Division, Municipality
from smartplan.web.once import once


def divisions(request: HttpRequest, code: str) -> HttpResponse:
    """The divisions in their order; a manager adds one here."""
    fetch = managed_municipality if request.method == "POST" else readable_municipality
    municipality = fetch(request, code)
    answers = request.POST if request.method == "POST" else None
    form = DivisionForm(answers, instance=Division(municipality=municipality))
    if form.is_valid():
        return once(request, lambda: _add(request, municipality, form))
    return _list(request, municipality, form)


def _add(request: HttpRequest, municipality: Municipality, form: DivisionForm) -> HttpResponse:
    put_division_last(form.instance)
    if not _saved(form):
        return _list(request, municipality, form)
    messages.success(request, f"「{form.instance}」を加えました。")
    return redirect("divisions", municipality.code)


def _list(request: HttpRequest, municipality: Municipality, form: DivisionForm) -> HttpResponse:
    context = {
        "municipality": municipality,
        "managing": is_manager(municipality),
        "divisions": municipality.divisions.all(),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "municipalities/divisions.html", context, status=status)


def division(request: HttpRequest, division_id: int) -> HttpResponse:
    """Rename a division."""
    one = managed_division(request, division_id)
    before = str(one)
    answers = request.POST if request.method == "POST" else None
    form = DivisionForm(answers, instance=one)
    if form.is_valid() and _saved(form):
        messages.success(request, f"課の名称を「{one}」に変えました。")
        return redirect("divisions", one.municipality.code)
    context = {"division": one, "before": before, "form": form, "trail": trail(one.municipality)}
    return render(request, "municipalities/division.html", context)


def division_move(request: HttpRequest, division_id: int) -> HttpResponse:
    """Move a division one place up or down."""
    one = managed_division(request, division_id)
    if request.method == "POST":
        move_division(division=one, steps=-1 if request.POST.get("direction") == "up" else 1)
    return redirect(f"{reverse('divisions', args=(one.municipality.code,))}#division-{one.pk}")


def division_remove(request: HttpRequest, division_id: int) -> HttpResponse:
    """Remove a division, after a question; its name stays where a plan printed it."""
    one = managed_division(request, division_id)
    if request.method == "POST":
        return once(request, lambda: _removed(request, one))
    context = {
        "division": one,
        "people": one.memberships.count(),
        "trail": trail(one.municipality),
    }
    return render(request, "municipalities/division_remove.html", context)


def _removed(request: HttpRequest, one: Division) -> HttpResponse:
    one.delete()
    messages.success(request, f"「{one}」を除きました。")
    return redirect("divisions", one.municipality.code)


def trail(municipality: Municipality) -> list[tuple[str, str]]:
    """The breadcrumb of a page below the list of divisions."""
    return [(f"{municipality}の課", reverse("divisions", args=(municipality.code,)))]


def _saved(form: DivisionForm) -> bool:
    """Save, or leave an error in the form when the name was taken a moment ago."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("name", NAME_TAKEN)
        return False
    return True
