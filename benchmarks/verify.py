"""How fast `koushu verify` reads, in MB per CPU second, beside `sha256sum -c` on the same files in the same run.

    python benchmarks/verify.py [--megabytes 600] [--files 60] [--times 3]

Makes an archive of random recordings in a temporary folder. Both are measured by the CPU time of the child process, starting it
included; the best of the runs counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import wave
from pathlib import Path


def cpu_s(*command: str, folder: Path) -> float:
    """CPU seconds of a child process, its own and the system's for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make(root: Path, files: int, size: int) -> None:
    """An archive with so many recordings of so many bytes, taken in."""
    (root / "archive").mkdir()
    (root / "archive/archive.yml").write_text("title: 试\ninstitution: 试\n", encoding="utf-8")
    for number in range(files):
        folder = root / f"archive/interviews/2026-{number:03}"
        folder.mkdir(parents=True)
        (folder / "interview.yml").write_text("title: 试\nnarrators: []\n", encoding="utf-8")
        with wave.open(str(folder / "recording-1.wav"), "wb") as sound:
            sound.setparams((1, 2, 48_000, 0, "NONE", ""))
            sound.writeframes(os.urandom(size))
    subprocess.run([*KOUSHU, "add"], cwd=root, check=True, stdout=subprocess.DEVNULL)


KOUSHU = [sys.executable, "-m", "pipeline"]


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=600)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make(root, asked.files, asked.megabytes * 1_000_000 // asked.files)
        ours = min(cpu_s(*KOUSHU, "verify", folder=root) for _ in range(asked.times))
        theirs = min(cpu_s("sha256sum", "-c", "manifest-sha256.txt", folder=root / "archive") for _ in range(asked.times))
    print(f"koushu verify   {asked.megabytes / ours:7.0f} MB per CPU second ({ours:.2f} s)")
    print(f"sha256sum -c    {asked.megabytes / theirs:7.0f} MB per CPU second ({theirs:.2f} s)")


if __name__ == "__main__":
    main()
