"""A small archive with a history, and places for copies of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.copying import _SUMS
from pipeline.custody.copies import TREE, Copy
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.writing.store import Store
from tests.archive.building import BY, IV, shelf_at

SEALED: dict[str, str | bytes | None] = {
    "sealed/授权书.pdf": b"%PDF scan",
    f"sealed/technical/{IV}/recording-1.wav.json": '{"serial": 1}\n',
}
RECORDING = f"{IV}/recording-1.wav"
TEXT = f"{IV}/text.md"


@dataclass
class Ground:
    """An archive, and the folder around it."""

    folder: Path

    def __post_init__(self) -> None:
        self.shelf = shelf_at(self.folder, {**SEALED, ".gitignore": "/sealed/\n"})
        self.shelf.adopt(BY)
        self.shelf.event("ingestion", (RECORDING,), BY)
        self.settings = settings_at(self.folder)

    @property
    def root(self) -> Path:
        return self.folder / "archive"

    def write(self, inside: str, data: bytes | str) -> None:
        path = self.root / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def tree(self) -> dict[str, bytes]:
        """Every file that is no lock, by path."""
        return tree(self.root)

    def events(self) -> str:
        return (self.root / "events.ndjson").read_text(encoding="utf-8")


def settings_at(folder: Path) -> Settings:
    return Settings(folder / "archive", folder / "build", folder, dt.datetime(2026, 5, 6, 7, 8, tzinfo=dt.UTC), "zh")


def tree(root: Path) -> dict[str, bytes]:
    found = sorted(path for path in root.rglob("*") if path.is_file() and path.name != ".koushu.lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def in_copy(place: str | Path) -> dict[str, bytes]:
    """What a copy holds of the archive, by path from the root, wherever it lies."""
    store = Store(place)
    return {path.partition("/")[2]: store.read(path) for path in store.sizes() if path.startswith(f"{TREE}/")}


def listed(place: str | Path) -> dict[str, str]:
    """Its inventory, which is proved on the way: each file's bytes, and no file without a line."""
    copy = Copy(Store(place), _SUMS)
    assert set(copy.digests) == set(copy.sizes) - {"README.txt", "witness.json", "inventory-sha256.txt"}
    for path, digest in copy.digests.items():
        assert hashlib.sha256(copy.store.read(path)).hexdigest() == digest, path
    return copy.digests


def by_hand(place: Path) -> None:
    """What README.txt says: the check that needs no software of ours."""
    subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "inventory-sha256.txt"], cwd=place, check=True)


def flip(path: Path, at: int = 0) -> None:
    """Turn one bit, with size and time of change as they were."""
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]
