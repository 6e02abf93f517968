"""The command line in processes that cost nothing to begin: imported once, forked for each run, watched or hurt by strace.

`python -m tests.whole.cradle` serves orders from standard input, one JSON list of runs a line, and answers when all have ended.
Killing, and failing, happen at the system call itself, in the process that runs the command; programs it starts go untouched.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.cli import main

# Every system call by which files or folders change; between two of them nothing on the disk does.
CHANGING = (
    *("openat", "open", "creat", "write", "pwrite64", "writev", "pwritev", "ftruncate", "truncate", "fallocate", "fsync"),
    *("fdatasync", "sync_file_range", "syncfs", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "chmod", "fchmod", "fchmodat", "utimensat", "sendfile"),
    *("copy_file_range", "setxattr", "fsetxattr"),
)
_CALL = re.compile(r"(\w+)\((.*)")


@dataclass(frozen=True)
class Run:
    """One run: the words after `koushu`; what strace does to it; how many seconds of a processor it may use.

    On the clock it may take ten times as long, since the processors of a busy machine do other things as well.
    """

    words: tuple[str, ...]
    inject: str = ""  # such as rename:signal=KILL:when=3
    record: str = ""  # a file for the list of system calls
    limit: int = 60


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit code, or minus the signal; all it said; seconds; the most memory, in MB, of it or what it started."""

    code: int
    said: str
    seconds: float
    memory: int


class Cradle:
    """A process that holds the program, ready to be forked."""

    def __init__(self, project: Path, folder: Path) -> None:
        self._folder = folder
        environment = {**os.environ, "LANG": "zh_CN.UTF-8", "OMP_NUM_THREADS": "1"}
        argv = [sys.executable, "-m", "tests.whole.cradle", str(folder)]
        self._process = subprocess.Popen(
            argv, cwd=project, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def runs(self, *runs: Run) -> list[Ended]:
        """Do the runs at the same time."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(run) for run in runs]) + "\n")
        self._process.stdin.flush()
        return [Ended(**one) for one in json.loads(self._process.stdout.readline())]

    def run(self, *words: str, **how: Any) -> Ended:
        """Do one run."""
        return self.runs(Run(words, **how))[0]

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@contextmanager
def cradle(project: Path, folder: Path) -> Iterator[Cradle]:
    """A cradle that is gone after the block."""
    made = Cradle(project, folder)
    try:
        yield made
    finally:
        made.close()


def may_trace(folder: Path) -> bool:
    """Is strace here, and may it watch?"""
    try:
        done = subprocess.run(["strace", "-o", str(folder / "strace"), "true"], capture_output=True)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def changes(record: Path, places: Sequence[Path]) -> list[tuple[str, int]]:
    """Every call in a record that changes something in one of the places: its name, and the how-manieth of that name it is."""
    count: dict[str, int] = {}
    found: list[tuple[str, int]] = []
    for line in record.read_text(encoding="utf-8", errors="replace").splitlines():
        call = _CALL.match(line)
        if not call:
            continue
        name, words = call.groups()
        count[name] = count.get(name, 0) + 1
        reads_only = name in ("open", "openat") and "O_CREAT" not in words and "O_TRUNC" not in words
        if not reads_only and any(str(place) in words for place in places):
            found.append((name, count[name]))
    return found


def _serve(folder: Path) -> None:
    assert all(main.koushu.commands.values())  # every verb is read here, so that no fork has to
    for number, line in enumerate(sys.stdin):
        begun = [_begin(main.answer, run, folder / f"said-{number}-{one}") for one, run in enumerate(json.loads(line))]
        sys.stdout.write(json.dumps([_end(*one) for one in begun]) + "\n")
        sys.stdout.flush()


def _begin(answer: Any, run: Mapping[str, Any], said: Path) -> tuple[int, Any, Path, float, float]:
    watched = bool(run["inject"] or run["record"])
    began = time.monotonic()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (run["limit"], run["limit"]))
        _live(answer, run["words"], said, watched=watched)
    if watched:
        os.waitpid(child, os.WUNTRACED)
    tracer = _trace(child, run) if watched else None
    return child, tracer, said, began, 10 * run["limit"]


def _live(answer: Any, words: Sequence[str], said: Path, *, watched: bool) -> None:
    os.setsid()
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for stream, target in ((0, nothing), (1, out), (2, out)):
        os.dup2(target, stream)
    if watched:
        os.kill(os.getpid(), signal.SIGSTOP)
    try:
        code = answer(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - a fork must never come back
        code = 99
    os._exit(code)


def _trace(child: int, run: Mapping[str, Any]) -> subprocess.Popen[bytes]:
    injected = ["-e", f"inject={run['inject']}"] if run["inject"] else []
    calls = ",".join(f"?{name}" for name in CHANGING)
    argv = [
        "strace",
        "-q",
        "-y",
        "-p",
        str(child),
        "-o",
        run["record"] or os.devnull,
        "-e",
        f"trace={calls}",
        "-e",
        "signal=none",
    ]
    tracer = subprocess.Popen([*argv, *injected], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while tracer.poll() is None and "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
        time.sleep(0.002)
    os.kill(child, signal.SIGCONT)
    return tracer


def _end(child: int, tracer: Any, said: Path, began: float, limit: float) -> dict[str, Any]:
    """Wait for the end, for `limit` seconds on the clock at most; what it started goes with it."""
    while True:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - began > limit:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.002)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if tracer:
        tracer.wait()
    words = said.read_text(encoding="utf-8", errors="replace")
    said.unlink()
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "said": words, "seconds": time.monotonic() - began, "memory": used.ru_maxrss // 1024}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _serve(Path(sys.argv[1]))
