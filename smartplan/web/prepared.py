"""Queries whose SQL is written once: Django takes longer to write a long one than it runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

STAND_IN = -(2**40)
"""Stands for the id in the SQL that is kept."""


class PreparedQuery:
    """A query by one id (or none). `query` makes it for an id; it must be one of `values_list`."""

    def __init__(self, query: Callable[[int], QuerySet[Any, Any]]) -> None:
        self._query = query

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        return self._query(STAND_IN).query.sql_with_params()

    def fetch(self, pk: int = 0) -> list[tuple[Any, ...]]:
        """The rows as the database gives them: JSON is text, times are as the driver reads them."""
        sql, params = self._written
        with connection.cursor() as cursor:
            cursor.execute(sql, [pk if param == STAND_IN else param for param in params])
            return cursor.fetchall()
