"""A page with a form and the address to which its form posts (smartplan/web/pages.py)."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.plans.models import PurposeText
from smartplan.web.pages import AGAIN, SAVE, other_post_address, page_address

QUERIES = st.lists(st.sampled_from(["a=1", "indicators_page=2", "add=x%20y", "q=%E3%81%82"]))


@given(QUERIES)
def test_a_page_and_its_posting_addresses_lead_to_the_same_page(parts):
    query = f"?{'&'.join(parts)}" if parts else ""
    posting = page_address(f"/chapters/5/{query}").replace("/5/", f"/5/{SAVE}")
    other = other_post_address(posting)
    assert other != posting
    assert AGAIN in other
    assert other_post_address(other) == page_address(posting).replace("/5/", f"/5/{SAVE}")
    assert page_address(posting) == page_address(other) == page_address(f"/chapters/5/{query}")


def form_address(answer) -> str:
    found = re.search(r'action="([^"]+)" novalidate id="page-form"', answer.content.decode())
    assert found
    return unescape(found[1])


@pytest.fixture
def purpose(plan):
    return plan.chapters.get(section="purpose")


def test_the_form_posts_beside_its_page_and_keeps_the_pages_of_its_tables(
    planner, purpose, logged_in
):
    client = logged_in(planner)
    here = f"/chapters/{purpose.pk}/"
    assert form_address(client.get(here)) == f"{here}save/"
    second = f"{here}?related_plans_page=2"
    address = form_address(client.get(second))
    assert address == f"{here}save/?related_plans_page=2"
    assert client.get(address)["Location"] == second
    answer = client.post(address, {"version": purpose.version, "background": "背景"})
    assert answer["Location"] == second
    assert PurposeText.objects.get().background == "背景"


def test_what_was_refused_is_sent_to_another_address_than_the_one_where_it_stands(
    planner, purpose, logged_in
):
    client = logged_in(planner)
    address = f"/chapters/{purpose.pk}/save/"
    too_long = {"version": purpose.version, "background": "あ" * 20_001}
    seen = [address]
    for _ in range(3):
        answer = client.post(seen[-1], too_long)
        assert answer.status_code == 422
        seen.append(form_address(answer))
        assert seen[-1] != seen[-2]
        assert client.get(seen[-1])["Location"] == f"/chapters/{purpose.pk}/"
    answer = client.post(f"{address}?again=1", {"version": purpose.version, "background": "背景"})
    assert answer["Location"] == f"/chapters/{purpose.pk}/"


def test_a_page_that_was_open_before_the_update_is_still_saved(planner, purpose, logged_in):
    sent = {"version": purpose.version, "background": "背景"}
    answer = logged_in(planner).post(f"/chapters/{purpose.pk}/", sent)
    assert answer.status_code == 302
    assert PurposeText.objects.get().background == "背景"
