"""An MP4 file's sample entries become the answer whether its sound is locked, which ffmpeg decodes to noise or not at all."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

LOCKED = {b"enca", b"drms"}  # ISO/IEC 14496-12 §8.12 protected sound; the same as music shops wrote it before that
INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


def is_locked(path: Path) -> bool:
    """Is a sound track of the file encrypted? False for what is no MP4."""
    with path.open("rb") as file:
        return bool(LOCKED & set(_entries(file, 0, path.stat().st_size)))


def _entries(file: BinaryIO, at: int, end: int) -> Iterator[bytes]:
    """The four letters of every sample entry between two places of the file."""
    while at + 8 <= end:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8).rjust(8, b"\0"))[0], 16
        after = end if size == 0 else min(at + size, end)
        if after < at + head:
            return
        if kind == b"stsd":
            yield file.read(16)[12:]
        elif kind in INSIDE:
            yield from _entries(file, at + head, after)
        at = after
