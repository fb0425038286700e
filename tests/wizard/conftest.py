"""Helpers for the pages of a plan."""

from __future__ import annotations

import pytest
from django.urls import reverse

from smartplan.plans.models import Chapter


@pytest.fixture
def chapter_of(plan):
    """The plan's chapter of a section: `chapter_of("situation")`."""

    def find(section: str) -> Chapter:
        return plan.chapters.get(section=section)

    return find


@pytest.fixture
def address(chapter_of):
    def find(section: str) -> str:
        return reverse("wizard:chapter", args=[chapter_of(section).pk])

    return find


@pytest.fixture
def paste(logged_in, planner, chapter_of):
    """Post a pasted table: `paste("situation", "issues", text, do="confirm")`."""
    browser = logged_in(planner)

    def send(section, rows, text, **more):
        address = reverse("wizard:paste", args=[chapter_of(section).pk, rows])
        return browser.post(address, {"pasted": text, **more}, follow=True)

    return send
