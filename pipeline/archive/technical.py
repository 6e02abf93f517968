"""An original → its sealed record: what it was called, when it was made, and all that its container or its EXIF tells."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.archive.layout import Layout
from pipeline.writing.atomic import worded, write_text

Describe = Callable[[Path], Mapping[str, object]]


def untold(_path: Path) -> Mapping[str, object]:
    """Nothing: for a shelf that only reads."""
    return {}


def keep_technical(layout: Layout, inside: str, source: Path, digest: str, describe: Describe) -> str:
    """Write the sealed record of the original at `inside` as `source` has it; returns its path from the root.

    It is written before the original gets its name, so that what a file was called is never lost to a power cut. One that is
    there for these bytes stays as it is. Raises CannotWrite.
    """
    path = layout.technical(inside)
    if _digest_in(layout.path(path)) == digest:
        return path
    with worded(source):
        seen = source.stat()
    changed = dt.datetime.fromtimestamp(seen.st_mtime, dt.UTC).isoformat(timespec="seconds")
    placed = source == layout.path(inside)
    facts = {
        "name": "" if placed else source.name,
        "size": seen.st_size,
        "modified": changed,
        "sha256": digest,
        **describe(source),
    }
    write_text(layout.path(path), json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return path


def is_described(layout: Layout, inside: str) -> bool:
    """Is there a sealed record of the original at `inside`?"""
    return layout.path(layout.technical(inside)).is_file()


def _digest_in(path: Path) -> str:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    return str(found.get("sha256", "")) if isinstance(found, dict) else ""
