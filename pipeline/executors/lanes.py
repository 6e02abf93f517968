"""Tasks → processes of this machine, each kept for the next task and ended at once when told."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Lanes(Executor):
    """As many processes as jobs, each started when it is first needed and kept, so that a model is loaded once a process.

    A process that dies takes only its own task with it, and its lane goes on with a new one. `close` ends them at once.
    """

    def __init__(self, jobs: int) -> None:
        self._threads = ThreadPoolExecutor(jobs, "lane")
        self._lanes = [_Lane() for _ in range(jobs)]
        self._free: SimpleQueue[_Lane] = SimpleQueue()
        for lane in self._lanes:
            self._free.put(lane)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:  # noqa: ANN401 # as Executor has it
        """See Executor. The future raises BrokenExecutor where the process died."""
        return self._threads.submit(self._call, partial(fn, *args, **kwargs))

    def close(self) -> None:
        """End every process, whatever it does: what it has heard so far is kept."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for lane in self._lanes:
            lane.close()
        self._threads.shutdown()

    def _call(self, work: Callable[[], T]) -> T:
        lane = self._free.get()
        try:
            return lane.call(work)
        finally:
            self._free.put(lane)


class _Lane:
    """One process and the pipe to it."""

    _starting = threading.Lock()

    def __init__(self) -> None:
        self._process: Any = None  # None: not started, or dead
        self._near: Connection | None = None
        self._closed = False

    def call(self, work: Callable[[], T]) -> T:
        """Have the process do it. Raises what it raises; BrokenExecutor where it dies."""
        near = self._started()
        try:
            near.send(work)
            fine, answer = near.recv()
        except (EOFError, OSError) as gone:
            self._drop()
            raise BrokenExecutor from gone
        if fine:
            return answer  # type: ignore[no-any-return]
        raise answer

    def close(self) -> None:
        """Kill the process and start no other."""
        with self._starting:
            self._closed = True
            if self._process:
                self._process.kill()

    def _started(self) -> Connection:
        with self._starting:
            if self._closed:
                raise BrokenExecutor
            if self._process is None or self._near is None:
                context = multiprocessing.get_context("spawn")
                self._near, far = context.Pipe()
                self._process = context.Process(target=_serve, args=(far,), daemon=True)
                with _uninterrupted():
                    self._process.start()
                far.close()
            return self._near

    def _drop(self) -> None:
        with self._starting:
            if self._process:
                self._process.kill()
                self._process.join()
            if self._near:
                self._near.close()
            self._process = self._near = None


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """A process started in here does not hear Ctrl-C: it is ended by the one who hears it."""
    resource_tracker.ensure_running()  # it starts with the first process and, once it runs, lets SIGINT through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(orders: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    multiprocessing.set_start_method("fork", force=True)  # a semaphore is unlinked when it is made, so a kill leaves none behind
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            work = orders.recv()
        except EOFError:
            return
        try:
            answer = (True, work())
        except Exception as trouble:  # noqa: BLE001 # whatever it is, the one who asked shall have it
            trouble.add_note(traceback.format_exc())
            answer = (False, trouble)
        orders.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
