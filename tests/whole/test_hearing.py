"""Processes that hear: each alone with its fate, ended when told, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from pipeline.errors import Unreadable
from pipeline.executors.crew import Crew, is_lost
from pipeline.executors.lanes import Lanes
from pipeline.executors.station import Station, cores
from tests.whole.dask_here import wait_until

PARENT = """
import sys, time
from tests.whole.test_hearing import *
if __name__ == "__main__":
    lanes = Lanes(2)
    print(*[lanes.submit(os.getpid).result() for _ in range(2)], flush=True)
    lanes.submit(time.sleep, 600).result()
"""


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refused() -> None:
    raise Unreadable("original-changed", file="recording-1.wav")


def begun(mark: Path) -> None:
    mark.touch()
    time.sleep(600)


def threads(_: object, station: Station) -> int:
    return station.threads


def is_gone(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return False
    return True


def test_a_killed_process_takes_only_its_own_task_with_it() -> None:
    with closing(Lanes(1)) as lanes:
        first, second, third = lanes.submit(os.getpid), lanes.submit(killed), lanes.submit(os.getpid)
        assert first.result(600) != third.result(600)
        assert is_lost(second.exception(60))


def test_a_process_is_kept_for_the_next_task_and_tells_what_was_wrong() -> None:
    with closing(Lanes(1)) as lanes:
        before = lanes.submit(os.getpid).result(600)
        with pytest.raises(Unreadable) as refusal:
            lanes.submit(refused).result(600)
        assert refusal.value.values == {"file": "recording-1.wav"}
        with pytest.raises(ZeroDivisionError):
            lanes.submit(partial(divmod, 1, 0)).result(600)
        assert lanes.submit(os.getpid).result(600) == before != os.getpid()


def test_closing_ends_what_runs_and_begins_nothing_more(tmp_path: Path) -> None:
    lanes = Lanes(1)
    pid = lanes.submit(os.getpid).result(600)
    long, never = lanes.submit(begun, tmp_path / "begun"), lanes.submit(begun, tmp_path / "never")
    wait_until((tmp_path / "begun").exists)
    lanes.close()
    assert isinstance(long.exception(60), BrokenExecutor)
    assert never.cancelled()
    wait_until(lambda: is_gone(pid))
    assert not (tmp_path / "never").exists()
    assert threading.active_count() == 1 or all("lane" not in thread.name for thread in threading.enumerate())


def test_processes_end_when_the_one_who_asked_is_killed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(tmp_path / "parent.py")],
        stdout=subprocess.PIPE,
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
    )
    assert parent.stdout
    with parent.stdout:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
    parent.kill()
    parent.wait()
    assert pids
    wait_until(lambda: all(is_gone(pid) for pid in pids))


@pytest.mark.parametrize("jobs", [1, 2, 64])
def test_the_cores_are_shared_among_the_jobs(jobs: int, tmp_path: Path) -> None:
    with Crew(jobs=jobs).at_work(Station("", str(tmp_path), tmp_path)) as team:
        assert team.submit(threads, None).result(600) == (0 if jobs == 1 else max(1, cores() // jobs))
