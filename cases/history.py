"""Who changed what: one history entry for one edit, the links to sections and fields included.

django-simple-history writes an entry for the saved row and one more for every changed set of links,
so one click of a curator would leave up to five. Between `begin_edit` and `end_edit` it waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


class EditHistory(HistoricalRecords):
    """The history of a model, able to write one entry when the whole edit is done."""

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        super().contribute_to_class(cls, name)
        cls.edit_history = self  # type: ignore[attr-defined]


def begin_edit(row: Any) -> None:
    """From here on, saving the row and setting its links writes no entry of its own."""
    row.history_kind = "+" if row._state.adding else "~"
    row.skip_history_when_saving = True


def brought_back(row: Any) -> bool:
    """Is this an earlier version of the row, taken from its history?"""
    return hasattr(row, "_history")


def is_being_edited(row: Any) -> bool:
    """Has `begin_edit` been called, and not yet `end_edit`?"""
    return hasattr(row, "skip_history_when_saving")


def end_edit(row: Any, *, reason: str = "") -> None:
    """Write the one entry of the edit; the person is taken from the request."""
    del row.skip_history_when_saving
    row._change_reason = reason[:100] or None
    row.edit_history.create_historical_record(row, row.history_kind)


@contextmanager
def one_entry(row: Any, *, reason: str = "") -> Iterator[None]:
    """Everything that happens to the row inside is one edit."""
    begin_edit(row)
    yield
    end_edit(row, reason=reason)
