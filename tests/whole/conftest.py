"""The command as a person runs it: a child process, its own folders, nothing patched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Bench:
    """One archive with its output folder, and the command on it.

    Pages are set in the reader's own fonts unless it is `lettered`: cutting fonts takes seconds, and few tests look at letters.
    """

    project: Path
    archive: Path
    out: Path
    lettered: bool = False

    def argv(self, *words: str) -> list[str]:
        places = [] if words[0] == "new" else ["--archive", str(self.archive), "--out", str(self.out)]
        return [sys.executable, "-m", "pipeline", *words, *places]

    def environment(self) -> dict[str, str]:
        """What every command of this bench is started with."""
        fonts = {} if self.lettered else {"KOUSHU_SITE_FONTS": str(self.out / "none")}
        return {**os.environ, "LANG": "zh_CN.UTF-8", **fonts}

    def koushu(self, *words: str, expect: int | None = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.argv(*words),
            cwd=self.project,
            env={**self.environment(), **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
        )
        if expect is not None:
            assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done


@pytest.fixture(scope="session")
def sample_bench(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A copy of the sample archive, run once; tests that change it take a copy of their own."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(project / "archive", folder / "archive", symlinks=True)
    bench = Bench(project, folder / "archive", folder / "build", lettered=True)
    for draft in bench.archive.glob("interviews/*/recording-*.whisper-*.json"):
        draft.unlink()  # a demo on this checkout may have heard them already; here they are heard anew
    bench.koushu("run")
    return bench


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Bench], Bench]:
    def copy(bench: Bench) -> Bench:
        shutil.copytree(bench.archive, tmp_path / "archive", symlinks=True)
        if bench.out.exists():
            shutil.copytree(bench.out, tmp_path / "build", symlinks=True)
        return Bench(bench.project, tmp_path / "archive", tmp_path / "build", bench.lettered)

    return copy
