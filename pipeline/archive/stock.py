"""Everything that a copy is made of: all files with `sealed/`, their digests, the history, and the line that tells of it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.archive import layout as names
from pipeline.archive.events import line_digests, witness
from pipeline.archive.layout import Layout
from pipeline.archive.manifest import read_manifest
from pipeline.archive.scan import Stamp, Tree, scan, scan_sealed
from pipeline.archive.shelf import Shelf
from pipeline.archive.takein import ledger_text
from pipeline.errors import CannotWrite
from pipeline.model.archive import Witness
from pipeline.model.event import Event

IGNORED = ".gitignore"  # the one hidden file that an archive begins with


class Stock:
    """The archive on a shelf, as the one who copies it sees it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._layout: Layout = shelf.layout

    def tree(self) -> Tree:
        """Every file with `sealed/`, without what is hidden; its problems are those files that cannot be copied."""
        root = self._layout.root
        plain, sealed = scan(root), scan_sealed(root)
        files = {**plain.files, **sealed.files}
        with contextlib.suppress(FileNotFoundError):
            found = (root / IGNORED).stat()
            files[IGNORED] = Stamp(found.st_size, found.st_mtime_ns)
        problems = (one for one in (*plain.problems, *sealed.problems) if one.code != "name-not-ascii")
        return replace(plain, files=files, problems=tuple(problems))

    def path(self, inside: str) -> Path:
        """A file of it by its path from the root."""
        return self._layout.path(inside)

    def digests(self) -> dict[str, str]:
        """Path from the root → SHA-256 of every original, as the manifest has them."""
        return read_manifest(ledger_text(self._layout, names.MANIFEST)[0], names.MANIFEST)[0]

    def history(self) -> tuple[tuple[str, ...], Witness | None]:
        """SHA-256 of every line of the events, and what a copy may keep as their witness."""
        path = self._layout.path(names.EVENTS)
        return line_digests(path), witness(path)

    def note(self, event: Event) -> bool:
        """Add an event as it is; False where this reader may not write in the archive. Raises Locked."""
        try:
            self._shelf.note(event)
        except CannotWrite:
            return False
        return True

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Nobody else writes while the block runs, unless this reader may not write and so cannot ask. Raises Locked."""
        with contextlib.ExitStack() as held:
            with contextlib.suppress(CannotWrite):
                held.enter_context(self._shelf.lock())
            yield

    def damaged(self, inside: str, day: dt.date) -> Path:
        """A free path under `sealed/` for what a file that is restored was before."""
        number = 1
        while (kept := self._layout.path(f"{names.DAMAGED}/{day}-{number}/{inside}")).exists():
            number += 1
        return kept
