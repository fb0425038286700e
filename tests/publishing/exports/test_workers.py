"""Real workers, killed in the middle and hanging: what was begun comes to an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from smartplan.publishing import storing
from smartplan.publishing.exports.actions import request_export, restart_silent
from smartplan.publishing.models import Export, Format
from tests.printing.reading import pages_of
from tests.publishing.exports.conftest import (
    PATIENCE,
    ROOT,
    ended,
    heartbeat_of,
    state_of,
    wait_for,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_killed_in_the_middle_costs_nothing_but_time(full_plan, planner, start_worker):
    export = request_export(plan=full_plan, format=Format.PDF, by=planner)
    first = start_worker(SMARTPLAN_EXPORT_LOST_SECONDS="2")
    wait_for(lambda: state_of(export) == Export.State.RUNNING)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert state_of(export) == Export.State.RUNNING

    start_worker(SMARTPLAN_EXPORT_LOST_SECONDS="2")
    export = ended(export)
    assert (export.state, export.attempts) == (Export.State.DONE, 2)
    assert "あおば市" in pages_of(storing.read(export.path, export.sha256))[0]


def test_a_worker_told_to_stop_finishes_what_it_does(full_plan, planner, start_worker):
    export = request_export(plan=full_plan, format=Format.PDF, by=planner)
    worker = start_worker()
    wait_for(lambda: state_of(export) == Export.State.RUNNING)
    worker.terminate()

    assert worker.wait(timeout=PATIENCE) == 0
    assert state_of(export) == Export.State.DONE


def test_a_worker_told_twice_gives_its_export_back(full_plan, planner, start_worker):
    export = request_export(plan=full_plan, format=Format.PDF, by=planner)
    worker = start_worker(is_heard=True, module=("tests.publishing.exports.hanging_worker",))
    wait_for(lambda: state_of(export) == Export.State.RUNNING)
    worker.terminate()
    assert any(b"shutting down" in line for line in worker.stderr)
    # It says so before it takes note of it: by its next sign of life it surely has.
    heard = heartbeat_of(export)
    wait_for(lambda: heartbeat_of(export) > heard)
    worker.terminate()
    worker.communicate(timeout=PATIENCE)

    export.refresh_from_db()
    assert (export.state, export.attempts) == (Export.State.WAITING, 0)


def test_a_worker_is_replaced_after_a_number_of_exports(full_plan, planner, start_worker):
    for kind in (Format.XLSX, Format.SUMMARY):
        request_export(plan=full_plan, format=kind, by=planner)
    worker = start_worker("--exports", "1")

    assert worker.wait(timeout=PATIENCE) == 0
    assert sorted(Export.objects.values_list("state", flat=True)) == ["done", "waiting"]


def test_a_worker_that_hangs_beyond_python_ends_itself(plan, planner, start_worker):
    """Its alarm is blocked: the thread that shows the signs of life ends it."""
    export = request_export(plan=plan, format=Format.PDF, by=planner)
    worker = start_worker(
        module=("tests.publishing.exports.hanging_worker",),
        SMARTPLAN_EXPORT_SECONDS="3",
        SMARTPLAN_EXPORT_LOST_SECONDS="2",
    )
    export = ended(export)
    assert export.state == Export.State.FAILED
    assert export.message.startswith("3秒たっても終わらないため、中止しました。")
    assert worker.wait(timeout=PATIENCE) == os.EX_TEMPFAIL


def test_what_ends_its_worker_three_times_is_given_up(plan, planner):
    export = request_export(plan=plan, format=Format.PDF, by=planner)
    for attempt in (1, 2, 3):
        claimed = Export.objects.claim(export.pk, timezone.now())
        assert claimed
        claimed.show("ページを組んでいます")
        restart_silent(Export.objects.all(), timezone.now())
        assert state_of(export) == Export.State.RUNNING
        later = timezone.now() + timedelta(seconds=31)
        assert restart_silent(Export.objects.all(), later) == (attempt < 3)

    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    assert "途中で3回止まったため、中止しました（「ページを組んでいます」のところ" in export.message


def test_a_request_whose_task_was_lost_is_given_another(plan, planner):
    export = request_export(plan=plan, format=Format.PDF, by=planner)
    later = timezone.now() + timedelta(seconds=31)
    assert restart_silent(Export.objects.all(), later) == 0  # its task still waits

    Export.objects.update(task_id="")
    assert restart_silent(Export.objects.all(), timezone.now()) == 0
    assert restart_silent(Export.objects.all(), later) == 1
    assert restart_silent(Export.objects.all(), later) == 0
    assert state_of(export) == Export.State.WAITING


def test_workers_are_started_and_stopped_together(worker_environment, plan, planner):
    command = [sys.executable, "scripts/side_by_side.py", "none", "1"]
    house = subprocess.Popen(command, cwd=ROOT, env=worker_environment)  # noqa: S603
    try:
        first = request_export(plan=plan, format=Format.XLSX, by=planner)
        assert ended(first).state == Export.State.DONE
        (worker,) = children(house.pid)
        os.kill(worker, signal.SIGKILL)
        second = request_export(plan=plan, format=Format.SUMMARY, by=planner)
        assert ended(second).state == Export.State.DONE
        (another,) = children(house.pid)
        assert another != worker
        house.terminate()
        assert house.wait(timeout=PATIENCE) == 0
        assert not is_alive(another)
    finally:
        house.kill()
        house.wait()


def test_no_worker_is_left_behind(worker_environment, transactional_db):
    command = [sys.executable, "scripts/side_by_side.py", "none", "2"]
    house = subprocess.Popen(command, cwd=ROOT, env=worker_environment)  # noqa: S603
    try:
        wait_for(lambda: [is_worker(child) for child in children(house.pid)] == [True, True])
        workers = children(house.pid)
    finally:
        house.kill()
        house.wait()
    wait_for(lambda: not any(is_alive(worker) for worker in workers))


def children(pid: int) -> list[int]:
    path = f"/proc/{pid}/task/{pid}/children"
    with open(path, encoding="ascii") as listed:  # noqa: PTH123
        return [int(child) for child in listed.read().split()]


def is_worker(pid: int) -> bool:
    """Has it become 「python manage.py work …」, as the house starts it?"""
    with open(f"/proc/{pid}/cmdline", encoding="utf-8") as words:  # noqa: PTH123
        return words.read().split("\0")[1:3] == ["manage.py", "work"]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="ascii") as facts:  # noqa: PTH123
        return facts.read().rpartition(")")[2].split()[0] != "Z"
