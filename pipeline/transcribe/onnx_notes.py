"""The notes that an ONNX file carries (`ModelProto.metadata_props`), read without any package and without its weights.

Source: onnx.proto3 (field 7 is the graph, field 14 the notes as pairs of key and value) and the Protocol Buffers wire format.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

_GRAPH, _NOTE = 7, 14


def notes_of(file: Path) -> dict[str, str]:
    """Key → value; nothing for an empty file. Raises ValueError for what is no ONNX file, or one that lost its end."""
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        notes: dict[str, str] = {}
        graph_seen = not size
        for number, length in _fields(stream, size):
            graph_seen |= number == _GRAPH
            if number == _NOTE:
                key, value = _pair(stream.read(length))
                notes[key] = value
        if not graph_seen:
            raise ValueError(file.name)
        return notes


def _fields(stream: BinaryIO, end: int) -> Iterator[tuple[int, int]]:
    """(number, length of its content) of each field that has content; the next one is found wherever the reader left off."""
    while (at := stream.tell()) < end:
        tag = _varint(stream)
        kind = tag & 7
        if kind == 0:
            _varint(stream)
            continue
        length = {1: 8, 2: -1, 5: 4}.get(kind)
        if length is None:
            raise ValueError(at)
        if length < 0:
            length = _varint(stream)
        begin = stream.tell()
        if begin + length > end:
            raise ValueError(at)
        if kind == 2:
            yield tag >> 3, length
        stream.seek(begin + length)


def _varint(stream: BinaryIO) -> int:
    number = 0
    for shift in range(0, 70, 7):
        byte = stream.read(1)
        if not byte:
            break
        number |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return number
    raise ValueError(number)


def _pair(content: bytes) -> tuple[str, str]:
    told = {1: "", 2: ""}
    stream = BytesIO(content)
    for number, length in _fields(stream, len(content)):
        told[number] = stream.read(length).decode("utf-8", "replace")
    return told[1], told[2]
