"""Asking for a file, and asking again when nothing more is heard of it."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from smartplan.municipalities.models import User
from smartplan.plans.models import Plan
from smartplan.publishing import storing
from smartplan.publishing.exports.failures import GIVEN_UP
from smartplan.publishing.exports.keys import Fingerprint
from smartplan.publishing.exports.tasks import make
from smartplan.publishing.models import Export, Format, Publication
from smartplan.publishing.models.export import ATTEMPTS, ExportQuerySet

LAST = 100
"""The tasks' table knows priorities from -100 to 100."""

logger = logging.getLogger(__name__)


def request_export(
    *, plan: Plan, format: Format, by: User, publication: Publication | None = None
) -> Export:
    """The plan's file in this format: finished already if nothing has changed, else on its way."""
    fingerprint = (
        Fingerprint.of_publication(publication) if publication else Fingerprint.of_plan(plan)
    )
    key = fingerprint.key(format)
    asked = {"publication": publication, "requested_by": by, "heartbeat_at": timezone.now()}
    if publication is None and (waiting := _taken_along(plan, format, key)):
        return waiting
    with transaction.atomic():
        export, is_new = Export.objects.get_or_create(
            plan=plan, format=format, key=key, defaults=asked
        )
        if is_new or (_is_to_be_made_again(export) and _begin_anew(export, by)):
            transaction.on_commit(partial(enqueue, export.pk))
    return export


def _taken_along(plan: Plan, format: Format, key: str) -> Export | None:
    """The export of an earlier content that nobody has begun: it will be made of today's.

    So a plan has at most one export of each format waiting, however often it is changed.
    """
    exports = Export.objects.filter(plan=plan, format=format)
    waiting = exports.filter(publication=None, state=Export.State.WAITING).first()
    if waiting is None or exports.filter(key=key).exists():
        return None
    try:
        with transaction.atomic():
            still = exports.filter(pk=waiting.pk, state=Export.State.WAITING).update(key=key)
    except IntegrityError:  # somebody else asked for this very content in this moment
        return None
    waiting.key = key
    return waiting if still else None


def _is_to_be_made_again(export: Export) -> bool:
    if export.state == Export.State.DONE:
        return not storing.exists(export.path)
    return export.state == Export.State.FAILED


def make_again(export: Export, *, by: User) -> None:
    """The file of a finished export is lost or damaged: make another one."""
    with transaction.atomic():
        if _begin_anew(export, by):
            transaction.on_commit(partial(enqueue, export.pk))


def _begin_anew(export: Export, by: User) -> bool:
    """Let a finished or failed export wait once more; False if somebody else was faster."""
    now = timezone.now()
    anew = {
        "state": Export.State.WAITING,
        "stage": "",
        "attempts": 0,
        "message": "",
        "requested_by": by,
        "requested_at": now,
        "heartbeat_at": now,
    }
    changed = Export.objects.filter(pk=export.pk, state=export.state).update(**anew)
    export.refresh_from_db()
    return bool(changed)


def enqueue(export_id: int) -> None:
    """Put the export before the workers: behind those of people who wait for fewer files."""
    by = Export.objects.filter(pk=export_id).values("requested_by")
    before = Export.objects.unfinished().filter(requested_by__in=by).exclude(pk=export_id)
    task = make.using(priority=-min(before.count(), LAST)).enqueue(export_id)
    Export.objects.filter(pk=export_id).update(task_id=task.id)


def restart_silent(exports: ExportQuerySet, now: datetime) -> int:
    """Start those again whose worker was lost, or whose task never reached one; how many."""
    return sum(_restart(export, now) for export in exports.silent_at(now))


def _restart(export: Export, now: datetime) -> bool:
    if export.state == Export.State.WAITING:
        if _is_queued(export) or not export.start_again(now):
            return False
    elif export.attempts >= ATTEMPTS:
        told = GIVEN_UP.format(attempts=ATTEMPTS, stage=export.stage, number=export.pk)
        if export.fail(told, now):
            logger.error("書き出し %s：%s回止まったため、中止しました。", export.pk, ATTEMPTS)
        return False
    elif not export.start_again(now):
        return False
    logger.warning("書き出し %s：応答がないため、もう一度始めます。", export.pk)
    enqueue(export.pk)
    return True


def _is_queued(export: Export) -> bool:
    """Is a task for it still waiting for a worker?"""
    if not (export.task_id and make.get_backend().supports_get_result):
        return False
    try:
        return bool(make.get_result(export.task_id).status == TaskResultStatus.READY)
    except TaskResultDoesNotExist:
        return False
