"""The web server of a checkout, as `load.py` starts, asks and watches it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path


class House:
    """The web server of the checkout, started as `make run` does."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def __enter__(self) -> House:
        self.begun = time.perf_counter()
        self.process = subprocess.Popen([self.folder / "scripts/serve"], cwd=self.folder)
        while not _answers(self.port):
            time.sleep(0.02)
        self.started = time.perf_counter() - self.begun
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        _, status, used = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.worked = used.ru_utime + used.ru_stime  # with all its children that have ended

    def workers(self) -> list[int]:
        [master] = _children(self.process.pid)
        return _children(master)

    def memory(self) -> float:
        """Megabytes of master and workers, what they share counted once."""
        [master] = _children(self.process.pid)
        return sum(_proportional(pid) for pid in (master, *_children(master)))

    def replace_workers(self) -> None:
        """Let each worker end as one that did its share, and wait for those that follow."""
        old = self.workers()
        for pid in old:
            os.kill(pid, signal.SIGTERM)
        while set(old) & set(self.workers()) or len(self.workers()) < len(old):
            time.sleep(0.05)
        time.sleep(4)  # also a worker that imports everything itself is ready by then


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except FileNotFoundError:
        return []
    return [int(child) for child in text.split()]


def _proportional(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _answers(port: int) -> bool:
    try:
        return asyncio.run(seconds_of(port, "/healthz", "")) > 0
    except (OSError, RuntimeError):
        return False


async def seconds_of(port: int, path: str, cookie: str) -> float:
    """From the click to the last byte, on a connection of its own."""
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
            "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode()
        )
        answer = await reader.read(-1)
    finally:
        writer.close()
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"{path}: {answer[:60]!r}")
    return time.perf_counter() - begun
