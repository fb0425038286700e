"""Exports with a folder of their own, and with real workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from smartplan.publishing.models import Export

ROOT = Path(__file__).resolve().parents[3]

PATIENCE = 120
"""How many seconds a worker may take on a machine that does much else besides."""

StartWorker = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    """The folder of finished files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def environment_of_a_worker(files: Path) -> dict[str, str]:
    """What lets a process of its own work on the database of the test."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.publishing.exports.worker_settings",
        "SMARTPLAN_TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "SMARTPLAN_TEST_FILES": str(files),
        "SMARTPLAN_DATA_DIR": str(django_settings.DATA_DIR),
    }


@pytest.fixture
def worker_environment(files) -> dict[str, str]:
    return environment_of_a_worker(files)


@pytest.fixture
def start_worker(transactional_db, worker_environment) -> Iterator[StartWorker]:
    """Start `manage.py work` (or another module) as a process; it is gone with the test.

    A test that is to hear what the worker says (`is_heard`) reads its `stderr` to the end.
    """
    started: list[subprocess.Popen[bytes]] = []

    def start(
        *arguments: str,
        module: tuple[str, ...] = ("manage", "work", "--nice=0"),
        is_heard: bool = False,
        **variables: str,
    ) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *module, *arguments]
        worker = subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            env={**worker_environment, **variables},
            stderr=subprocess.PIPE if is_heard else None,
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def wait_for(fact: Callable[[], bool]) -> None:
    """Look until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "It did not come about in time."
        time.sleep(0.01)


def state_of(export: Export) -> str:
    return Export.objects.values_list("state", flat=True).get(pk=export.pk)


def heartbeat_of(export: Export) -> datetime:
    """When its worker was last heard of."""
    return Export.objects.values_list("heartbeat_at", flat=True).get(pk=export.pk)


def ended(export: Export) -> Export:
    """The export as it is once it is neither waiting nor running."""
    wait_for(lambda: state_of(export) in {Export.State.DONE, Export.State.FAILED})
    export.refresh_from_db()
    return export
