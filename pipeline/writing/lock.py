"""One file → the right to be the only program that writes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Locked
from pipeline.writing.atomic import worded


@contextlib.contextmanager
def hold(path: Path, patience_s: float = 0) -> Iterator[None]:
    """Hold the lock at `path` while the block runs; the system frees it when the program dies, however it dies.

    Raises Locked with the number of the process that still holds it after `patience_s` seconds; CannotWrite.
    """
    with worded(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(descriptor, path, time.monotonic() + patience_s)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() >= until:
                holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
                raise Locked("archive-locked", pid=holder or "?", file=path) from None
        time.sleep(0.05)
    with worded(path):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
