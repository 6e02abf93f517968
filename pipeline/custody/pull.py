"""What was seen of the archive → a copy that holds it: what is new is added, what people's files were is kept."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from pipeline.custody.copies import Copy, spoken
from pipeline.custody.survey import Files, Seen, is_spoilt
from pipeline.errors import CannotWrite, KoushuError
from pipeline.model.problem import Problem

_MARGIN = 1 << 20  # for the inventory, the witness and the names of files


@dataclass
class Tally:
    """What a run brought: paths from the root, bytes read and proved, and what a person must know."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    size: int = 0
    problems: list[Problem] = field(default_factory=list)


class Pull:
    """One run: `digests` are the originals' as the manifest has them, `run` names its folder."""

    def __init__(self, copy: Copy, files: Files, digests: Mapping[str, str], run: str) -> None:
        self._copy = copy
        self._digests = digests
        self._run = run
        self.files = files
        self.tally = Tally()
        self._failed: set[str] = set()

    def check_room(self, wanted: Collection[str], found: Mapping[str, Seen], size_of: Callable[[str], int]) -> None:
        """Raises CannotWrite where what is new or changed will not fit."""
        held = self._copy.held
        new = sum(size_of(path) for path in wanted if path not in held or found.get(path, _NOTHING).digest != held[path])
        there = sum(size for path, size in self._copy.sizes.items() if path not in self._copy.digests)  # by a killed run
        free = self._copy.store.free()
        if free is not None and new + _MARGIN - there > free:
            needed = (new + _MARGIN - there) >> 20
            raise CannotWrite(
                "copy-no-room", place=spoken(self._copy.store.place), needed=f"{needed + 1:,}", free=f"{free >> 20:,}"
            )

    def add_originals(self, wanted: Collection[str]) -> None:
        """Bring the originals that the copy has not: they never change, so nobody need wait while this goes on."""
        for path in sorted(self._digests.keys() & set(wanted)):
            if path not in self._copy.held:
                self._bring(path, self.tally.added)

    def bring(self, wanted: Collection[str], found: Mapping[str, Seen], gone: Collection[str]) -> None:
        """Bring all that is not there or not the same, once everything it takes the place of is kept; what is `gone` from the
        archive is kept among the former versions. Raises CannotWrite."""
        held = self._copy.held
        changed = [path for path in sorted(found.keys() & set(wanted)) if self._differs(path, found[path], held[path])]
        for path in (*changed, *gone):
            self._keep(path, found.get(path, _NOTHING))
        self._copy.save(None)
        for path in changed:
            self._bring(path, self.tally.changed)
        for path in gone:
            self._copy.drop(path)
        self.tally.gone.extend(gone)
        for path in sorted(set(wanted) - held.keys()):
            self._bring(path, self.tally.added)

    def bring_again(self, path: str) -> None:
        """Bring a file that only grew since. Raises CannotWrite."""
        self._bring(path, [])

    def _differs(self, path: str, seen: Seen, held: str) -> bool:
        if not seen.digest:
            self.tally.problems.append(Problem(path, 0, 0, "copy-file-unreadable", {"file": path}))
            return False
        if is_spoilt(seen, held):
            self.tally.problems.append(Problem(path, 0, 0, "copy-file-no-text", {"file": path}))
        if seen.digest == held and seen.size != self._copy.size(path):
            values: dict[str, object] = {"file": path, "place": spoken(self._copy.store.place)}
            self.tally.problems.append(Problem(path, 0, 0, "copy-held-damaged", values))
            return True
        return seen.digest != held

    def _keep(self, path: str, seen: Seen) -> None:
        if self._copy.size(path) is not None and not seen.grew and (not seen.there or seen.there != seen.digest):
            self._copy.keep(path, self._run)

    def _bring(self, path: str, brought: list[str]) -> None:
        if path in self._failed:
            return
        try:
            self._copy.add(path, lambda: self.files.read(path), self._digests.get(path, ""), self._run)
        except CannotWrite:
            with contextlib.suppress(CannotWrite):
                self._copy.save(None)
            raise
        except KoushuError as failure:
            self._failed.add(path)
            self.tally.problems.append(Problem(path, 0, 0, failure.code, {**failure.values, "file": path}))
            return
        brought.append(path)
        self.tally.size += self._copy.size(path) or 0


_NOTHING = Seen("", 0, "")


def colliding(paths: Collection[str]) -> tuple[Problem, ...]:
    """Files whose names differ only by capitals or by how an accent is written: many disks cannot hold both."""
    seen: dict[str, str] = {}
    found = []
    for path in sorted(paths):
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            found.append(Problem(path, 0, 0, "copy-names-collide", {"file": path, "other": other}))
    return tuple(found)
