"""What is stored keeps its meaning: a file may move and a class be renamed, a stored key may not.

Every folder of an older version says in stored_keys.json what that version stored. New keys may
come. One that goes needs a migration of what is stored under it, also in the JSON of plans and of
closed editions; only then its line is taken out here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.urls import resolve

from tests.older_versions.stored_keys import stored_keys

VERSIONS = sorted(Path(__file__).parent.glob("*/stored_keys.json"))


@pytest.fixture(params=VERSIONS, ids=[path.parent.name for path in VERSIONS])
def kept(request) -> dict:
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_every_key_that_an_older_version_stored_is_known_today(kept):
    today = stored_keys()
    lost = {
        f"{kind}: {place}: {key}"
        for kind, places in kept.items()
        if kind != "addresses"
        for place, keys in places.items()
        for key in set(keys) - set(today[kind].get(place, ()))
    }
    assert lost == set()


def test_every_address_that_somebody_may_have_kept_leads_to_its_page(kept):
    """People keep addresses, and so does the database: what was posted when a log-in expired."""
    assert {name: resolve(path).view_name for name, path in kept["addresses"].items()} == {
        name: name for name in kept["addresses"]
    }
