"""Whoever looks for a section finds its room in every package, by the section's own word."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from smartplan.structure.keys import SectionKey

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("section", [key.value for key in SectionKey])
@pytest.mark.parametrize(
    "package",
    [
        "smartplan.plans.models",
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
