"""Records become files that a reader takes piece by piece: by ranges of bytes from a server, whole as scripts from a disk.

A file is a call of `ohPack`, a record on each line. It begins with a table, base64 of numbers of three bytes each: where the
first record begins, and where every part of a record ends, all counted from the beginning of the file.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

RECORDS = 64  # of one file
_OPEN, _CLOSE = b'ohPack("', b"]);\n"


def packed(kind: str, number: int, parts: Sequence[bytes], each: int) -> bytes:
    """The file of up to RECORDS records of `each` parts; what is missing is empty. Raises OverflowError beyond 16 MB."""
    full = [*parts, *[b""] * (RECORDS * each - len(parts))]
    head = f'","{kind}",{number},[\n'.encode()
    begin = len(_OPEN) + 4 * (len(full) + 1) + len(head)
    table = b"".join(at.to_bytes(3, "big") for at in accumulate(map(len, full), initial=begin))
    return b"".join([_OPEN, base64.b64encode(table), head, *full, _CLOSE])


class Lying:
    """The records of one kind as an earlier run wrote them; one file is in memory at a time."""

    def __init__(self, folder: Path, each: int) -> None:
        self._folder = folder
        self._each = each
        self._number = -1
        self._parts: list[bytes] = []

    def record(self, number: int) -> list[bytes]:
        """The parts of a record. Raises OSError where its file is gone."""
        if self._number != number // RECORDS:
            self._number = number // RECORDS
            self._parts = list(_parts((self._folder / f"{self._number}.js").read_bytes(), RECORDS * self._each))
        at = number % RECORDS * self._each
        return self._parts[at : at + self._each]


def _parts(content: bytes, count: int) -> Iterator[bytes]:
    table = base64.b64decode(content[len(_OPEN) : len(_OPEN) + 4 * (count + 1)])
    bounds = [int.from_bytes(table[at : at + 3], "big") for at in range(0, len(table), 3)]
    return (content[start:end] for start, end in pairwise(bounds))
