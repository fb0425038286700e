"""Whoever looks for a section finds its room in every package, by the section's own word."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from smartplan.checks.everything import CHECKS
from smartplan.document.build import CHAPTERS
from smartplan.plans.models import TEXTS
from smartplan.structure.assembling import TRACKS_OF_SECTION
from smartplan.structure.keys import SectionKey
from smartplan.wizard.steps import STEPS

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("section", [key.value for key in SectionKey])
@pytest.mark.parametrize(
    "package",
    [
        "smartplan.plans.models",
        "smartplan.plans.sections",
        "smartplan.checks",
        "smartplan.wizard.sections",
        "smartplan.document.chapters",
    ],
)
def test_every_section_has_its_room(package, section):
    assert import_module(f"{package}.{section}").__doc__


@pytest.mark.parametrize("section", [key.value for key in SectionKey])
def test_every_section_has_its_template(section):
    assert (ROOT / "templates" / "wizard" / f"{section}.html").is_file()


@pytest.mark.parametrize("section", [key.value for key in SectionKey])
def test_every_section_is_checked_and_printed_by_its_room(section):
    assert callable(import_module(f"smartplan.checks.{section}").check)
    assert callable(import_module(f"smartplan.document.chapters.{section}").build)


@pytest.mark.parametrize("listed", [TEXTS, STEPS, CHECKS, CHAPTERS, TRACKS_OF_SECTION])
def test_every_section_stands_in_every_list_in_the_order_of_the_plan(listed):
    assert [key for key in listed if key is not None] == list(SectionKey)
