"""Public ids and media files become addresses, as seen from one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.model.edition import Edition, PictureCut
from pipeline.model.projection import Picture


@dataclass(frozen=True)
class Directory:
    """What has a page or a file in this edition; a link is only made to what is in here."""

    people: frozenset[str]
    interviews: frozenset[str]
    items: frozenset[str]
    pictures: tuple[PictureCut, ...]
    entries: Mapping[str, str] = field(default_factory=dict)  # public id → register

    @classmethod
    def of(cls, edition: Edition) -> Directory:
        """The directory of an edition."""
        return cls(
            people=frozenset(person.id for person in edition.people),
            interviews=frozenset(entry.projection.id for entry in edition.interviews),
            items=frozenset(item.id for item in edition.items),
            pictures=tuple(sorted(edition.pictures, key=lambda cut: (cut.edge, cut.file))),
            entries={entry.id: entry.register for entry in edition.entries},
        )

    def cuts(self, picture: Picture) -> tuple[PictureCut, ...]:
        """The public cuts of a picture, the smallest first: by public id where files bear it, else by the original's digest."""
        return self._named.get(picture.id) or (self._digested.get(picture.digest, ()) if picture.digest else ())

    @cached_property
    def _named(self) -> Mapping[str, tuple[PictureCut, ...]]:
        found: defaultdict[str, tuple[PictureCut, ...]] = defaultdict(tuple)
        for cut in self.pictures:
            found[PurePosixPath(cut.file).stem.split("-")[0]] += (cut,)
        return found

    @cached_property
    def _digested(self) -> Mapping[str, tuple[PictureCut, ...]]:
        found: defaultdict[str, tuple[PictureCut, ...]] = defaultdict(tuple)
        for cut in self.pictures:
            found[cut.digest] += (cut,)
        return found


@dataclass(frozen=True)
class Here:
    """One page's view of the others: `root` is the way to the top folder, empty or `../`. Absence is an empty string."""

    root: str
    known: Directory

    def person(self, public_id: str) -> str:
        """The page of a person."""
        return f"{self.root}people/{public_id}.html" if public_id in self.known.people else ""

    def interview(self, public_id: str) -> str:
        """The page of an interview."""
        return f"{self.root}interviews/{public_id}.html" if public_id in self.known.interviews else ""

    def item(self, public_id: str) -> str:
        """The page of an item."""
        return f"{self.root}items/{public_id}.html" if public_id in self.known.items else ""

    def entry(self, public_id: str) -> str:
        """The page of an entry of a register."""
        return f"{self.root}{self.known.entries[public_id]}/{public_id}.html" if public_id in self.known.entries else ""

    def media(self, file: str) -> str:
        """A file of the media folder."""
        return f"{self.root}media/{quote(file)}"

    def picture(self, picture: Picture | None, edge: int) -> str:
        """The smallest public cut of a picture whose longest edge is at least `edge` pixels, else the largest there is."""
        cuts = self.known.cuts(picture) if picture else ()
        if not cuts:
            return ""
        return self.media(next((cut for cut in cuts if cut.edge >= edge), cuts[-1]).file)
