"""Prints the CPU seconds of a first and a second `koushu copy` beside `cp -r` and `sha256sum` of the same files in the same run.

    python benchmarks/copies.py [MEBIBYTES]

The archive is made up: recordings of random bytes, 512 MiB unless told.
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import copying
from pipeline.archive.shelf import Hand, Shelf
from pipeline.model.settings import Settings

PIECE = 32
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def made_up(root: Path, mebibytes: int) -> None:
    """One interview with so much sound."""
    folder = root / "interviews/2026-001-jia"
    folder.mkdir(parents=True)
    (root / "archive.yml").write_text("title: 库\ninstitution: 局\n", encoding="utf-8")
    (folder / "interview.yml").write_text("title: 篇\nnarrators: [jia]\n", encoding="utf-8")
    noise = Path("/dev/urandom")
    for number in range(1, max(1, mebibytes // PIECE) + 1):
        with noise.open("rb") as source:
            (folder / f"recording-{number}.wav").write_bytes(source.read(PIECE << 20))
    Shelf(root, root.parent / "work").adopt(Hand("benchmark", NOW))


def cpu(act: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds (own and of children) and seconds by the clock."""

    def spent() -> float:
        return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

    before, began = spent(), time.monotonic()
    act()
    return spent() - before, time.monotonic() - began


def by_hand(root: Path, target: Path) -> None:
    """What a careful person types."""
    subprocess.run(["cp", "-r", str(root), str(target)], check=True)
    sums = ["find", str(target), "-type", "f", "-exec", "sha256sum", "{}", "+"]
    subprocess.run(sums, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Measure and print."""
    mebibytes = int(sys.argv[1]) if len(sys.argv) > 1 else 512
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_up(folder / "a/archive", mebibytes)
        settings = Settings(folder / "a/archive", folder / "a/build", folder, NOW, "zh")
        place = str(folder / "copy")
        rows = {
            "cp -r && sha256sum": lambda: by_hand(folder / "a/archive", folder / "by-hand"),
            "koushu copy, first": lambda: copying.copy(settings, place),
            "koushu copy, nothing new": lambda: copying.copy(settings, place),
            "koushu copy --challenge": lambda: copying.challenge(settings, place),
            "koushu restore --to": lambda: copying.restore(place, folder / "back"),
        }
        measured = {what: cpu(act) for what, act in rows.items()}
        base = measured["cp -r && sha256sum"][0]
        for what, (seconds, clock) in measured.items():
            print(f"{what:26} {seconds:6.2f} CPU-s  {seconds / base:4.2f} x  {clock:6.2f} s by the clock  {mebibytes} MiB")


if __name__ == "__main__":
    main()
