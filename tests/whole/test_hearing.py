"""Hearing stops when it is told to, and a worker that is killed costs one interview one run."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from pipeline.hearing import Halt, gather, unwatched
from pipeline.model.outcome import Outcome


def killed() -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    return Outcome()


def interrupted() -> Outcome:
    raise KeyboardInterrupt


def test_an_interrupt_stops_what_is_heard_and_begins_nothing_more() -> None:
    halt, begun, pieces = Halt(unwatched), threading.Event(), []

    def endless() -> Outcome:
        begun.set()
        while True:
            pieces.append(1)
            halt("recording-1", 1, 2)

    with ThreadPoolExecutor(2) as executor:
        long = executor.submit(endless)
        assert begun.wait(30)
        tasks = {"one": executor.submit(interrupted), "two": long}
        with pytest.raises(KeyboardInterrupt):
            gather(tasks, executor, halt)
    assert pieces
    assert isinstance(long.exception(), KeyboardInterrupt)


def test_a_killed_worker_is_a_problem_of_its_interview() -> None:
    with ProcessPoolExecutor(1) as executor:
        outcome = gather({"2023-001-jia": executor.submit(killed)}, executor, None)
    assert [(one.file, one.code) for one in outcome.problems] == [("2023-001-jia", "worker-lost")]
