"""A folder or URL ↔ a copy of the archive that a person can read and check without this program.

    README.txt              what this is
    archive/…               every file as it was when last copied
    former/DATE-N/…         what people's files were before they changed or went away
    inventory-sha256.txt    every file of these two and its digest, for `sha256sum -c`
    witness.json            how long the history was, and the digest of its last line

The inventory is written before a file is replaced and after, so a killed run leaves nothing that it cannot explain.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.custody.witness import FILE as WITNESS
from pipeline.custody.witness import compose_witness, parse_witness
from pipeline.errors import Unreadable, WrongUse
from pipeline.model.archive import Witness
from pipeline.model.problem import Problem
from pipeline.writing.store import Store

TREE, FORMER = "archive", "former"
INVENTORY, README = "inventory-sha256.txt", "README.txt"
_SAVE_EVERY = 1 << 28  # bytes written between two inventories


@dataclass(frozen=True)
class Sums:
    """sha256sum's format: `read(text, file)` gives digests by path and the lines that are none; `write` gives the text."""

    read: Callable[[str, str], tuple[dict[str, str], tuple[Problem, ...]]]
    write: Callable[[Mapping[str, str]], str]


class Copy:
    """A copy at `store`; `digests` is its inventory, `sizes` the bytes of what really lies there, both by path in the copy."""

    def __init__(self, store: Store, sums: Sums) -> None:
        """Look at what lies there. Raises WrongUse where that is no copy, Unreadable where its lists are spoilt."""
        self.store = store
        self._sums = sums
        self._unsaved = 0
        self.sizes = {path: size for path, size in store.sizes().items() if not is_leftover(path)}
        self.is_new = INVENTORY not in self.sizes
        if self.is_new and set(self.sizes) - {README}:
            raise WrongUse("copy-place-taken", place=spoken(store.place))
        self.digests = {} if self.is_new else self.listed(INVENTORY)
        self.witness = parse_witness(store.read(WITNESS), WITNESS) if WITNESS in self.sizes else None
        former = (path.split("/", 2) for path in self.digests if path.startswith(f"{FORMER}/"))
        self._former = {(inside, self.digests[f"{FORMER}/{run}/{inside}"]) for _, run, inside in former}

    @property
    def held(self) -> dict[str, str]:
        """Path from the archive's root → SHA-256, as the inventory has it."""
        return {path.partition("/")[2]: digest for path, digest in self.digests.items() if path.startswith(f"{TREE}/")}

    def manifest(self, name: str) -> dict[str, str]:
        """Path → SHA-256 of every original that the copy's manifest of this name lists, and every former one of it."""
        told: dict[str, str] = {}
        for inside in sorted(self.digests.keys() & self.sizes.keys()):
            parts = inside.split("/", 2)
            if parts[0] == FORMER and parts[2:] == [name]:
                with contextlib.suppress(Unreadable):
                    told |= self.listed(inside)
        inside = f"{TREE}/{name}"
        return told | (self.listed(inside) if inside in self.sizes else {})

    def size(self, path: str) -> int | None:
        """Bytes of a file (path from the archive's root) as it lies there; None where it does not."""
        return self.sizes.get(f"{TREE}/{path}")

    def chunks(self, path: str) -> Iterator[bytes]:
        """A file of the archive as it lies in the copy. Raises Unreadable."""
        return self.store.chunks(f"{TREE}/{path}")

    def begin(self, text: str) -> None:
        """Make the place a copy, so that whatever a killed run leaves there is known for one. Raises CannotWrite."""
        self.store.tidy()
        self.store.put(README, [text.encode()])
        if self.is_new:
            self.save(None)

    def add(self, path: str, read: Callable[[], Iterable[bytes]], known: str, run: str) -> str:
        """Bring a file, proved by reading it back; in place of what the inventory has. Returns its SHA-256.

        What lies there unlisted, as after a killed run, is let be where it is the same and kept as a former version of this `run`
        where it is not. Raises Unreadable where the file is not what `known` says (empty: nobody knows), CannotWrite; then
        nothing was brought.
        """
        inside = f"{TREE}/{path}"
        if inside in self.sizes and inside not in self.digests:
            there = digest_of(self.chunks(path))
            if there == (known or digest_of(read())):
                self.digests[inside] = there
                return there
            self.keep(path, run)
        self.digests[inside], self.sizes[inside] = self.store.put(inside, read(), known)
        self._unsaved += self.sizes[inside]
        if self._unsaved >= _SAVE_EVERY:
            self.save(None)
        return self.digests[inside]

    def keep(self, path: str, run: str) -> None:
        """Keep what lies at a path among the former versions of this run, unless the same is kept already. Raises as `add`."""
        digest = digest_of(self.chunks(path))
        if (path, digest) not in self._former:
            inside = f"{FORMER}/{run}/{path}"
            self.digests[inside], self.sizes[inside] = self.store.put(inside, self.chunks(path))
            self._former.add((path, digest))

    def drop(self, path: str) -> None:
        """Take away from the tree what `keep` has kept, or what is only listed."""
        self.digests.pop(f"{TREE}/{path}", None)
        if self.sizes.pop(f"{TREE}/{path}", None) is not None:
            self.store.remove(f"{TREE}/{path}")

    def unlist(self, paths: Iterable[str]) -> None:
        """Take those of these files (paths in the copy) off the inventory that somebody has taken away by hand."""
        for path in [path for path in paths if path not in self.sizes]:
            del self.digests[path]

    def run(self, today: dt.date) -> str:
        """A name for this run's former versions that no earlier run has."""
        taken = {path.split("/")[1] for path in self.sizes if path.startswith(f"{FORMER}/")}
        number = 1
        while f"{today}-{number}" in taken:
            number += 1
        return f"{today}-{number}"

    def save(self, witness: Witness | None) -> None:
        """Write the inventory, and the witness where there is one. Raises CannotWrite."""
        self.store.put(INVENTORY, [self._sums.write(self.digests).encode()])
        if witness:
            self.store.put(WITNESS, [compose_witness(witness)])
        self._unsaved = 0

    def listed(self, inside: str) -> dict[str, str]:
        """Digests by path, as a list of the copy (path in it) has them. Raises Unreadable where it is spoilt or not there."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            digests, problems = self._sums.read(self.store.read(inside).decode(), inside)
            if not problems:
                return digests
        raise Unreadable("copy-list-broken", file=inside, place=spoken(self.store.place))


def is_leftover(path: str) -> bool:
    """Is this what a killed program left half-written, or what a disk's own system keeps there?"""
    parts = path.split("/")
    hidden = any(part.startswith(".") and part != ".gitignore" for part in parts)
    return hidden or parts[0] in ("lost+found", "System Volume Information")


def digest_of(chunks: Iterable[bytes]) -> str:
    """SHA-256 of a stream."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def spoken(place: str) -> str:
    """A place as it may stand in a log: an address without the name and password in it."""
    scheme, mark, rest = place.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark else place
