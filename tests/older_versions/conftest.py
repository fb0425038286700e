"""The installation of an older version: as it was left, and after today's update."""

from __future__ import annotations

import json
from collections.abc import Iterator
from shutil import copytree
from typing import Any

import pytest

from tests.older_versions.installation import KEPT, Installation, InUse, unpacked


@pytest.fixture(scope="session")
def original(tmp_path_factory) -> Installation:
    """As the older version left it."""
    return unpacked(tmp_path_factory.mktemp("original"))


@pytest.fixture(scope="session")
def updated(original, tmp_path_factory) -> Installation:
    """After an update to today's version. Nobody works in it, only in copies."""
    installation = Installation(tmp_path_factory.mktemp("updated") / "data")
    copytree(original.folder, installation.folder)
    installation.manage("prepare", "--no-static")
    return installation


@pytest.fixture
def copied(updated, tmp_path) -> Installation:
    """A copy for one test."""
    return Installation(copytree(updated.folder, tmp_path / "data"))


@pytest.fixture(scope="module")
def read(updated, tmp_path_factory) -> Iterator[InUse]:
    """A copy in which the tests of a module only read."""
    copied = Installation(copytree(updated.folder, tmp_path_factory.mktemp("read") / "data"))
    with copied.in_use() as in_use:
        yield in_use


@pytest.fixture(scope="module")
def written(updated, tmp_path_factory) -> Iterator[InUse]:
    """A copy in which the tests of a module write, each in a place of its own."""
    copied = Installation(copytree(updated.folder, tmp_path_factory.mktemp("written") / "data"))
    with copied.in_use() as in_use:
        yield in_use


@pytest.fixture
def kept_plan() -> dict[str, Any]:
    """The JSON that the older version exported of the plan."""
    return json.loads((KEPT / "plan.json").read_text(encoding="utf-8"))
