"""The history of an archive as it is told: one line of events.ndjson as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """One event: PREMIS type, who or what did it, when (ISO 8601 with its offset), to which files, and what they were then."""

    number: int
    type: str
    agent: str
    at: str
    detail: str = ""
    files: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    outcome: str = "success"
