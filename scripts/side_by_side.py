"""Run the web server and the workers side by side: side_by_side.py web|none NUMBER_OF_WORKERS.

They are started together and stopped together, by Ctrl+C or SIGTERM, also as the first process of
a container. A worker that ends (it is replaced after a number of exports, or was killed) is started
anew; when the web server ends, everything ends with its status.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable

PATIENCE = 25
"""Seconds that exports and requests have to finish before they are told once more."""

LAST_PATIENCE = 5
"""Seconds from then until whoever is still there is killed."""

LONGEST_PAUSE = 30
"""Seconds before a worker is started again that ends at once every time."""

STEADY = 10
"""A worker that lived so many seconds did not fail at its start."""

NICENESS = 10
"""Of the workers, from their first step on: the pages come first, also while both start."""

PR_SET_PDEATHSIG = 1


def web_command() -> list[str]:
    environment = os.environ.get
    requests = environment("SMARTPLAN_WORKER_REQUESTS", "2000")
    return [
        *(sys.executable, "-m", "gunicorn", "smartplan.wsgi:application"),
        *("--bind", environment("SMARTPLAN_BIND", "0.0.0.0:8000")),
        *("--workers", environment("SMARTPLAN_WORKERS", "2")),
        *("--worker-class", "gthread", "--threads", environment("SMARTPLAN_THREADS", "4")),
        *("--timeout", "120", "--graceful-timeout", "20"),
        # The main process loads everything once; see smartplan/serving.
        *("--preload", "--config", "python:smartplan.serving.hooks"),
        # Each ends after so many requests to twice as many: never all of them at once.
        *("--max-requests", requests, "--max-requests-jitter", requests),
        # A search of 900 Japanese characters fits into 8,190 bytes of an address.
        *("--limit-request-line", "8190", "--no-control-socket"),
        *("--log-level", environment("SMARTPLAN_GUNICORN_LOG", "warning")),
        # It leaves the tokens of one-time links out.
        *("--logger-class", "smartplan.serving.logs.WebServerLogger"),
    ]


def worker_command() -> list[str]:
    return [sys.executable, "manage.py", "work", "--nice", "0"]  # see NICENESS


class SideBySide:
    """The children, and what becomes of them."""

    def __init__(self, *, web: bool, workers: int) -> None:
        self.wanted: list[Callable[[], list[str]]] = [web_command] if web else []
        self.wanted += [worker_command] * workers
        self.running: dict[int, Callable[[], list[str]]] = {}
        self.begun: dict[int, float] = {}
        self.pause = 1.0
        self.stopping = False
        self.status = 0
        self.told = 0

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGALRM, self.insist)
        for command in self.wanted:
            self.start(command)
        while self.running:
            # Also takes leave of orphans that a container gives to its first process.
            pid, status = os.wait()
            command = self.running.pop(pid, None)
            if command is not None:
                self.ended(command, pid, os.waitstatus_to_exitcode(status))
        return self.status

    def start(self, command: Callable[[], list[str]], *, after: float = 0) -> None:
        pid = os.fork()
        if pid == 0:
            if command is worker_command:
                os.nice(NICENESS)
            self.become(command(), after)
        self.running[pid], self.begun[pid] = command, time.monotonic()

    def become(self, arguments: list[str], after: float) -> None:
        """In the child: a group of its own, since Ctrl+C is to reach it once, through us."""
        os.setpgid(0, 0)
        parent = os.getppid()
        if sys.platform == "linux":
            # Nobody is left behind when we ourselves are killed.
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)
        if os.getppid() != parent:
            os._exit(1)
        try:
            time.sleep(after)
            os.execv(arguments[0], arguments)  # noqa: S606
        finally:
            os._exit(127)

    def ended(self, command: Callable[[], list[str]], pid: int, status: int) -> None:
        lived = time.monotonic() - self.begun.pop(pid)
        if self.stopping:
            return
        if command is web_command:
            sys.stderr.write(
                f"ウェブサーバーが終了しました（状態{status}）。"
                f" The web server ended with status {status}.\n"
            )
            self.status = status if 0 < status < 256 else 1
            self.stop()
            return
        if status == 0:
            self.start(command)
            return
        self.pause = 1.0 if lived > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        sys.stderr.write(
            f"書き出しの係が終了したため（状態{status}）、代わりを起動します。"
            f" A worker ended with status {status}; another one takes its place.\n"
        )
        self.start(command, after=self.pause)

    def stop(self, *_: object) -> None:
        """Tell everybody to finish what they are doing."""
        if not self.stopping:
            self.stopping = True
            self.tell(signal.SIGTERM)
            signal.alarm(PATIENCE)

    def insist(self, *_: object) -> None:
        """Time is over: a worker gives its export back; whoever then stays is killed."""
        self.told += 1
        self.tell(signal.SIGTERM if self.told == 1 else signal.SIGKILL)
        signal.alarm(LAST_PATIENCE)

    def tell(self, number: signal.Signals) -> None:
        for pid in list(self.running):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue


if __name__ == "__main__":
    sys.exit(SideBySide(web=sys.argv[1] == "web", workers=int(sys.argv[2])).run())
