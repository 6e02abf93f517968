"""A witness from paper or another disk → what it says about the history that lies here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from pipeline.errors import Unreadable
from pipeline.model.archive import Witness
from pipeline.model.problem import Problem

FILE = "witness.json"
_WRITTEN = re.compile(r"\s*0*(?P<length>[1-9][0-9]{0,11})\s*[:\uff1a]\s*(?P<root>(?:[0-9a-fA-F]\s*){64})")


def as_written(witness: Witness) -> str:
    """`LENGTH:ROOT`, as it stands in a book."""
    return f"{witness.length}:{witness.root}"


def from_writing(text: str) -> Witness | None:
    """The witness that somebody copied from a book, whatever its spaces and capitals; None for other words."""
    found = _WRITTEN.fullmatch(text)
    return Witness(int(found["length"]), re.sub(r"\s", "", found["root"]).lower()) if found else None


def compose_witness(witness: Witness) -> bytes:
    """The bytes of `witness.json`, which a copy keeps."""
    return json.dumps({"length": witness.length, "root": witness.root}).encode() + b"\n"


def parse_witness(data: bytes, file: str) -> Witness:
    """The witness in a `witness.json`, or in a file that holds it as a book does. Raises Unreadable."""
    try:
        text = data.decode()
        if found := from_writing(text):
            return found
        value = json.loads(text)
        found = from_writing(f"{value['length']}:{value['root']}")
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise Unreadable("witness-unreadable", file=file) from failure
    if not found:
        raise Unreadable("witness-unreadable", file=file)
    return found


def compare(witness: Witness, lines: Sequence[str], file: str, source: str) -> Iterator[Problem]:
    """What does not agree: `lines` are the SHA-256 of all lines of the events at `file`, `source` says where the witness is from.

    Nothing, where the history up to the witness's line is the one that it saw; of later lines it knows nothing.
    """
    if len(lines) < witness.length:
        values: dict[str, object] = {"length": len(lines), "wanted": witness.length, "source": source}
        yield Problem(file, len(lines), 0, "witness-short", values)
    elif lines[witness.length - 1] != witness.root:
        yield Problem(file, witness.length, 1, "witness-other", {"wanted": witness.length, "source": source})
