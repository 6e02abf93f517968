"""Which interviews may be in no copy and no package, and which files are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pipeline.model.archive import KeptInterview
from pipeline.model.nouns import Interview

Standing = Literal["quarantined", "unread"]


def left_out(folders: Iterable[str], interviews: Mapping[str, KeptInterview]) -> dict[str, Standing]:
    """Folder names under interviews/ that stay where they are, and why.

    An `interview.yml` that is missing or cannot be read might have said `quarantine: yes`; so it counts as if it did.
    """
    found: dict[str, Standing] = {}
    for key in sorted(folders):
        kept = interviews.get(key)
        if kept is None or kept.record == Interview(title=key, narrators=()):  # what stands in for one that cannot be read
            found[key] = "unread"
        elif kept.record.quarantine:
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
