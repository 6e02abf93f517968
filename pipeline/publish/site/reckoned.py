"""What is reckoned of each interview once and held until its words change: how long it is, which sentences may stand by a face.

The file holds numbers and public ids by the digest of all that an interview is, and no word of it: a sentence is taken out of
the edition anew each time, by its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model.edition import PublicInterview
from pipeline.publish.site.figures import characters
from pipeline.publish.site.voices import Choice, chosen
from pipeline.writing.folders import put


class Reckoned:
    """Reckons what was not reckoned before. `digests` gives the digest of each interview by public id."""

    def __init__(self, file: Path | None = None, digests: Mapping[str, str] | None = None) -> None:
        """Without a file nothing is held. Raises OSError."""
        self._file = file
        self._digests = digests or {}
        self._before = _read(file) if file else {}
        self._now: dict[str, dict[str, Any]] = {}

    def characters(self, entry: PublicInterview) -> int:
        """The letters and figures of an interview's public text."""
        row = self._row(entry)
        if "characters" not in row:
            row["characters"] = characters(entry)
        count: int = row["characters"]
        return count

    def chosen(self, entry: PublicInterview) -> tuple[Choice, ...]:
        """The sentences of an interview that may stand beside a face."""
        row = self._row(entry)
        if "chosen" not in row:
            row["chosen"] = chosen(entry)
        return tuple(Choice(*each) for each in row["chosen"])

    def close(self) -> None:
        """Hold what was asked for since, and nothing else. Raises OSError."""
        if self._file:
            put(self._file, json.dumps(self._now, separators=(",", ":")).encode())

    def _row(self, entry: PublicInterview) -> dict[str, Any]:
        digest = self._digests.get(entry.projection.id, "")
        if not digest:
            return {}
        return self._now.setdefault(digest, self._before.get(digest) or {})


def _read(file: Path) -> dict[str, dict[str, Any]]:
    """What an earlier run held; nothing where it is missing or damaged."""
    try:
        found: dict[str, dict[str, Any]] = json.loads(file.read_bytes())
        return found if all(isinstance(row, dict) for row in found.values()) else {}
    except (OSError, ValueError, AttributeError):
        return {}
