"""What the command line says about who works becomes a team at work."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from pipeline.executors import cluster
from pipeline.executors.lanes import Lanes
from pipeline.executors.station import Station, cores

T = TypeVar("T")


@dataclass(frozen=True)
class Team:
    """A crew at work: `windows` is where it keeps what it heard, worth looking at every `look_s` seconds."""

    executor: Executor
    begin: Callable[..., Any]
    windows: str
    look_s: float

    def submit(self, work: Callable[[Any, Station], T], task: object) -> Future[T]:
        """Have `work(task, station)` done. Its future raises work's own error, one that `is_lost` knows, or CancelledError."""
        future: Future[T] = self.executor.submit(self.begin, work, task)
        return future


@dataclass(frozen=True)
class Crew:
    """Who shall do the work; nothing is started or asked before `at_work`.

    `jobs` are processes of this machine. With `cluster`, the address of a Dask scheduler, those of its workers do the work that
    have `resources`; they see the archive at `data` and keep windows at `windows` (empty: where this machine has them).
    """

    jobs: int = 1
    cluster: str = ""
    resources: Mapping[str, float] = field(default_factory=dict)
    data: str = ""
    windows: str = ""

    @contextlib.contextmanager
    def at_work(self, home: Station) -> Iterator[Team]:
        """Start, and end with the block what still runs then. `home`: this machine's station. Raises WrongUse, MissingTool."""
        if not self.cluster:
            station = replace(home, threads=max(1, cores() // self.jobs) if self.jobs > 1 else 0)
            with contextlib.closing(Lanes(self.jobs)) as lanes:
                yield Team(lanes, partial(_at, station), home.windows, 1)
            return
        station = replace(home, data=self.data or home.data, windows=self.windows or home.windows)
        with cluster.connected(self.cluster) as client:
            neighbours = cluster.inspected(client, self.resources, station)
            executor = client.get_executor(pure=False, resources=dict(self.resources) or None)
            try:
                yield Team(executor, partial(cluster.on_worker, station, neighbours), station.windows, 3)
            finally:
                executor.shutdown(wait=False)


def is_lost(error: BaseException) -> bool:
    """Does this error mean that the process died with the task, or on a cluster several processes one after the other?"""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


def _at(station: Station, work: Callable[[Any, Station], T], task: object) -> T:
    return work(task, station)
