"""One page of the list of cases, with how many there are in all."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window

from cases.filters import Search
from cases.models import Case, CaseQuerySet

CASES_PER_PAGE = 20
MOST_PAGES = 10_000
"""No library is larger; what a database cannot count up to is not asked of it."""


def page_of(search: Search, number: str) -> Page[Case]:
    """The asked page; the first or last one where there is no such page."""
    cases = search.apply(Case.objects.published())
    if search.words and number.isdecimal() and 0 < int(number) <= MOST_PAGES:
        page = _counted_page(cases, int(number))
        if page is not None:
            return page
    return Paginator(cases.select_related("source"), CASES_PER_PAGE).get_page(number)


def _counted_page(cases: CaseQuerySet, number: int) -> Page[Case] | None:
    """The page by one search; None for a page beyond the last.

    To look for words is to read every case: the page and the number of all come by the same query.
    Its rows are ids, since the database keeps all of them until they are counted. Where no words
    are asked for, two queries are quicker: they use an index.
    """
    end = number * CASES_PER_PAGE
    counted = cases.annotate(every=Window(Count("pk"))).values_list("pk", "every")
    rows = list(counted[end - CASES_PER_PAGE : end])
    if not rows and number > 1:
        return None
    found = Case.objects.select_related("source").in_bulk([pk for pk, _ in rows])
    everything: Paginator[Any] = Paginator(range(rows[0][1] if rows else 0), CASES_PER_PAGE)
    return Page([found[pk] for pk, _ in rows if pk in found], number, everything)
