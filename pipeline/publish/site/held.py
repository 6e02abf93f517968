"""The row of a search index in stretches, as an earlier run laid them: only what changed is made again.

One stretch is the text of an interview, and one is all that stands before the texts. The folder holds the code points of the
whole row, and a list of what its stretches were made of and where they lay; what leaves the edition leaves it with the same run.
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
from pipeline.publish.site.stream import PAGE
from pipeline.writing.folders import put

FRONT = "front"
_CODES, _LIST = "codes", "list.json"
_FORM = b"3"  # raised when files of the same row are to be written otherwise: browsers ask for them by version


class Stretch(NamedTuple):
    """A stretch: the digest of what it was made of, its pages [first, last), and the digest of these as they are written."""

    made_of: str
    first: int
    last: int
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
        self._records = 0
        self._codes = np.zeros(0, dtype="<u4")
        if folder:
            self._recall(folder, index)

    def find(self, key: str, made_of: str) -> Stretch | None:
        """A stretch that lies somewhere as it would be made; None where it is to be made."""
        known = self._before.get(key)
        return known if known and known.made_of == made_of else None

    def codes(self, stretch: Stretch) -> Numbers:
        """The code points of a stretch that was found."""
        return self._codes[stretch.first * PAGE : stretch.last * PAGE]

    def note(self, key: str, stretch: Stretch, codes: Numbers) -> None:
        """A stretch of the row as it is now."""
        self._now[key] = stretch
        before = self._before.get(key)
        if before and before != stretch and not np.array_equal(old := self.codes(before), codes):
            self._changed += (_terms(old), _terms(codes))

    def version(self) -> str:
        """A word that changes with anything in the index."""
        whole = hashlib.sha256(_FORM)
        for stretch in self._now.values():
            whole.update(stretch.pages.encode())
        return whole.hexdigest()[:12]

    def same(self) -> bool:
        """Whether all stretches lie where they lay, made of the same, and are the same to the byte."""
        return self._before == self._now

    def touched(self, records: int) -> Numbers | None:
        """Which of so many records of terms are to be made again; None: all of them."""
        if _places(self._before) != _places(self._now) or records != self._records:
            self._records = records
            return None
        changed = np.concatenate(self._changed)
        asked = np.zeros(records, dtype=bool)
        asked[shard_of(changed[:, 0], changed[:, 1], records)] = True
        return asked

    def keep(self, codes: Numbers) -> None:
        """Hold the whole row. Raises OSError."""
        if self._folder:
            put(self._folder / _CODES, codes.tobytes())

    def close(self, index: Path) -> None:
        """Write the list, when everything lies. Raises OSError."""
        if self._folder:
            rows = {"records": self._records, "length": _length(index) + _length(self._folder), "rows": self._now}
            put(self._folder / _LIST, json.dumps(rows).encode())

    def _recall(self, folder: Path, index: Path) -> None:
        try:
            found = json.loads((folder / _LIST).read_bytes())
            (folder / _LIST).unlink()  # a run that is killed leaves no list
        except (OSError, ValueError):
            return
        if found["length"] == _length(index) + _length(folder):
            self._records = found["records"]
            self._before = {key: Stretch(*row) for key, row in found["rows"].items()}
            self._codes = np.fromfile(folder / _CODES, dtype="<u4")


def _places(stretches: Mapping[str, Stretch]) -> dict[str, tuple[int, int, str]]:
    """Where stretches lie, and for the front what program laid it."""
    return {key: (one.first, one.last, one.made_of if key == FRONT else "") for key, one in stretches.items()}


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
