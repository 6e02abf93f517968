"""Files that are almost right: damage that knows how a format is built, and bombs that ask for more than anybody has."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping

from hypothesis import strategies as st

HUGE = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x01", b"\x80\0\0\0")
WORDS = (
    *(b"&a [*a, *a]", b"*a", b"!!python/object:os.system", b"<<: *a", b"[" * 300, b"{" * 300, b"- " * 300, b"\t", b"\0"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", "\u202e\u2066".encode(), b"../../../outside/decoy", b"/etc/passwd", b"~"),
    *(b"9" * 400, b"-1", b"1e999", b".nan", b"0x7fffffffffffffff", b"99999999:59:59.999", b"-->", b"WEBVTT", b"\r", b"\n\n\n"),
    *(b"[^1]: [^1]", b"*" * 400, b"![](item:", b"## ", b"**", b"[00:00:00]", b"<v ", b"<c.", b"&#x110000;", b"%s%n{0.__class__}"),
    *(b"null", b"yes", b"2026-02-30", b"-9999-01-01", b": ", b"|\n", b"? ", b"'", b'"', b"#", "口述".encode("gb18030")),
)
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"[A-Za-z]{4}|\xff[\xc0-\xfe]")  # a chunk's, an atom's, a frame's name; a JPEG marker


@st.composite
def spoilt(draw: st.DrawFn, seeds: tuple[bytes, ...], *, text: bool) -> bytes:
    """One of the seeds after one to four kinds of damage."""
    data = draw(st.sampled_from(seeds))
    ways = _IN_TEXT if text else _IN_BYTES
    for _ in range(draw(st.integers(1, 4))):
        data = draw(st.sampled_from(ways))(draw, data, seeds)[:200_000]
    return data


Damage = Callable[[st.DrawFn, bytes, tuple[bytes, ...]], bytes]


def _place(draw: st.DrawFn, data: bytes) -> int:
    return draw(st.integers(0, max(0, len(data) - 1)))


def _flip(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    at = _place(draw, data)
    return data[:at] + bytes(byte ^ (1 << draw(st.integers(0, 7))) for byte in data[at : at + 1]) + data[at + 1 :]


def _cut(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    return data[: _place(draw, data)]


def _drop(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    at = _place(draw, data)
    return data[:at] + data[at + draw(st.integers(1, 600)) :]


def _splice(draw: st.DrawFn, data: bytes, seeds: tuple[bytes, ...]) -> bytes:
    other = draw(st.sampled_from(seeds))
    return data[: _place(draw, data)] + other[_place(draw, other) :]


def _repeat(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    at = _place(draw, data)
    block = data[at : at + draw(st.integers(1, 200))]
    return data[:at] + block * draw(st.integers(2, 200)) + data[at:]


def _number(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    """Write an impossible number after a name that the format knows, where its size or count stands."""
    tags = [found.end() for found in _TAG.finditer(data[:4096])]
    before = [at - 8 for at in tags if at >= 8]  # an MP4's sizes stand before the name
    at = draw(st.sampled_from([*tags, *before] or [0]))
    return data[:at] + draw(st.sampled_from(HUGE)) + data[at + 4 :]


def _digits(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    found = [one.span() for one in _NUMBER.finditer(data)]
    first, last = draw(st.sampled_from(found or [(0, 0)]))
    return data[:first] + draw(st.sampled_from((b"9" * 300, b"-1", b"0", b"1e400", b"99"))) + data[last:]


def _word(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    at = _place(draw, data)
    return data[:at] + draw(st.sampled_from(WORDS)) + data[at:]


def _lines(draw: st.DrawFn, data: bytes, _seeds: tuple[bytes, ...]) -> bytes:
    lines = data.split(b"\n")
    at, other = _place(draw, data) % len(lines), _place(draw, data) % len(lines)
    lines[at], lines[other] = b" " * draw(st.integers(0, 9)) + lines[other], lines[at]
    return b"\n".join(lines)


_IN_BYTES: tuple[Damage, ...] = (_flip, _cut, _drop, _splice, _repeat, _number, _number)
_IN_TEXT: tuple[Damage, ...] = (_flip, _cut, _drop, _splice, _repeat, _digits, _word, _word, _lines)


def _png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = ((b"IHDR", head), *chunks, (b"IDAT", zlib.compress(bytes(1 << 20), 9)), (b"IEND", b""))
    body = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in rows)
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def _wav(size: int, rate: int, channels: int, data: bytes) -> bytes:
    form = struct.pack("<HHIIHH", 1, channels, rate, min(rate * channels * 2, 0xFFFFFFFF), min(channels * 2, 0xFFFF), 16)
    return (
        b"RIFF"
        + struct.pack("<I", min(size + 36, 0xFFFFFFFF))
        + b"WAVEfmt \x10\0\0\0"
        + form
        + b"data"
        + struct.pack("<I", size)
        + data
    )


def _atoms(depth: int) -> bytes:
    data = b""
    for _ in range(depth):
        data = struct.pack(">I", len(data) + 8) + b"moov" + data
    return b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + data


SOUNDS: Mapping[str, bytes] = {
    "wav of four gigabytes": _wav(0xFFFFFF00, 48_000, 2, bytes(2000)),
    "wav of a second in four thousand million samples": _wav(2000, 0xFFFFFFF0, 1, bytes(2000)),
    "wav of 65,535 sides": _wav(200_000, 8000, 65_535, bytes(200_000)),
    "wav without sides": _wav(2000, 8000, 0, bytes(2000)),
    "wav whose chunks never move on": b"RIFF\xff\xff\xff\xffWAVE" + b"LIST\0\0\0\0" * 20_000,
    "mp4 of atoms in atoms": _atoms(20_000),
    "mp4 whose atom is as long as nothing": _atoms(1) + b"\0\0\0\0moov" + bytes(400),
    "mp4 whose atom goes back": _atoms(1) + b"\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xf0" + bytes(400),
    "mp3 behind a giant tag": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(4000) + b"\xff\xfb\x90\x64" + bytes(413),
    "flac with a giant block": b"fLaC\x04\xff\xff\xff" + bytes(4000),
    "matroska without an end": b"\x1aE\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff" + bytes(4000),
    "list that names other files": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "list of ffmpeg's own": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
}
PICTURES: Mapping[str, bytes] = {
    "png of 900 million pixels": _png(30_000, 30_000),
    "png as wide as numbers go": _png(0x7FFFFFFF, 0x7FFFFFFF),
    "png with a text that swells": _png(8, 8, (b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))),
    "png with a profile that swells": _png(8, 8, (b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))),
    "gif of 65,535 squared": b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0;",
    "bmp higher than numbers go": b"BM"
    + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 65_535, -(2**31), 1, 24, 0, 0, 0, 0, 0, 0),
    "tiff that follows itself": b"II*\0\x08\0\0\0\0\0\x08\0\0\0" + bytes(40),
    "jpeg without an end": b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 60_000,
}
YAMLS: Mapping[str, bytes] = {
    "names that stand for names": b"title: &a [x,x]\nnotes: &b [*a,*a,*a,*a]\nmore: [" + b"*b," * 50_000 + b"]\n",
    "laughs without end": b"".join(
        b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9) or b"x") for n in range(1, 30)
    ),
    "brackets in brackets": b"title: " + b"[" * 400_000,
    "lists in lists": b"- " * 400_000,
    "one word of nine megabytes": b"title: " + b"x" * 9_000_000,
    "two hundred thousand fields": b"".join(b"k%d: 1\n" % n for n in range(200_000)),
    "numbers without end": b"title: " + b"9" * 1_000_000 + b"\nrecordings: [" + b"1e9," * 100_000 + b"]\n",
}
TEXTS: Mapping[str, bytes] = {
    "stars": b"**a** [00:00:01] " + b"*" * 500_000,
    "open brackets": b"**a** [00:00:01] " + b"[^" * 250_000,
    "notes of notes": b"".join(b"[^%d]: [^%d]\n\n" % (n, n + 1) for n in range(30_000)),
    "chapters": b"## a [00:00:01]\n\n" * 60_000,
    "one line of eight megabytes": b"**a** [00:00:01] " + "雪".encode() * 2_700_000,
    "spaces": b"**a** [00:00:01]" + b" " * 1_000_000 + b"x\n",
}
CUES: Mapping[str, bytes] = {
    "two hundred thousand cues": b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n\xe9\x9b\xaa\n\n" * 200_000,
    "a cue of eight megabytes": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + "雪".encode() * 2_700_000,
    "tags in tags": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<b>" * 500_000,
    "references": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"&" * 1_000_000,
    "a time beyond time": b"WEBVTT\n\n" + b"9" * 4000 + b":00:00.000 --> 00:02.000\nx\n",
    "arrows": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"00:00:01,000 --> " * 100_000,
}
