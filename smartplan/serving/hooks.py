"""What gunicorn calls in its main process, before it forks workers.

scripts/side_by_side.py names this file. gunicorn reads it before Django is set up, so what needs
Django is imported when it is called.
"""

from __future__ import annotations

# ruff: noqa: PLC0415
from typing import Any


def when_ready(server: Any) -> None:
    """Before the first worker. Whoever asks already waits at the open door."""
    from smartplan.serving.warming import warm_up

    warm_up()


def pre_fork(server: Any, worker: Any) -> None:
    """Before each worker, also one that takes the place of another."""
    from smartplan.serving.warming import read_what_changed

    read_what_changed()
