"""Which interviews may be in no copy and no package, and which files are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from pipeline.model.archive import Archive

Standing = Literal["quarantined", "unread"]


def quarantined(archive: Archive) -> tuple[str, ...]:
    """The interviews that may not leave in any way."""
    return tuple(key for key, kept in archive.interviews.items() if kept.quarantined)


def unread(archive: Archive, keys: Sequence[str]) -> tuple[str, ...]:
    """Those of these interviews whose record or ledger cannot be read whole: nobody knows whether they may leave."""
    return tuple(key for key in keys if archive.interviews[key].broken or archive.interviews[key].ledger.broken)


def left_out(folders: Iterable[str], archive: Archive) -> dict[str, Standing]:
    """Folder names under interviews/ that stay where they are, and why: what cannot be read might be in quarantine."""
    shut, lost = quarantined(archive), unread(archive, tuple(archive.interviews))
    found: dict[str, Standing] = {}
    for key in sorted(folders):
        if key not in archive.interviews or key in lost:
            found[key] = "unread"
        elif key in shut:
            found[key] = "quarantined"
    return found


def owner(path: str, keys: Iterable[str]) -> str:
    """The one of these interviews that a file (path from the root) belongs to; empty: none.

    What lies in `sealed/` belongs to the interview that any part of its path is named after: `sealed/technical/interviews/KEY/…`,
    `sealed/KEY.json`.
    """
    top, *parts = path.split("/")
    inside = parts[:1] if top == "interviews" else parts if top == "sealed" else []
    return next((key for key in keys if any(part == key or part.startswith(f"{key}.") for part in inside)), "")
