"""Rows that are added and never changed: what guards them above the database's own triggers."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class FrozenRowError(TypeError):
    """The programme tried to change or to delete what is frozen."""


class FrozenQuerySet(models.QuerySet[Any]):
    """Rows that can be read and added. A single row's save() and delete() the triggers refuse."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise FrozenRowError(f"{self.model.__name__} is frozen: it is never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenRowError(f"{self.model.__name__} is frozen: it is never changed.")

    def delete(self) -> NoReturn:
        raise FrozenRowError(f"{self.model.__name__} is frozen: it is never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]
