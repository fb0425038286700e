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
