"""The texts for developers name files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("docs/adr/*.md"))]
HISTORY = re.compile(r"^## (Sizes|Where things were before)$", re.MULTILINE)
"""What stands below these headings of docs/architecture.md is about the past."""

NAMED = re.compile(r"`([\w./-]+\.(?:py|html|css|js|toml))(?:[ `])")
STANDING_FOR_OTHERS = re.compile(r"\b(KEY|NAME(_drawing)?)\.|^utils\.py$")


@pytest.fixture(scope="module")
def files() -> list[str]:
    folders = ("smartplan", "cases", "templates", "static", "tests", "scripts", "tools", "docs")
    found = [each for folder in folders for each in (ROOT / folder).rglob("*") if each.is_file()]
    found += [*ROOT.glob("*.*"), *ROOT.glob("benchmarks/*")]
    return [f"/{each.relative_to(ROOT)}" for each in found]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_every_file_that_is_named_is_there(text, files):
    words = HISTORY.split(text.read_text())[0]
    named = {each for each in NAMED.findall(words) if not STANDING_FOR_OTHERS.search(each)}
    assert [
        each for each in sorted(named) if not any(at.endswith(f"/{each}") for at in files)
    ] == []
