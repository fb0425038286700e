"""The pages of the library: the list with its search, and one case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cases.filters import read_search
from cases.labels import labels_of
from cases.listing import page_of
from cases.models import Case, is_curator


def case_list(request: HttpRequest) -> HttpResponse:
    """Every published case, searched by words and filters."""
    search = read_search(request.GET)
    page = page_of(search, request.GET.get("page", "1"))
    shown = list(page)
    labels = labels_of(shown)
    context = {
        "search": search,
        "page": page,
        "shown": [(case, labels[case.pk]) for case in shown],
    }
    return render(request, "cases/list.html", context)


def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case with everything that is known of it, and where it is from."""
    found = get_object_or_404(
        Case.objects.visible_to(request.user)
        .select_related("source", "municipality")
        .prefetch_related("sections", "stages", "tracks", "fields"),
        number=number,
    )
    context = {"case": found, "is_curator": is_curator(request.user)}
    return render(request, "cases/case.html", context)
