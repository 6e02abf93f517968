"""The command as a person runs it: a child process, its own folders, nothing patched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.sharing import made_once
from tests.whole.kindling import forked


@dataclass(frozen=True)
class Bench:
    """One archive with its output folder, and the command on it.

    Pages are set in the reader's own fonts unless it is `lettered`: cutting fonts takes seconds, and few tests look at letters.
    Its commands are forks of a process that has read the program (`kindling`), unless it is `cold`.
    """

    project: Path
    archive: Path
    out: Path
    lettered: bool = False
    cold: bool = False

    def argv(self, *words: str) -> list[str]:
        places = [] if words[0] == "new" else ["--archive", str(self.archive), "--out", str(self.out)]
        return [sys.executable, "-m", "pipeline", *words, *places]

    def environment(self) -> dict[str, str]:
        """What every command of this bench is started with."""
        fonts = {} if self.lettered else {"KOUSHU_SITE_FONTS": str(self.out / "none")}
        return {**os.environ, "LANG": "zh_CN.UTF-8", **fonts}

    def koushu(self, *words: str, expect: int | None = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        done = self._done(self.argv(*words), {**self.environment(), **environment})
        if expect is not None:
            assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def _done(self, argv: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        if not self.cold:
            return forked(tuple(map(str, argv[3:])), self.project, environment)  # some are paths
        return subprocess.run(
            argv, cwd=self.project, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=840
        )


@pytest.fixture(scope="session")
def sample_bench(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A copy of the sample archive, run once; tests that change it take a copy of their own."""

    def run(folder: Path) -> None:
        shutil.copytree(project / "archive", folder / "archive", symlinks=True)
        bench = Bench(project, folder / "archive", folder / "build", lettered=True, cold=True)
        for draft in bench.archive.glob("interviews/*/recording-*.whisper-*.json"):
            draft.unlink()  # a demo on this checkout may have heard them already; here they are heard anew
        bench.koushu("run")

    folder = made_once(tmp_path_factory, "sample", run)
    return Bench(project, folder / "archive", folder / "build", lettered=True)


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Bench], Bench]:
    def copy(bench: Bench) -> Bench:
        shutil.copytree(bench.archive, tmp_path / "archive", symlinks=True)
        if bench.out.exists():
            shutil.copytree(bench.out, tmp_path / "build", symlinks=True)
        return replace(bench, archive=tmp_path / "archive", out=tmp_path / "build")

    return copy
