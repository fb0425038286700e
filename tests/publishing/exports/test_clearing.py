"""Old exports go, with their files; what belongs to closed editions stays."""

from __future__ import annotations

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from smartplan.plans.models import Revision
from smartplan.plans.revisions import record
from smartplan.publishing import storing
from smartplan.publishing.exports.actions import enqueue, request_export
from smartplan.publishing.exports.clearing import clear_old_exports
from smartplan.publishing.exports.making import make_export
from smartplan.publishing.exports.worker import ExportWorker
from smartplan.publishing.models import Export, Format

NOW = timezone.now()
OLD = NOW - timedelta(days=31)


@pytest.fixture
def export(plan, planner) -> Export:
    """A finished export whose task ended too."""
    export = request_export(plan=plan, format=Format.XLSX, by=planner)
    enqueue(export.pk)
    make_export(export.pk)
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=NOW)
    return Export.objects.get(pk=export.pk)


def age(**exports_too: object) -> None:
    Export.objects.update(finished_at=OLD, **exports_too)
    DBTaskResult.objects.update(finished_at=OLD)


def stored(files) -> list[str]:
    return [path.name for path in files.rglob("*") if path.is_file()]


def test_an_old_export_goes_with_its_file_and_its_task(export, files):
    age()
    cleared = clear_old_exports(days=30, now=NOW)

    assert (cleared.exports, cleared.tasks) == (1, 1)
    assert stored(files) == []
    assert not Export.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_young_or_unfinished_export_stays(export, plan, planner, files):
    assert not clear_old_exports(days=30, now=NOW).is_something
    age(state=Export.State.RUNNING)
    assert clear_old_exports(days=30, now=NOW).exports == 0
    assert len(stored(files)) == 1


def test_a_file_that_nobody_knows_goes_after_an_hour(export, files):
    orphan = storing.write_file(b"left behind", folder="exports", extension="pdf")
    edition = storing.write_file(b"frozen", folder="editions", extension="pdf")
    assert clear_old_exports(days=30, now=NOW).files == 0
    for file in (orphan, edition, export.stored):
        os.utime(files / file.path, (OLD.timestamp(), OLD.timestamp()))

    assert clear_old_exports(days=30, now=NOW).files == 1
    assert not storing.exists(orphan.path)
    assert storing.exists(edition.path)
    assert storing.exists(export.path)


def test_the_task_of_a_killed_worker_goes_too(export):
    DBTaskResult.objects.update(status="RUNNING", finished_at=None, started_at=OLD)
    assert clear_old_exports(days=30, now=NOW).tasks == 1


def test_the_command_says_what_it_would_do_and_what_it_did(export, files):
    age()
    told = StringIO()
    call_command("clear_old_exports", "--dry-run", stdout=told)
    assert told.getvalue() == (
        "古い書き出し1件、持ち主のないファイル0件、処理の記録1件が削除の対象です。\n"
    )
    assert len(stored(files)) == 1
    call_command("clear_old_exports", "--days", "40", stdout=told)
    assert len(stored(files)) == 1
    call_command("clear_old_exports", stdout=told)
    assert told.getvalue().endswith("処理の記録1件を削除しました。\n")
    assert stored(files) == []


# The history ---------------------------------------------------------------------------------


@pytest.fixture
def worker() -> ExportWorker:
    return ExportWorker(interval=1, max_tasks=1)


@pytest.fixture
def old_sittings(plan, planner):
    """Four saves in each of two chapters, long ago; how many revisions are left of them."""
    for chapter in plan.chapters.all()[:2]:
        for _ in range(4):
            record(chapter, by=planner, action=Revision.Action.SAVED, says="順番")
    Revision.objects.update(created_at=OLD)
    return Revision.objects.count


def test_the_worker_thins_the_history_once_a_day(old_sittings, worker, files):
    worker._clear()
    assert old_sittings() == 4


def test_an_export_that_is_asked_for_goes_before_the_thinning(
    old_sittings, worker, plan, planner, files
):
    export = request_export(plan=plan, format=Format.XLSX, by=planner)
    enqueue(export.pk)
    worker._clear()
    assert old_sittings() == 6
    DBTaskResult.objects.all().delete()
    worker._clear()
    assert old_sittings() == 4


def test_an_installation_may_keep_its_whole_history(old_sittings, worker, settings, files):
    settings.HISTORY_DAYS = 0
    worker._clear()
    assert old_sittings() == 8
