"""Lengths of recordings, probed once: a disposable cache by (path, size, time of change)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pipeline.archive import layout as names
from pipeline.archive.layout import Layout
from pipeline.archive.scan import Stamp, scan
from pipeline.errors import KoushuError
from pipeline.model.problem import Problem
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


def learn(layout: Layout, probe: Callable[[Path], int]) -> tuple[Problem, ...]:
    """Probe every recording not probed since it changed, and keep what is known; what fails is a problem. Raises CannotWrite."""
    known = read_facts(layout.facts)
    found: Facts = {}
    problems: list[Problem] = []
    for path, stamp in scan(layout.root).files.items():
        if not (path.startswith(f"{names.INTERVIEWS}/") and path.count("/") == 2 and names.is_sound(path.rpartition("/")[2])):
            continue
        key = fact_key(path, stamp)
        try:
            found[key] = known[key] if key in known else probe(layout.path(path))
        except KoushuError as failure:
            problems.append(Problem(path, 0, 0, failure.code, failure.values))
    if found != known:
        write_facts(layout.facts, found)
    return tuple(problems)
