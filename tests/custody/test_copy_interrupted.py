"""Killed at any moment, or out of room, a copy is what it was or further on; the next run finishes it."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import copying
from pipeline.custody.pull import Pull
from pipeline.errors import CannotWrite
from tests.archive.building import BY, IV, refused
from tests.custody.copying_here import TEXT, Ground, by_hand, in_copy, tree

MOMENTS = 12
MEBI = 1 << 20


def argv(ground: Ground, place: Path) -> list[str]:
    own = ["--archive", str(ground.root), "--out", str(ground.folder / "build")]
    return [sys.executable, "-m", "pipeline", "copy", str(place), *own]


def run(ground: Ground, place: Path, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv(ground, place),
        capture_output=True,
        text=True,
        preexec_fn=before,
        env={**os.environ, "LANG": "zh_CN.UTF-8"},
        check=False,
    )


def killed_when(ground: Ground, place: Path, files: int) -> bool:
    """Kill the copy once so many files lie in it, temporary ones too; False when it had finished before."""
    child = subprocess.Popen(argv(ground, place), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while child.poll() is None:
        if sum(len(names) for _, _, names in os.walk(place)) >= files:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return True
        time.sleep(0)
    return False


def big(ground: Ground) -> None:
    """Some more recordings, so that there is something to cut off."""
    for number in range(2, 30):
        ground.write(f"{IV}/recording-{number}.wav", random.Random(number).randbytes(MEBI // 4))
    ground.shelf.adopt(BY)


def test_killed_at_any_moment_the_next_run_finishes(tmp_path: Path) -> None:
    ground = Ground(tmp_path / "a")
    big(ground)
    place, chance, killed = tmp_path / "b", random.Random(7), 0
    for moment in range(MOMENTS):
        text = f"第 {moment} 稿\n"
        ground.write(TEXT, text)
        ground.write(f"sealed/note-{moment}.txt", f"记录 {moment}")
        there = len(tree(place)) if place.exists() else 0
        killed += killed_when(ground, place, there + chance.randrange(1, 4 if there else 60))
        if moment % 4 == 3:
            found = copying.copy(ground.settings, str(place))
            assert (found.problems, found.is_refused) == ((), False)
            assert in_copy(place) == ground.tree()
            by_hand(place)
            kept = {hashlib.sha256(data).hexdigest() for data in tree(place).values()}
            assert hashlib.sha256(text.encode()).hexdigest() in kept
    assert killed >= MOMENTS // 2, "most runs were cut off, or this test proves nothing"


def limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEBI, MEBI))


def test_a_file_that_cannot_be_written_stops_the_copy_and_leaves_no_half(tmp_path: Path) -> None:
    ground = Ground(tmp_path / "a")
    ground.write(f"{IV}/recording-2.wav", bytes(2 * MEBI))
    ground.shelf.adopt(BY)
    stopped = run(ground, tmp_path / "b", limited)
    assert stopped.returncode == 3, stopped.stderr
    assert "没有写成" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert not [path for path in (tmp_path / "b").rglob("*") if path.is_file() and path.name.endswith(".part")]
    assert not (tmp_path / f"b/archive/{IV}/recording-2.wav").exists()
    by_hand(tmp_path / "b")
    assert run(ground, tmp_path / "b").returncode == 0
    assert in_copy(tmp_path / "b") == ground.tree()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of two mebibytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("nothing may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up_keeps_the_copy_it_held(tmp_path: Path, tiny_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ground = Ground(tmp_path / "a")
    place = tiny_disk / "copy"
    assert copying.copy(ground.settings, str(place)).problems == ()
    before = tree(place)
    ground.write(f"{IV}/recording-2.wav", bytes(3 * MEBI))
    ground.shelf.adopt(BY)
    with refused("copy-no-room", CannotWrite):
        copying.copy(ground.settings, str(place))
    assert tree(place) == before
    (ground.root / f"{IV}/recording-2.wav").write_bytes(bytes(MEBI // 2))
    (ground.root / "manifest-sha256.txt").write_bytes(before["archive/manifest-sha256.txt"])
    (tiny_disk / "other").write_bytes(b"")

    def fill() -> None:
        with (tiny_disk / "other").open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, os.statvfs(tiny_disk).f_bavail * 4096 - 4096)

    with monkeypatch.context() as late:
        late.setattr(Pull, "check_room", lambda *_: fill())  # it fills up after it was looked at
        with refused("disk-full", CannotWrite):
            copying.copy(ground.settings, str(place))
    (tiny_disk / "other").unlink()
    assert copying.copy(ground.settings, str(place)).problems == ()
    assert in_copy(place) == ground.tree()
    by_hand(place)


def test_a_reader_who_may_not_write_in_the_archive_still_copies_it(tmp_path: Path) -> None:
    ground = Ground(tmp_path / "a")
    disk = ground.root
    if os.geteuid() or subprocess.run(["mount", "--bind", str(disk), str(disk)], check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(disk)], check=True)
        found = copying.copy(ground.settings, str(tmp_path / "b"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert (found.problems, found.is_noted, found.is_refused) == ((), False, False)
    assert in_copy(tmp_path / "b") == ground.tree()
