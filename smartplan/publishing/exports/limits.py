"""No export without an end: signs of life while it goes on, and three ways of stopping it.

1. an alarm raises OutOfTimeError in the worker's main thread;
2. if that does not get through (a call that never returns to Python), the thread that shows the
   signs of life marks the export as failed and ends the process, which is started anew;
3. if not even a thread runs any more, faulthandler ends the process without Python's help, and the
   export is found without a sign of life.
"""

from __future__ import annotations

import copy
import faulthandler
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone

from smartplan.publishing.models import Export

SECOND_WAY, THIRD_WAY = 5, 15
"""How many seconds after the alarm the next way is taken."""

EXIT_STATUS = os.EX_TEMPFAIL
STANDARD_ERROR = 2

logger = logging.getLogger(__name__)


class OutOfTimeError(BaseException):
    """The export takes too long. Not an Exception: no library may take it for one of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError within after so many seconds; only a main thread can be stopped so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    # Once more every second: an exception in a destructor or a callback of C is swallowed.
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise OutOfTimeError


@contextmanager
def watched(export: Export, *, message: str) -> Iterator[None]:
    """Show that the export's worker is alive; end the process if the time limit does not work."""
    pulse = _Pulse(export, message)
    pulse.start()
    if pulse.may_exit:
        seconds = settings.EXPORT_SECONDS + THIRD_WAY
        faulthandler.dump_traceback_later(seconds, exit=True, file=STANDARD_ERROR)
    try:
        yield
    finally:
        if pulse.may_exit:
            faulthandler.cancel_dump_traceback_later()
        pulse.end()


class _Pulse(threading.Thread):
    """Writes a sign of life every few seconds, over a connection of its own."""

    def __init__(self, export: Export, message: str) -> None:
        super().__init__(name=f"pulse of export {export.pk}", daemon=True)
        self.may_exit = threading.current_thread() is threading.main_thread()
        self._export = copy.copy(export)
        self._message = message
        self._deadline = time.monotonic() + settings.EXPORT_SECONDS + SECOND_WAY
        self._over = threading.Event()

    def end(self) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        try:
            while not self._over.wait(settings.EXPORT_LOST_SECONDS / 6):
                self._beat()
        finally:
            connections.close_all()

    def _beat(self) -> None:
        try:
            if time.monotonic() < self._deadline:
                self._export.show_life(timezone.now())
            else:
                self._give_up()
        except DatabaseError:
            logger.warning("書き出し %s：生存の記録を書けませんでした。", self._export.pk)

    def _give_up(self) -> None:
        if self._export.fail(self._message, timezone.now()):
            logger.error("書き出し %s：時間を過ぎたため中止しました。", self._export.pk)
        if self.may_exit:
            connections.close_all()
            os._exit(EXIT_STATUS)
