"""events.ndjson: who did what to which file and when, in the words of PREMIS, each line bound to the one before by its digest."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from pipeline.model.archive import Witness
from pipeline.model.event import LOOKING, PASSIVE, Event, EventLine, EventType
from pipeline.model.problem import Problem
from pipeline.writing.atomic import append_line

_BLOCK = 1 << 16
_TOLERANCE = dt.timedelta(days=1)
__all__ = ["Event", "EventType"]  # as `model.event` draws them


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
    """Every place where the chain does not hold: a line was changed, taken away or put in.

    Nothing comes after the last line that would bind it: that it was changed, only a witness tells.
    """
    lines = _lines(path)
    last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=0)
    before = b""
    for number, line in enumerate(lines[:last], 1):
        previous = _previous(line)
        if not line.strip() or (
            previous is None and number == last
        ):  # one in the middle is bound by the next line, like any other
            yield Problem(file, number, 1, "event-line")
        elif previous is not None and previous != _digest(before):
            yield Problem(file, number, 1, "event-chain", {"before": number - 1})
        before = line if line.strip() else before


def verify_clock(lines: Iterable[EventLine], file: str, now: dt.datetime) -> Iterator[Problem]:
    """Every line more than a day older than one before it, or from the future; what a long run writes bears the time it began."""
    latest = dt.datetime.min.replace(tzinfo=dt.UTC)
    for line in lines:
        at = line.event.at
        if latest - at > _TOLERANCE or at - now > _TOLERANCE:
            yield Problem(
                file, line.number, 1, "event-clock", {"at": _shown(at), "other": _shown(latest if at < latest else now)}
            )
        latest = max(at, latest)


def read_events(path: Path) -> tuple[EventLine, ...]:
    """Every line that can be read, in order."""
    found = ((number, _event(line)) for number, line in enumerate(_lines(path), 1))
    return tuple(EventLine(number, event) for number, event in found if event)


def line_digests(path: Path) -> tuple[str, ...]:
    """SHA-256 of every line; of line 1 at 0. What follows the last line end counts only where there is anything."""
    lines = _lines(path)
    return tuple(_digest(line) for line in (lines if lines and lines[-1] else lines[:-1]))


def is_looking(line: bytes) -> bool:
    """Does this line only tell that somebody looked, or sent something out?"""
    return _type(line) in LOOKING


def witness(path: Path) -> Witness | None:
    """The history up to the last line that changed what the archive holds; looking, copying and publishing change nothing.

    None where there is no such line.
    """
    found: Witness | None = None
    for number, line in enumerate(_lines(path), 1):
        if line.strip() and _type(line) not in PASSIVE:
            found = Witness(number, _digest(line))
    return found


def last_moment(path: Path) -> dt.datetime | None:
    """When the newest line with a readable time was written; None where there is none."""
    for line in reversed(path.read_bytes().split(b"\n") if path.exists() else []):
        with contextlib.suppress(ValueError, RecursionError, TypeError, AttributeError, KeyError):
            at = dt.datetime.fromisoformat(json.loads(line)["at"])
            return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return None


def last_named(path: Path) -> dict[str, int]:
    """Path from the root → the number of the last event that changed it, counted from 1: the greater, the later."""
    named: dict[str, int] = {}
    for number, line in enumerate(_lines(path), 1):
        with contextlib.suppress(ValueError, RecursionError, TypeError, AttributeError):
            if _type(line) not in LOOKING:
                named.update(dict.fromkeys(map(str, json.loads(line).get("files", ())), number))
    return named


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n") if path.exists() else []


def _shown(at: dt.datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")


def _event(line: bytes) -> Event | None:
    try:
        value = json.loads(line)
        kind, outcome = value["type"], value.get("outcome", "success")
        if kind not in get_args(EventType) or outcome not in ("success", "failure"):
            return None
        at = dt.datetime.fromisoformat(value["at"])
        files, digests = (tuple(map(str, value.get(key, ()))) for key in ("files", "digests"))
        agent, detail = str(value["agent"]), str(value.get("detail", ""))
        return Event(kind, files, agent, at if at.tzinfo else at.replace(tzinfo=dt.UTC), detail, digests, outcome)
    except (ValueError, RecursionError, TypeError, AttributeError, KeyError):
        return None


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
