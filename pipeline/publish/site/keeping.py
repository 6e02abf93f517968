"""What lies on the shelf already as it would be made again is neither made nor written: each thing has the digest of all it is
made of, and a ledger on the shelf says which one it was made of, how its files lay then, and which derived files it shows.

The ledger is taken away before anything changes and written when all is done, so that a killed run leaves none. It holds no word
of the edition, and names only what is in it: what leaves the edition leaves the ledger and the shelf with the same publish.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.publish.site.shelf import KEPT, Shelf
from pipeline.publish.site.stub import SitePage

Stamp = list[int]


@dataclass(frozen=True)
class _Row:
    """One thing of the ledger: what it was made of, its files with length and time, the derived files it shows, its words."""

    recipe: str
    files: dict[str, Stamp]
    shows: list[str]
    words: dict[str, str]


class Kept:
    """What was made by an earlier run in `folder` and may stay. `want` asks for a derived file and says whether it is there."""

    def __init__(self, folder: Path, shelf: Shelf, want: Callable[[str], bool]) -> None:
        """Raises OSError."""
        self._folder = folder
        self._shelf = shelf
        self._want = want
        self._now: dict[str, _Row] = {}
        ledger = folder / KEPT
        self._before = _read(ledger)
        ledger.unlink(missing_ok=True)

    def find(self, name: str, recipe: str) -> dict[str, str] | None:
        """The words of a thing that lies as this recipe makes it, and stays; None where it is to be made."""
        row = self._before.get(name)
        if row is None or row.recipe != recipe or not self._lies(row):
            return None
        self._now[name] = row
        self._shelf.stay(row.files)
        return row.words

    def page(self, page: SitePage, recipe: str) -> SitePage | None:
        """The page as it lies, with its words alone; None where it is to be made."""
        words = self.find(page.path, recipe)
        return None if words is None else SitePage(page.path, page.title, page.kind, (), {}, page.under, **words, lies=True)

    def note(self, name: str, recipe: str, files: Iterable[str], shows: Iterable[str] = (), **words: str) -> None:
        """A thing was made: remember it by what it was made of."""
        stamps = {file: _stamp(self._folder / file) for file in files}
        self._now[name] = _Row(recipe, stamps, sorted(shows), words)

    def close(self) -> None:
        """Write the ledger, when everything lies. Raises OSError."""
        rows = {name: [row.recipe, row.files, row.shows, row.words] for name, row in self._now.items()}
        (self._folder / KEPT).write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    def _lies(self, row: _Row) -> bool:
        try:
            right = all(_stamp(self._folder / file) == stamp for file, stamp in row.files.items())
        except OSError:
            return False
        return right and [self._want(name) for name in row.shows].count(True) == len(row.shows)  # every one is asked for


def _stamp(path: Path) -> Stamp:
    """How a file lies: its length, and when it was written."""
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]


def _read(ledger: Path) -> dict[str, _Row]:
    """The ledger of the run before; empty where it is missing or damaged."""
    try:
        rows: dict[str, Any] = json.loads(ledger.read_bytes())
        return {name: _Row(*row) for name, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
