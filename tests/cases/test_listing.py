"""A search for words reads the library once, and shows what the usual way would show."""

from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.filters import read_search
from cases.listing import CASES_PER_PAGE, page_of
from cases.models import Case

PAGES = ("1", "2", "3", "99", "0", "-1", "９", "2.5", "最後", "", "9" * 30)


@pytest.fixture
def library(make_case):
    for number in range(901, 942):
        make_case(f"C{number}", title=f"バスの取組その{number}")
    make_case("C950", title="ドローンの取組")
    make_case("C951", title="バスの下書き", status="draft")


@pytest.mark.parametrize("words", ["", "バス", "ドローン", "取組", "どこにもない"])
@pytest.mark.parametrize("number", PAGES)
def test_every_page_of_a_search_is_what_the_usual_pages_show(library, words, number):
    search = read_search({"q": words})
    cases = search.apply(Case.objects.published())
    usual = Paginator(cases, CASES_PER_PAGE).get_page(number)
    page = page_of(search, number)
    assert list(page) == list(usual)
    for fact in ("number", "start_index", "end_index", "has_next", "has_previous"):
        shown, expected = getattr(page, fact), getattr(usual, fact)
        assert (shown() if callable(shown) else shown) == (
            expected() if callable(expected) else expected
        )
    assert page.paginator.count == usual.paginator.count
    assert page.paginator.num_pages == usual.paginator.num_pages


@pytest.mark.parametrize("words", ["バス", "ドローン", "どこにもない"])
def test_the_words_of_all_cases_are_read_once(library, words):
    search = read_search({"q": words})
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(page_of(search, "1"))
    texts = [query for query in queries if "WHERE" in query["sql"] and "LIKE" in query["sql"]]
    assert len(texts) == 1
