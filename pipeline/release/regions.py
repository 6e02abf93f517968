"""Turns withheld regions of pictures into what is painted over in each original, whichever record shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model.archive import Archive, KeptPicture
from pipeline.model.consent import Region, Withhold
from pipeline.model.projection import Picture
from pipeline.release.fields import held

Regions = tuple[Region, ...]
_NOTHING: Regions = ()


@dataclass(frozen=True)
class Covers:
    """What is withheld of pictures today, by the digest of the original: the same original is the same picture everywhere."""

    covered: dict[str, Regions] = field(default_factory=dict)
    shut: frozenset[str] = frozenset()  # originals of a record that withholds a region of a picture it has not

    def of(self, digest: str) -> Regions:
        """What is painted over in an original."""
        return self.covered.get(digest, _NOTHING)


def joined(*rows: Iterable[Region]) -> Regions:
    """Every region of the rows once, in the order of their corners, so that the same regions give the same digest."""
    return tuple(sorted({one for row in rows for one in row}, key=lambda one: (one.left, one.top, one.width, one.height)))


def covers(archive: Archive, today: dt.date) -> Covers:
    """The regions that every person, item and interview withholds today, all that name one original together."""
    covered: dict[str, Regions] = {}
    shut: set[str] = set()
    for records, pictures in _records(archive):
        for one in held(records, today):
            if one.region is None:
                continue
            meant = [picture for picture in pictures if one.is_of(picture.file)]
            shut |= set() if meant else {picture.digest for picture in pictures}
            for picture in meant:
                covered[picture.digest] = joined(covered.get(picture.digest, _NOTHING), (one.region,))
    return Covers(covered, frozenset(shut))


def more_covered(picture: Picture, regions: Sequence[Region]) -> Picture:
    """The picture with these regions painted over too."""
    whole = joined(picture.covered, regions)
    return picture if whole == picture.covered else picture.model_copy(update={"covered": whole})


def _records(archive: Archive) -> Iterator[tuple[tuple[Withhold, ...], list[KeptPicture]]]:
    for person in archive.people.values():
        yield person.record.withhold, [person.portrait] if person.portrait else []
    for item in archive.items.values():
        yield item.record.withhold, list(item.pictures)
    for interview in archive.interviews.values():
        yield interview.record.withhold, [photo.picture for photo in interview.photos]
