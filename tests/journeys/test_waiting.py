"""Waiting for a file: who waits is told when the server does not answer any more."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from smartplan.plans.models import Plan
from smartplan.publishing.exports.actions import request_export
from smartplan.publishing.models import Format
from tests.journeys.conftest import OpenBrowser, Watch

pytestmark = pytest.mark.django_db(transaction=True)

LOST = "つながりません。しばらくしてから開き直してください。"


def test_a_server_that_does_not_answer_is_not_taken_for_work_going_on(
    open_browser: OpenBrowser, plan: Plan, planner, watch: Watch
):
    request_export(plan=plan, format=Format.PDF, by=planner)
    page = open_browser(planner)
    page.route("**/exports/*/", lambda route: route.fulfill(status=404))
    page.goto(reverse("publishing:exports", args=[plan.pk]))
    part = page.locator("#export-pdf")
    expect(part.get_by_text(LOST)).to_be_visible()
    expect(part.get_by_text("まもなく作り始めます。")).to_be_hidden()

    page.unroute("**/exports/*/")
    expect(part.get_by_text("まもなく作り始めます。")).to_be_visible()
    expect(part.get_by_text(LOST)).to_be_hidden()
    watch.seen[:] = [each for each in watch.seen if "Response Status Error Code 404" not in each]
