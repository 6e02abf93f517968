"""A printer's CMYK profile small enough to be made here: tables of two steps in each direction."""

from __future__ import annotations

import itertools
import struct


def press_profile() -> bytes:
    """A version 2 output profile (ICC.1:2001-04) with 8 bit tables: Lab from CMYK, and CMYK from Lab by lightness alone."""
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + b"\0" * 78,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061),
    }
    tags |= {name: _table(4, 3, _lab) for name in (b"A2B0", b"A2B1", b"A2B2")}
    tags |= {name: _table(3, 4, _ink) for name in (b"B2A0", b"B2A1", b"B2A2")}
    tags[b"gamt"] = _table(3, 1, lambda _: [0])
    head, body = b"", b""
    start = 132 + 12 * len(tags)
    for name, data in tags.items():
        head += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + head + body


def _table(inputs, outputs, colour) -> bytes:
    ramp = bytes(range(256))
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    grid = b"".join(bytes(colour(point)) for point in itertools.product((0, 1), repeat=inputs))
    return b"mft1\0\0\0\0" + bytes((inputs, outputs, 2, 0)) + identity + ramp * inputs + grid + ramp * outputs


def _lab(ink) -> list[int]:
    cyan, magenta, yellow, black = ink
    light = 255 * (1 - black) * (1 - 0.3 * (cyan + magenta + yellow))
    return [max(0, round(light)), 128 + 50 * (magenta - cyan), 128 + 80 * yellow - 40 * cyan]


def _ink(lab) -> list[int]:
    light, red, yellow = lab
    return [0 if red else 120, 120 if red else 0, 120 if yellow else 0, 0 if light else 255]
