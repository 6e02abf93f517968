"""One act upon the archive, in the words of PREMIS; the lines of events.ndjson are these."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

# Terms of the PREMIS event type vocabulary (id.loc.gov/vocabulary/preservation/eventType); transcription is our own.
EventType = Literal[
    "accession", "appraisal", "capture", "creation", "deaccession", "deletion", "dissemination", "fixity check",
    "information package creation", "ingestion", "message digest calculation", "metadata extraction", "metadata modification",
    "modification", "normalization", "policy assignment", "recovery", "replication", "transcription", "validation",
]  # fmt: skip
PASSIVE = frozenset(
    {"dissemination", "fixity check", "information package creation", "metadata extraction", "replication", "transcription"}
)
# What these say of a file is what was looked for or sent out, not what the file was made to hold.
LOOKING = PASSIVE - {"metadata extraction", "transcription"} | {"validation"}


@dataclass(frozen=True)
class Hand:
    """Who acts (a person, or a program with its version), and when (with the offset from UTC)."""

    agent: str
    at: dt.datetime


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


@dataclass(frozen=True)
class EventLine:
    """An event where it stands: the number of its line in events.ndjson, counted from 1."""

    number: int
    event: Event
