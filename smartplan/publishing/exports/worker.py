"""The worker: takes tasks from the database, and restarts exports whose worker was lost.

django-tasks-db works the tasks off; here are its pauses, in which lost exports are started again
and old files are cleared, and its end: after a number of exports, or when it has grown too large.
"""

from __future__ import annotations

import logging
import resource
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from smartplan.plans.revisions.thinning import thin_history
from smartplan.publishing.exports import writers  # noqa: F401 (loaded before the first export)
from smartplan.publishing.exports.actions import restart_silent
from smartplan.publishing.exports.clearing import clear_old_exports
from smartplan.publishing.models import Export
from smartplan.web.models import AnsweredPost

MEGABYTE = 1024 * 1024
DAY = 24 * 60 * 60
AFTER_AN_ERROR = 5
"""Seconds until a worker whose database did not answer tries again."""

logger = logging.getLogger(__name__)


class ExportWorker(Worker):
    """One worker; any number of them may run on one database."""

    def __init__(self, *, interval: float, max_tasks: int) -> None:
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=interval,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=max_tasks,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._next_look = self._next_clearing = time.monotonic()

    def run(self) -> None:
        """Work until told to stop, or until this process should be replaced."""
        while self.running and not self.is_used_up:
            close_old_connections()
            try:
                self._restart_lost_exports()
                if self._has_work():
                    super().run()  # in a batch: until nothing is left
                else:
                    self._clear()
            except DatabaseError:
                logger.exception("データベースを使えません。%s秒後に再開します。", AFTER_AN_ERROR)
                time.sleep(AFTER_AN_ERROR)
            if self.running:
                time.sleep(self.interval)

    @property
    def is_used_up(self) -> bool:
        """Has it done its share, or has it kept so much memory that another one should go on?"""
        done = self.max_tasks is not None and self._run_tasks >= self.max_tasks
        bound = settings.EXPORT_MEMORY_MB
        return done or (bound > 0 and resident_megabytes() > bound / 2)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        if self.is_used_up:
            self.max_tasks = self._run_tasks  # ends the batch

    def _has_work(self) -> bool:
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        return bool(ready.filter(queue_name__in=self.queue_names).exists())

    def _restart_lost_exports(self) -> None:
        if time.monotonic() >= self._next_look:
            restart_silent(Export.objects.all(), timezone.now())
            self._next_look = time.monotonic() + settings.EXPORT_LOST_SECONDS / 6

    def _clear(self) -> None:
        if time.monotonic() >= self._next_clearing:
            self._next_clearing = time.monotonic() + DAY
            AnsweredPost.objects.expired_at(timezone.now()).delete()
            cleared = clear_old_exports(days=settings.EXPORT_DAYS, now=timezone.now())
            if cleared.is_something:
                logger.info("%s", cleared)
            if settings.HISTORY_DAYS > 0:
                self._thin()

    def _thin(self) -> None:
        """Thin the history, sitting by sitting; an export that is asked for goes first."""
        total = 0
        for thinned in thin_history(days=settings.HISTORY_DAYS, now=timezone.now()):
            total += thinned
            if not self.running or self._has_work():
                self._next_clearing = time.monotonic()  # goes on when there is time again
                break
        if total:
            logger.info("変更の履歴の記録%s件", total)


def resident_megabytes() -> float:
    """How much memory this process holds now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):  # no Linux
        return 0
    return pages * resource.getpagesize() / MEGABYTE


def bound_memory() -> None:
    """No export may take the memory of the pages: beyond the bound Python raises MemoryError."""
    bound = settings.EXPORT_MEMORY_MB * MEGABYTE
    if bound > 0:
        resource.setrlimit(resource.RLIMIT_DATA, (bound, resource.RLIM_INFINITY))
