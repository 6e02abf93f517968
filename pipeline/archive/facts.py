"""Lengths of recordings, probed once: a disposable cache by (path, size, time of change)."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.archive.scan import Stamp
from pipeline.writing.atomic import write_text

Facts = dict[str, int]


def fact_key(path: str, stamp: Stamp) -> str:
    """The name under which a file's length is kept; another size or time of change is another name."""
    return f"{path}\0{stamp.size}\0{stamp.mtime_ns}"


def read_facts(path: Path) -> Facts:
    """What is known; nothing, where the cache is gone or spoilt."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, int) and value >= 0}


def write_facts(path: Path, facts: Facts) -> None:
    """Keep what is known. Raises CannotWrite."""
    write_text(path, json.dumps(facts, sort_keys=True, ensure_ascii=False, indent=0) + "\n")
