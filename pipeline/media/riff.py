"""A WAV file's header becomes the length it states, which ffmpeg corrects in silence when the file has lost its end."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

UNKNOWN = {0, 0xFFFFFFFF}  # what recorders and pipes write before the length is known (RFC 2361; EBU Tech 3306 for RF64)


def stated_ms(path: Path) -> int:
    """The length in milliseconds that the `data` chunk states; 0 where the file states none or is no RIFF/WAVE."""
    with path.open("rb") as file:
        magic, _, kind = struct.unpack("<4sI4s", file.read(12).ljust(12, b"\0"))
        if magic != b"RIFF" or kind != b"WAVE":
            return 0
        byte_rate = 0
        while header := _chunk(file):
            name, size = header
            if name == b"data":
                return 0 if size in UNKNOWN or not byte_rate else size * 1000 // byte_rate
            body = file.read(16) if name == b"fmt " and size >= 16 else b""
            if body:
                byte_rate = struct.unpack_from("<I", body.ljust(16, b"\0"), 8)[0]
            file.seek(size + size % 2 - len(body), 1)
    return 0


def _chunk(file: BinaryIO) -> tuple[bytes, int] | None:
    """The next chunk's name and size, or None at the end."""
    header = file.read(8)
    return struct.unpack("<4sI", header) if len(header) == 8 else None
