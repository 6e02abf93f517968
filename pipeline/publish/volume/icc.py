"""Colour profiles for the press: our own one for black alone, and where those of printers are installed."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import NotSound

FOLDERS = (Path("/usr/share/color/icc"), Path("/usr/local/share/color/icc"), Path("/var/lib/color/icc"))
GRAY_NAME = "Black ink on coated paper, tone value increase 15 %"
_GAIN = 0.15  # tone value increase at 50 %, as ISO 12647-2 has it for coated paper
_BLACK = 0.017  # luminance of solid black (L* 14)
_WHITE = (0.9642, 1.0, 0.8249)  # D50, ICC.1:2010 §7.2.16


def gray_profile() -> bytes:
    """A version 2 output profile for one plate of black (ICC.1:2001-04 §6.3.3.3); the same bytes each time."""
    tags = {
        b"desc": _description(GRAY_NAME),
        b"cprt": b"text\0\0\0\0No copyright, use freely.\0",
        b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, _WHITE)),
        b"kTRC": b"curv\0\0\0\0" + struct.pack(">I", 256) + b"".join(struct.pack(">H", _tone(step / 255)) for step in range(256)),
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02400000, b"prtr", b"GRAY", b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + b"".join(map(_fixed, _WHITE))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _tone(gray: float) -> int:
    """Luminance of a gray (0 black, 1 paper) as printed, in 1/65535: ink spreads by up to the gain."""
    ink = 1 - gray
    printed = ink + 4 * _GAIN * ink * (1 - ink)
    return round((1 - printed * (1 - _BLACK)) * 65535)


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _description(words: str) -> bytes:
    written = words.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(written)) + written + b"\0" * (4 + 4 + 2 + 1 + 67)


def find_profile(name: str, folders: Iterable[Path] = FOLDERS) -> Path:
    """The printer's CMYK profile by its file name. Raises NotSound (`book-profile-missing`) where it lies in none of the folders,
    or is no profile of a four-colour press."""
    places = list(folders)
    found = sorted(path for folder in places if folder.is_dir() for path in folder.rglob("*") if path.name == name and name)
    if not found or not _is_press(found[0]):
        raise NotSound("book-profile-missing", profile=name or "（未填）", folder=str(places[-1] if places else ""))
    return found[0]


def _is_press(path: Path) -> bool:
    head = path.read_bytes()[:128]
    return len(head) == 128 and head[12:20] == b"prtrCMYK" and head[36:40] == b"acsp"
