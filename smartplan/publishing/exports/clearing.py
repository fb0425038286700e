"""Removing exports that nobody needs any more, with their files and the rows of their tasks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from smartplan.publishing import storing
from smartplan.publishing.models import Export
from smartplan.publishing.models.export import ExportQuerySet

FOLDER = "exports"
"""Where exports lie among the files; those of closed editions lie elsewhere, and stay."""

YOUNG = timedelta(hours=1)
"""A file so new may belong to an export that is being finished."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cleared:
    """What was removed, or would be."""

    exports: int
    files: int
    tasks: int

    @property
    def is_something(self) -> bool:
        return any((self.exports, self.files, self.tasks))

    def __str__(self) -> str:
        return (
            f"古い書き出し{self.exports}件、持ち主のないファイル{self.files}件、"
            f"処理の記録{self.tasks}件"
        )


def clear_old_exports(*, days: int, now: datetime, dry_run: bool = False) -> Cleared:
    """Remove exports that ended so many days ago, with their files.

    The files of closed editions stay for ever. Files that no export knows go after an hour.
    """
    before = now - timedelta(days=days)
    old = Export.objects.exclude(state__in=(Export.State.WAITING, Export.State.RUNNING)).filter(
        finished_at__lt=before
    )
    orphans = list(_orphans(now - YOUNG))
    tasks = DBTaskResult.objects.filter(
        Q(finished_at__lt=before)
        # Its worker was killed; the export itself was started again long ago.
        | Q(status=TaskResultStatus.RUNNING, started_at__lt=before)
    )
    if dry_run:
        return Cleared(old.count(), len(orphans), tasks.count())
    number = _remove(old)
    for path in orphans:
        storing.remove(path)
    return Cleared(number, len(orphans), tasks.delete()[0])


def _remove(old: ExportQuerySet) -> int:
    number = 0
    for export in old:
        # The row first: a file without a row is found again, a row without its file is not.
        deleted, _ = Export.objects.filter(pk=export.pk, state=export.state).delete()
        if deleted and export.path and not export.publication_id:
            storing.remove(export.path)
        number += bool(deleted)
    return number


def _orphans(before: datetime) -> Iterator[str]:
    """The files among the exports that no export knows."""
    root = Path(settings.MEDIA_ROOT)
    known = set(Export.objects.exclude(path="").values_list("path", flat=True))
    for file in (root / FOLDER).glob("*/*"):
        path = str(file.relative_to(root))
        if path not in known and file.stat().st_mtime < before.timestamp():
            yield path
