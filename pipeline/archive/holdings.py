"""Everything that lies in an archive, `sealed/` too: names and kinds, and the history as it is told."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.archive import layout as names
from pipeline.model.history import Told

RECORDS = (names.INTERVIEWS, names.PEOPLE, names.ITEMS)


@dataclass(frozen=True)
class Holding:
    """One name in the archive: path from the root (bytes that are not UTF-8 as surrogates), what it is, size and permissions."""

    path: str
    kind: Literal["file", "link", "device"]
    size: int
    mode: int

    @property
    def record(self) -> str:
        """The folder of the record it belongs to, such as `interviews/KEY`; empty where it belongs to none."""
        parts = self.path.split("/")
        return "/".join(parts[:2]) if len(parts) > 2 and parts[0] in RECORDS else ""

    @property
    def is_sealed(self) -> bool:
        """Does it lie in `sealed/`?"""
        return self.path.startswith(f"{names.SEALED}/")


def holdings(root: Path) -> tuple[Holding, ...]:
    """Everything in the archive but hidden names and folders themselves, in order; links are not followed. Raises OSError."""
    return tuple(sorted(_walk(root, ""), key=lambda one: one.path))


def told(path: Path) -> tuple[Told, ...]:
    """The lines of events.ndjson that can be read, in order."""
    found = []
    for number, line in enumerate(path.read_bytes().split(b"\n") if path.exists() else (), 1):
        try:
            found.append(_told(number, json.loads(line)))
        except (ValueError, RecursionError, TypeError, AttributeError, KeyError):
            continue
    return tuple(found)


def _walk(root: Path, folder: str) -> Iterator[Holding]:
    for entry in os.scandir(root / folder if folder else root):
        if entry.name.startswith("."):
            continue
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        else:
            found = entry.stat(follow_symlinks=False)
            kind: Literal["file", "link", "device"] = "file" if stat.S_ISREG(found.st_mode) else "device"
            yield Holding(path, "link" if entry.is_symlink() else kind, found.st_size, stat.S_IMODE(found.st_mode))


def _told(number: int, line: dict[str, object]) -> Told:
    files, digests = line.get("files"), line.get("digests")
    return Told(
        number=number,
        type=str(line["type"]),
        agent=str(line["agent"]),
        at=str(line["at"]),
        detail=str(line.get("detail", "")),
        files=tuple(map(str, files)) if isinstance(files, list) else (),
        digests=tuple(map(str, digests)) if isinstance(digests, list) else (),
        outcome=str(line.get("outcome", "success")),
    )
