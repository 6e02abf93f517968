"""Where whoever does a task finds its things, on this machine or on another."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def always() -> bool:
    """Nobody will stop this work but by ending its process."""
    return True


@dataclass(frozen=True)
class Station:
    """`data` (the archive) and `windows` are paths or fsspec URLs; `scratch` is a folder of the machine's own, for copies.

    `threads` is how many cores the work may use, 0 for all; `wanted` says whether anybody still waits for its answer.
    """

    data: str
    windows: str
    scratch: Path
    threads: int = 0
    wanted: Callable[[], bool] = always


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
