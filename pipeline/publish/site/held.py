"""The row of a search index in stretches, as an earlier run laid them: where none of them moved, only what changed is made again.

One stretch is the text of an interview, and one is all that stands before the texts. The folder holds the code points of each,
and a list of what they were made of and where they lay; what leaves the edition leaves it with the same run.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.publish.site.postings import Numbers, shard_of
from pipeline.writing.folders import keep_files, put

FRONT = "front"
_LIST = "list.json"
_FORM = b"1"  # raised when files of the same row are to be written otherwise: browsers ask for them by version


class Stretch(NamedTuple):
    """A stretch: the digest of what it was made of, its first page, and the digest of its pages as they are written."""

    made_of: str
    first: int
    pages: str


class Held:
    """The stretches of one index. `made_of` gives the digest of each interview's text by public id, and of the program by ""."""

    def __init__(self, folder: Path | None, made_of: Mapping[str, str], index: Path) -> None:
        """Without a folder nothing is held. Raises OSError."""
        self.made_of = made_of
        self._folder = folder
        self._before: dict[str, Stretch] = {}
        self._now: dict[str, Stretch] = {}
        self._changed: list[Numbers] = [np.zeros((0, 2), dtype=np.uint32)]  # terms of what has other words than it had
        self._shards = 0
        if folder:
            self._recall(folder / _LIST, index)

    def find(self, key: str, made_of: str, first: int) -> Numbers | None:
        """The code points of a stretch that lies as it would be made, at the same place; None where it is to be made."""
        known = self._before.get(key)
        if self._folder is None or known is None or (known.made_of, known.first) != (made_of, first):
            return None
        self._now[key] = known
        return self._read(key)

    def note(self, key: str, stretch: Stretch, codes: Numbers) -> None:
        """A stretch was made."""
        self._now[key] = stretch
        if self._folder is None:
            return
        if key in self._before and not np.array_equal(before := self._read(key), codes):
            self._changed += (_terms(before), _terms(codes))
        put(self._folder / key, codes.tobytes())

    def version(self) -> str:
        """A word that changes with anything in the index."""
        whole = hashlib.sha256(_FORM)
        for stretch in self._now.values():
            whole.update(stretch.pages.encode())
        return whole.hexdigest()[:12]

    def touched(self, shards: int) -> Numbers | None:
        """Which of so many files of terms are to be written again; None: all of them."""
        if self._folder is None or shards != self._shards or _places(self._before) != _places(self._now):
            self._shards = shards
            return None
        return np.unique(shard_of(np.concatenate(self._changed), shards))

    def close(self, index: Path) -> None:
        """Keep what is held now, and nothing else. Raises OSError."""
        if self._folder is None:
            return
        keep_files(self._folder, self._now.keys())
        rows = {"shards": self._shards, "length": _length(index) + _length(self._folder), "rows": self._now}
        put(self._folder / _LIST, json.dumps(rows).encode())

    def _recall(self, path: Path, index: Path) -> None:
        try:
            found = json.loads(path.read_bytes())
            path.unlink()  # a run that is killed leaves no list
        except (OSError, ValueError):
            return
        if found["length"] == _length(index) + _length(path.parent):
            self._shards = found["shards"]
            self._before = {key: Stretch(*row) for key, row in found["rows"].items()}

    def _read(self, key: str) -> Numbers:
        assert self._folder  # noqa: S101 - asked by the caller
        return np.fromfile(self._folder / key, dtype="<u4")


def _places(stretches: Mapping[str, Stretch]) -> dict[str, tuple[int, str]]:
    """Where stretches lie, and for the front what program laid it."""
    return {key: (one.first, one.made_of if key == FRONT else "") for key, one in stretches.items()}


def _terms(row: Numbers) -> Numbers:
    """Every term that has a position in a stretch."""
    after = np.concatenate([row[1:], [0]]).astype(np.uint32)
    both = np.unique((row.astype(np.uint64) << np.uint64(32)) | after)
    pairs = np.stack([both >> np.uint64(32), both & np.uint64(0xFFFFFFFF)], axis=1)
    letters = np.unique(row)
    return np.concatenate([pairs, np.stack([letters, np.zeros_like(letters)], axis=1)]).astype(np.uint32)


def _length(folder: Path) -> int:
    """How many bytes lie in a folder."""
    return sum(_lengths(folder))


def _lengths(folder: Path) -> Iterator[int]:
    for inside, _, _ in os.walk(folder):
        with os.scandir(inside) as entries:
            yield from (entry.stat().st_size for entry in entries if entry.is_file())
