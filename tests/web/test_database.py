"""How the database is opened: what was answered as saved is on the disk."""

from __future__ import annotations

import pytest
from django.db import connection

FULL = 2
"""SQLite's number for synchronous=FULL: every commit waits for the disk."""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_an_acknowledged_save_is_not_lost_when_the_power_fails(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (FULL,)
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
