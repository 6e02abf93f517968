"""Which interviews may be in no copy and no package, and which files are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def marks(archive: Archive, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What the path of a sealed file of each of these interviews may hold: its key, and the name of its form."""
    found: dict[str, tuple[str, ...]] = {}
    for key in keys:
        kept = archive.interviews.get(key)
        form = kept.record.consent.form if kept and kept.record.consent else ""
        found[key] = (key, form) if form else (key,)
    return found


def owner(path: str, told: Mapping[str, Sequence[str]]) -> str:
    """The one of these interviews that a file (path from the root) belongs to, by its `marks`; empty: none.

    What lies in `sealed/` belongs to the interview that it is named after in any way, or that names it as its form. A name that
    begins another's may keep back more than its own: that can be brought later, and what left cannot be called back.
    """
    top, _, inside = path.partition("/")
    if top == "interviews":
        return next((key for key in told if inside.partition("/")[0] == key), "")
    return next((key for key, some in told.items() if any(one in inside for one in some)), "") if top == "sealed" else ""
