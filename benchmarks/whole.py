#!/usr/bin/env python3
"""Seconds for check, a run with nothing to do, the site and the volume: on the sample and on 200 interviews of an hour.

    .venv/bin/python benchmarks/whole.py [--interviews 200] [--keep FOLDER]

Each figure is a whole process, CPU seconds of it and its children first, then wall seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic import lay_out_archive

ROOT = Path(__file__).resolve().parent.parent


def measured(argv: list[str]) -> tuple[float, float, int]:
    """CPU seconds, wall seconds and exit code of a child process."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    code = subprocess.run(argv, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - begun, code


def report(name: str, archive: Path, out: Path) -> None:
    """Print the table of one archive; the first run makes everything and is not part of it."""

    def koushu(*words: str) -> list[str]:
        return [sys.executable, "-m", "pipeline", *words, "--archive", str(archive), "--out", str(out)]

    first = measured(koushu("run"))
    print(f"{name}: first run {first[0]:.1f} CPU-s, {first[1]:.1f} s (exit {first[2]})")
    rows = [("check", koushu("check"), ""), ("run, nothing to do", koushu("run"), "")]
    rows += [("site", koushu("publish", "site"), "site"), ("volumes", koushu("publish", "volumes"), "volumes")]
    for title, argv, output in rows:
        if output:
            shutil.rmtree(out / output, ignore_errors=True)
        cpu, wall, code = measured(argv)
        print(f"  {title:<22}{cpu:8.2f} CPU-s {wall:8.2f} s   exit {code}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="work in this folder and keep it")
    options = parser.parse_args()
    os.environ["LANG"] = "en_GB.UTF-8"
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        if not (folder / "sample").exists():
            shutil.copytree(ROOT / "archive", folder / "sample", symlinks=True)
        report("sample", folder / "sample", folder / "sample-build")
        big = folder / "big"
        if not big.exists():
            lay_out_archive(big, options.interviews)
        report(f"{options.interviews} interviews of an hour", big, folder / "big-build")


if __name__ == "__main__":
    main()
