"""events.ndjson: who did what to which file and when, in the words of PREMIS, each line bound to the one before by its digest."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.model.archive import Witness
from pipeline.model.problem import Problem
from pipeline.writing.atomic import append_line

# Terms of the PREMIS event type vocabulary (id.loc.gov/vocabulary/preservation/eventType); transcription is our own.
EventType = Literal[
    "accession", "appraisal", "capture", "creation", "deaccession", "deletion", "dissemination", "fixity check",
    "information package creation", "ingestion", "message digest calculation", "metadata extraction", "metadata modification",
    "modification", "normalization", "policy assignment", "recovery", "replication", "transcription", "validation",
]  # fmt: skip
PASSIVE = frozenset(
    {"dissemination", "fixity check", "information package creation", "metadata extraction", "replication", "transcription"}
)
_BLOCK = 1 << 16


@dataclass(frozen=True)
class Event:
    """One line: what was done to which files (paths from the root), by whom or what, and when (with its offset from UTC).

    `digests` are the SHA-256 of the files as the act left them, in the order of `files`; empty for one that is gone.
    """

    type: EventType
    files: tuple[str, ...]
    agent: str
    at: dt.datetime
    detail: str = ""
    digests: tuple[str, ...] = ()
    outcome: Literal["success", "failure"] = "success"


def append_event(path: Path, event: Event) -> None:
    """Add one event; the caller holds the archive's lock. Raises CannotWrite."""
    line: dict[str, object] = {
        "agent": event.agent,
        "at": event.at.isoformat(timespec="seconds"),
        "detail": event.detail,
        "files": list(event.files),
        "prev": _digest(_last_line(path)),
        "type": event.type,
    }
    if any(event.digests):
        line["digests"] = list(event.digests)
    if event.outcome != "success":
        line["outcome"] = event.outcome
    append_line(path, json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def verify_events(path: Path, file: str) -> Iterator[Problem]:
    """Every place where the chain does not hold: a line was changed, taken away or put in."""
    if not path.exists():
        return
    before = b""
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        previous = _previous(line)
        if previous is not None and previous != _digest(before):
            yield Problem(file, number, 1, "event-chain")
        before = line


def witness(path: Path) -> Witness | None:
    """The history up to the last line that changed what the archive holds; looking, copying and publishing change nothing.

    None where there is no such line.
    """
    found: Witness | None = None
    for number, line in enumerate(path.read_bytes().split(b"\n") if path.exists() else (), 1):
        if line.strip() and _type(line) not in PASSIVE:
            found = Witness(number, _digest(line))
    return found


def last_named(path: Path) -> dict[str, int]:
    """Path from the root → the number of the last event that names it, counted from 1: the greater, the later."""
    named: dict[str, int] = {}
    for number, line in enumerate(path.read_bytes().split(b"\n") if path.exists() else (), 1):
        with contextlib.suppress(ValueError, RecursionError, TypeError, AttributeError):
            named.update(dict.fromkeys(map(str, json.loads(line).get("files", ())), number))
    return named


def _previous(line: bytes) -> str | None:
    """What the line says about the one before; None for the stump that a power cut left, which the next line's digest covers."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return str(value.get("prev")) if isinstance(value, dict) else ""


def _type(line: bytes) -> str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return str(value.get("type")) if isinstance(value, dict) else ""


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest() if line else ""


def _last_line(path: Path) -> bytes:
    if not path.exists():
        return b""
    with path.open("rb") as handle:
        position = handle.seek(0, os.SEEK_END)
        tail = b""
        while position > 0 and tail.strip(b"\n").count(b"\n") == 0:
            step = min(_BLOCK, position)
            position -= step
            handle.seek(position)
            tail = handle.read(step) + tail
    return tail.strip(b"\n").rpartition(b"\n")[2]
