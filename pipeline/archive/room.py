"""The folder of an archive under its lock, with the register of its originals and the history of all that was done."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive import layout as names
from pipeline.archive.events import append_event, last_named, verify_events
from pipeline.archive.inventory import take_inventory
from pipeline.archive.layout import Layout
from pipeline.archive.manifest import read_manifest
from pipeline.archive.takein import ledger_text
from pipeline.errors import WrongUse
from pipeline.model.event import Event, EventType, Hand
from pipeline.model.fixity import Inventory
from pipeline.model.problem import Problem
from pipeline.writing.atomic import clean_leftovers, file_digest
from pipeline.writing.lock import hold

PATIENCE_S = 10


class Room:
    """One archive's folder: who may write in it, what lies in it by its digest, and what was done. See `shelf` for the rest."""

    def __init__(self, layout: Layout, patience_s: float) -> None:
        self.layout = layout
        self._patience_s = patience_s
        self._held = 0

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only one who writes; blocks may nest. What a killed run left half-written is cleared first.

        Raises Locked when another program keeps the lock for longer than that, WrongUse where there is no archive.yml.
        """
        if self._held:
            self._held += 1
            try:
                yield
            finally:
                self._held -= 1
            return
        if not self.layout.path(names.CONFIG).is_file():
            raise WrongUse("no-archive", folder=self.layout.root)
        with hold(self.layout.lock, self._patience_s):
            self._held = 1
            try:
                clean_leftovers(self.layout.root)
                yield
            finally:
                self._held = 0

    def open_path(self, inside: str) -> Path:
        """The path of a file that the reader has named, such as `KeptSound.file`. Raises WrongUse where it leaves the archive."""
        try:
            return self.layout.path(inside)
        except ValueError:
            raise WrongUse("path-leaves", path=inside) from None

    def original(self, digest: str) -> Path:
        """The path of the original with this SHA-256. Raises WrongUse where the manifest names none."""
        if not (inside := self.twin(digest)):
            raise WrongUse("no-original", digest=digest)
        return self.layout.path(inside)

    def twin(self, digest: str) -> str:
        """The path of any original, wherever in the archive, that has this SHA-256; empty where there is none."""
        known = self._manifest().items()
        return next((path for path, one in known if one == digest and self.layout.path(path).is_file()), "")

    def event(self, kind: EventType, files: tuple[str, ...], by: Hand, detail: str = "") -> None:
        """Write down what was done to which files (paths from the root), and what they are now. Raises CannotWrite, Locked."""
        with self.lock():
            known = self._manifest()
            digests = tuple(known.get(file) or self._digest(file) for file in files)
            self.note(Event(kind, files, by.agent, by.at, detail, digests))

    def note(self, event: Event) -> None:
        """Write down an event as it is. Raises CannotWrite, Locked."""
        with self.lock():
            append_event(self.layout.path(names.EVENTS), event)

    def inventory(self) -> Inventory:
        """What every file is known to hold; no file of the archive's holdings is opened."""
        return take_inventory(self.layout)

    def last_named(self) -> dict[str, int]:
        """Path from the root → the number of the last event that names it: the greater, the later."""
        return last_named(self.layout.path(names.EVENTS))

    def verify_chain(self) -> tuple[Problem, ...]:
        """Every line of the events that does not follow from the line before it."""
        return tuple(verify_events(self.layout.path(names.EVENTS), names.EVENTS))

    def _digest(self, inside: str) -> str:
        path = self.open_path(inside)
        return file_digest(path) if path.is_file() else ""

    def _manifest(self) -> dict[str, str]:
        return read_manifest(ledger_text(self.layout, names.MANIFEST)[0], names.MANIFEST)[0]
