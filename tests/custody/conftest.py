"""A copy of the sample archive whose history knows every file, and a way to damage it and have it back."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.archive.events import read_events
from pipeline.archive.shelf import Hand, Shelf
from pipeline.custody.fixity_runs import Wish
from pipeline.keeping import verify
from pipeline.model.fixity import FixityReport
from pipeline.model.settings import Settings
from tests.conftest import ROOT

NOW = read_events(ROOT / "archive/events.ndjson")[-1].event.at + dt.timedelta(
    hours=1
)  # after all that the sample's history tells


@dataclass(frozen=True)
class Kept:
    """An archive and a folder for what may be deleted."""

    archive: Path
    out: Path

    def settings(self, now: dt.datetime = NOW) -> Settings:
        return Settings(self.archive, self.out, self.archive.parent, now, "zh")

    def shelf(self) -> Shelf:
        return Shelf(self.archive, self.out / "work")

    def verify(self, *against: str, wish: Wish | None = None, now: dt.datetime = NOW) -> FixityReport:
        return verify(self.settings(now), wish or Wish(), against)

    def seen(self, now: dt.datetime = NOW) -> tuple[str, ...]:
        """What the next run takes in."""
        return self.shelf().adopt(Hand("koushu", now))

    def path(self, inside: str) -> Path:
        return self.archive / inside

    @contextlib.contextmanager
    def mended(self, *files: str) -> Iterator[None]:
        """After the block, these files and the history are as before, and nothing is remembered."""
        before = {file: self.path(file).read_bytes() for file in {*files, "events.ndjson"}}
        try:
            yield
        finally:
            for file, data in before.items():
                self.path(file).write_bytes(data)
            shutil.rmtree(self.out, ignore_errors=True)


def named(report: FixityReport) -> set[tuple[str, str]]:
    """File and code of every problem."""
    return {(problem.file, problem.code) for problem in report.problems}


@pytest.fixture(scope="session")
def sample_kept(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(project / "archive", folder / "archive", symlinks=True)
    for draft in folder.glob("archive/interviews/*/recording-*.whisper-*.json"):
        draft.unlink()  # heard on this machine; the history does not know them
    kept = Kept(folder / "archive", folder / "build")
    kept.path("sealed").mkdir(exist_ok=True)
    kept.path("sealed/consent-2023-001-lin-1.pdf").write_bytes(b"%PDF-1.4 signed by hand")
    kept.seen()
    with kept.mended():
        assert not kept.verify().problems
    return kept


@pytest.fixture
def kept(sample_kept: Kept, tmp_path: Path) -> Kept:
    """A copy of one's own."""
    shutil.copytree(sample_kept.archive, tmp_path / "archive")
    return Kept(tmp_path / "archive", tmp_path / "build")
