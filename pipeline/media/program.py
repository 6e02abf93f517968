"""An outside program's argument list becomes its bytes, or one of our errors; the only place that starts ffmpeg or ffprobe."""

from __future__ import annotations

import errno
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from pipeline.errors import CannotWrite, MissingTool

PATIENCE = 120.0  # seconds without a byte read or written after which a program counts as stuck


class Failed(Exception):
    """The program ended badly: `words` are its last to stderr. The caller knows the file and turns this into a sentence."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass
class Running:
    """A started program; bytes go through `read` and `write`, each of which may take PATIENCE seconds at most."""

    process: subprocess.Popen[bytes]
    stderr: IO[bytes]
    stuck: bool = False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes of its output; fewer only at the end."""
        assert self.process.stdout is not None  # noqa: S101 # opened as a pipe
        with self.within(PATIENCE):
            return self.process.stdout.read(size)

    def write(self, data: bytes) -> None:
        """Hand it `data`. Raises Failed when it no longer listens."""
        assert self.process.stdin is not None  # noqa: S101 # opened as a pipe
        try:
            with self.within(PATIENCE):
                self.process.stdin.write(data)
        except BrokenPipeError:
            raise Failed(self.words()) from None

    def finish(self, limit: float = PATIENCE) -> None:
        """Wait for its end, `limit` seconds at most. Raises Failed unless it ended well."""
        with self.within(limit):
            if self.process.stdin is not None:
                _close(self.process.stdin)
            status = self.process.wait()
        if status:
            raise Failed("it took too long" if self.stuck else self.words())

    def words(self) -> str:
        """The last that it wrote to stderr, 2,000 characters at most."""
        self.stderr.seek(0)
        return self.stderr.read().decode("utf-8", "replace").strip()[-2000:]

    def _stop(self) -> None:
        self.stuck = True
        self.process.kill()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Kill the program when the block takes longer than this."""
        timer = threading.Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


@contextmanager
def running(argv: list[str], *, feed: bool = False) -> Iterator[Running]:
    """Start a program without a shell; `feed` opens its stdin. It never outlives the block.

    Raises MissingTool when the program is not installed.
    """
    stdin = subprocess.PIPE if feed else subprocess.DEVNULL
    with tempfile.TemporaryFile() as stderr:
        try:
            process = subprocess.Popen(argv, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr)  # noqa: S603 # argv, no shell
        except FileNotFoundError:
            raise MissingTool("program-missing", program=argv[0], debian="ffmpeg") from None
        with process:
            try:
                yield Running(process, stderr)
            finally:
                process.kill()
                for pipe in (process.stdin, process.stdout):
                    _close(pipe)


def run(argv: list[str], limit: float) -> bytes:
    """Everything a program writes to stdout, within `limit` seconds. Raises Failed or MissingTool."""
    with running(argv) as program:
        assert program.process.stdout is not None  # noqa: S101 # opened as a pipe
        with program.within(limit):
            output = program.process.stdout.read()
        program.finish(limit)
        return output


def complaints(argv: list[str], limit: float) -> tuple[str, ...]:
    """The lines that a program which ends well writes to stderr, within `limit` seconds. Raises Failed or MissingTool."""
    with running(argv) as program:
        assert program.process.stdout is not None  # noqa: S101 # opened as a pipe
        with program.within(limit):
            while program.process.stdout.read(1 << 16):
                pass
        program.finish(limit)
        return tuple(program.words().splitlines())


def disk_full(failed: Failed, folder: object) -> CannotWrite | None:
    """The error for a full disk when that is why the program failed, else None."""
    return CannotWrite("media-disk-full", folder=folder) if "No space left" in failed.words else None


def cannot_write(trouble: OSError, folder: object) -> CannotWrite:
    """The error for a write that the system refused."""
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
        return CannotWrite("media-disk-full", folder=folder)
    return CannotWrite("media-cannot-write", folder=folder, reason=trouble.strerror or "")


def _close(pipe: IO[bytes] | None) -> None:
    with suppress(BrokenPipeError):
        if pipe is not None:
            pipe.close()
