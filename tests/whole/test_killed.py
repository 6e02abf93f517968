"""Killed at any moment, the archive is whole and the next run finishes the work."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.whole.conftest import Bench
from tests.whole.test_sample import outputs, tree

KEPT = ("2023-001-lin", "2023-006-zhou")
MOMENTS, LONG_MOMENTS = 2, 20


def small(bench: Bench) -> None:
    """Leave two interviews with ten seconds of each recording, unheard, so that forty runs fit into a test."""
    for folder in (bench.archive / "interviews").iterdir():
        if folder.name not in KEPT:
            shutil.rmtree(folder)
            continue
        for draft in folder.glob("recording-*.whisper-*.json"):
            draft.unlink()
        for recording in folder.glob("recording-*.flac"):
            whole = recording.with_suffix(".whole")
            recording.rename(whole)
            subprocess.run(["ffmpeg", "-v", "error", "-f", "flac", "-i", str(whole), "-t", "10", str(recording)], check=True)
            whole.unlink()
    manifest = bench.archive / "manifest-sha256.txt"
    named = [line.split("  ", 1)[1] for line in manifest.read_text(encoding="utf-8").splitlines()]
    digests = tree(bench.archive)
    manifest.write_text("".join(f"{digests[name]}  {name}\n" for name in named if name in digests), encoding="utf-8")
    (bench.archive / "interviews/2023-006-zhou/text.md").unlink(missing_ok=True)
    for planned in ("column.yml", "column.ndjson", "volumes/film-1.yml"):  # they tell of what lies beyond the ten seconds
        (bench.archive / planned).unlink()
    volume = bench.archive / "volumes/text-1.yml"
    volume.write_text("title: 试印\nroute: isbn\ninterviews: [2023-001-lin]\n", encoding="utf-8")
    bench.koushu("add")


def killed_after(bench: Bench, seconds: float) -> bool:
    """Run koushu and kill its whole process group; False when it had finished before."""
    child = subprocess.Popen(
        bench.argv("run"),
        cwd=bench.project,
        env=bench.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return True
    return False


def kill_at(bench: Bench, untouched: Path, seconds: float) -> None:
    """Kill a run of the untouched archive after so many seconds, sooner where the machine has become quicker meanwhile."""
    while True:
        shutil.rmtree(bench.archive)
        shutil.rmtree(bench.out)
        shutil.copytree(untouched, bench.archive, symlinks=True)
        if killed_after(bench, seconds):
            return
        seconds /= 2


def spread(moments: int, chance: random.Random) -> list[float]:
    """Shares of a run's length, one drawn in each of as many equal parts of it, so that few moments reach all of its stages."""
    return [0.02 + 0.93 * (number + chance.random()) / moments for number in range(moments)]


def printed(bench: Bench) -> dict[str, str]:
    """The outputs by digest, but the books by their pages' words without the witness: a killed act leaves a longer history."""
    made = outputs(bench)
    bound = [name for name in made if name.startswith("volumes/") and name.endswith(".pdf") and not name.endswith(".cover.pdf")]
    assert bound
    for name in bound:
        words = subprocess.run(
            ["pdftotext", "-raw", str(bench.out / name), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert re.search(r"--against \d+:", words)
        made[name] = re.sub(r"\b[0-9a-f]{8}\b|(?<=--against )\d+:", "", words)
    return made


@pytest.mark.timeout(2 * 3600)  # a busy machine may need long for as many runs
@pytest.mark.parametrize("moments", [MOMENTS, pytest.param(LONG_MOMENTS, marks=pytest.mark.long)])
def test_the_archive_is_whole_after_every_kill_and_each_next_run_completes(
    project: Path, tmp_path: Path, copy_of: Callable[[Bench], Bench], moments: int
) -> None:
    bench = copy_of(Bench(project, project / "archive", tmp_path / "nothing"))
    small(bench)
    found_before = bench.koushu("check", expect=1).stderr  # the text's times lie beyond the ten seconds
    untouched = tmp_path / "untouched"
    shutil.copytree(bench.archive, untouched, symlinks=True)
    begun = time.monotonic()
    bench.koushu("run")
    whole = time.monotonic() - begun
    expected, expected_archive = printed(bench), {name for name in tree(bench.archive) if "events" not in name}
    for share in spread(moments, random.Random(20231123)):
        kill_at(bench, untouched, share * whole)
        subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=bench.archive, check=True)
        assert bench.koushu("check", expect=None).stderr == found_before
        bench.koushu("run")
        assert printed(bench) == expected
        assert {name for name in tree(bench.archive) if "events" not in name} == expected_archive


@pytest.mark.long
def test_many_kills_in_one_run_still_end_well(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    shutil.rmtree(bench.out)
    for draft in bench.archive.glob("interviews/*/recording-*.whisper-*.json"):
        draft.unlink()
    chance = random.Random(7)
    for _ in range(40):
        killed_after(bench, chance.uniform(0.5, 12))
    bench.koushu("run")
    assert printed(bench) == printed(sample_bench)
