"""Processes of the command that cost nothing to begin: the program is read once, and each run is a fork of whoever read it.

`python -m tests.whole.kindling` takes orders from standard input, one a line, and answers with the exit code when the run has
ended. Reading the program takes longer than most commands do, and hundreds are run here. A run has its own process, folders and
words, as any other, and leaves by the interpreter's own way out.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

from pipeline.cli import main
from pipeline.cli.words import language_of

LIMIT_S = 600  # of a processor: a busy machine may give a run little of its time


@dataclass(frozen=True)
class Order:
    """One run: the words after `koushu`, where it runs, all of its environment, and the files for what it says."""

    words: tuple[str, ...]
    folder: str
    environment: Mapping[str, str]
    out: str
    err: str


class Kindling:
    """A process that has read the program, ready to be forked; it speaks one language, which the program chooses when read."""

    def __init__(self, environment: Mapping[str, str], project: Path) -> None:
        self._turn = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.whole.kindling"],
            cwd=project,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Do one run and wait for its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn, tempfile.TemporaryDirectory() as said:
            out, err = Path(said) / "out", Path(said) / "err"
            order = Order(words, str(folder), environment, str(out), str(err))
            self._process.stdin.write(json.dumps(asdict(order)) + "\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            return subprocess.CompletedProcess(words, code, out.read_text("utf-8"), err.read_text("utf-8"))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@cache
def kindling(language: str, project: Path) -> Kindling:
    """The process for one language, begun when it is first needed and gone when the tests are."""
    made = Kindling({**os.environ, "LANG": {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}[language]}, project)
    atexit.register(made.close)
    return made


def forked(words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `koushu WORDS` in a folder with an environment; the code is minus the signal where one ended it."""
    return kindling(language_of(environment), folder).run(words, folder, environment)


def _serve() -> None:
    assert all(main.koushu.commands.values())  # every verb is read here, so that no fork has to
    for line in sys.stdin:
        order = Order(**json.loads(line))
        child = os.fork()
        if not child:
            _become(order)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(order: Order) -> NoReturn:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))
    write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for stream, (path, way) in enumerate(((os.devnull, os.O_RDONLY), (order.out, write), (order.err, write))):
        opened = os.open(path, way)
        os.dup2(opened, stream)
        os.close(opened)
    os.environ.clear()
    os.environ.update(order.environment)
    time.tzset()
    os.chdir(order.folder)
    sys.argv = ["koushu", *order.words]
    main.main()
    raise AssertionError("main ends by SystemExit")


if __name__ == "__main__":
    _serve()
