"""A real Dask scheduler and real workers on 127.0.0.1, and an engine that hears what a rule says.

`dask worker --preload tests.whole.dask_here` gives the engine to a worker; `python -m tests.whole.dask_here` is the command
koushu with that engine, and the processes that it starts have it as well.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.cli.main import main
from pipeline.executors.station import Station
from pipeline.model.draft import Segment
from pipeline.transcribe.engines import ENGINES
from pipeline.transcribe.listening import Hints, ModelPlace, Piece
from tests.transcribe.scripted import ScriptedEngine

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 600


class UnhurriedEngine(ScriptedEngine):
    """The scripted engine, which takes a moment for each call where the environment says so."""

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:
        time.sleep(float(os.environ.get("SCRIPTED_SECONDS", "0")))
        return super().listen(pieces, hints)


def scripted(place: ModelPlace) -> ScriptedEngine:
    """`model` begins the name of the file in which each process counts its calls; `worker` may say which call kills it."""
    return UnhurriedEngine(Path(f"{place.model}-{os.getpid()}"), int(os.environ.get("SCRIPTED_DIES_AT", "0")))


def dask_setup(_: object) -> None:
    """What `--preload` calls in the worker."""
    ENGINES["scripted"] = scripted


if __name__ == "__main__":  # a shell's background job starts with Ctrl-C ignored
    signal.signal(signal.SIGINT, signal.default_int_handler)
if __name__ in ("__main__", "__mp_main__"):  # the command, and the processes that it starts
    ENGINES["scripted"] = scripted


@contextmanager
def scripted_engine() -> Iterator[None]:
    """This process has the engine while the block runs."""
    ENGINES["scripted"] = scripted
    try:
        yield
    finally:
        del ENGINES["scripted"]


def where(_: object, station: Station) -> str:
    """The name of the worker that does this."""
    return station.scratch.parents[1].name


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


class Cluster:
    """Processes that are surely gone when the block ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self._children: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        told = self.folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show", "--scheduler-file", str(told))
        wait_until(lambda: told.exists() and told.read_text())
        self.address = json.loads(told.read_text())["address"]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for child in self._children:
            child.kill()
        for child in self._children:
            child.wait()

    def worker(self, name: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker without a nanny and wait until the scheduler knows it; its folder is named as it is."""
        places = ["--local-directory", str(self.folder / name), "--host", "127.0.0.1", "--name", name]
        words = ("--no-nanny", "--nthreads", "1", *places, "--preload", "tests.whole.dask_here", *options)
        child = self._start("worker", self.address, *words, **environment)
        log = self.folder / f"worker-{len(self._children)}.log"
        wait_until(lambda: b"Registered to" in log.read_bytes())
        return child

    def kill_scheduler(self) -> None:
        """SIGKILL, as a power cut would."""
        self._children[0].kill()
        self._children[0].wait()

    def _start(self, what: str, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        argv = [sys.executable, "-m", "dask", what, *words, "--no-dashboard"]
        log = self.folder / f"{what}-{len(self._children) + 1}.log"
        with log.open("wb") as out:
            child = subprocess.Popen(
                argv, cwd=ROOT, stdout=out, stderr=out, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}
            )
        self._children.append(child)
        return child


if __name__ == "__main__":
    main()
