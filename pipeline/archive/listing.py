"""Every name that lies in an archive, `sealed/` too, whatever it is: what a package has to look at before it takes anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.archive import layout as names

RECORDS = (names.INTERVIEWS, names.PEOPLE, names.ITEMS)


@dataclass(frozen=True)
class Listed:
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


def list_all(root: Path) -> tuple[Listed, ...]:
    """Everything in the archive but hidden names and folders themselves, in order; links are not followed. Raises OSError."""
    return tuple(sorted(_walk(root, ""), key=lambda one: one.path))


def _walk(root: Path, folder: str) -> Iterator[Listed]:
    for entry in os.scandir(root / folder if folder else root):
        if entry.name.startswith("."):
            continue
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        else:
            found = entry.stat(follow_symlinks=False)
            kind: Literal["file", "link", "device"] = "file" if stat.S_ISREG(found.st_mode) else "device"
            yield Listed(path, "link" if entry.is_symlink() else kind, found.st_size, stat.S_IMODE(found.st_mode))
