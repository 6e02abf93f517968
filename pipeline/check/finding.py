"""What a rule looks at, and how it says what it found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.model.archive import Archive, KeptPhoto, KeptPicture
from pipeline.model.consent import Consent, Withhold
from pipeline.model.nouns import Interview, Item, Person, Photo
from pipeline.model.problem import Problem
from pipeline.model.record import SaidDate
from pipeline.model.spot import Locate, Noun, Spot

Size = Callable[[str], tuple[int, int] | None]  # a picture's path from the root → width and height upright; None: not known


def unmeasured(_: str) -> tuple[int, int] | None:
    """The answer of somebody who has no files."""
    return None


@dataclass(frozen=True)
class Case:
    """One archive under examination; `size` measures a picture."""

    archive: Archive
    locate: Locate
    size: Size = unmeasured
    today: dt.date | None = None  # None: no day, so that nothing is due

    def found(self, spot: Spot, code: str, **values: object) -> Problem:
        """A problem at a spot."""
        return Problem(*self.locate(spot), code, values)

    def is_due(self, day: dt.date | None) -> bool:
        """Has this day come?"""
        return day is not None and self.today is not None and day <= self.today

    def is_broken(self, noun: Noun, key: str) -> bool:
        """Has the reader said already that this file cannot be read? Then nobody needs to hear that it is not there."""
        file = self.locate(Spot(noun, key))[0]
        return any(problem.file == file for problem in self.archive.problems)

    def consents(self) -> Iterator[tuple[Spot, Consent]]:
        """Every signed form, and where it stands."""
        for spot, record in (*self._records(), *self._photos()):
            if record.consent:
                yield below(spot, "consent"), record.consent

    def withheld(self) -> Iterator[tuple[Spot, Withhold]]:
        """Every withheld passage, and where it stands."""
        for spot, record in self._records():
            yield from ((below(spot, "withhold", number), one) for number, one in enumerate(record.withhold))

    def _records(self) -> Iterator[tuple[Spot, Person | Interview | Item]]:
        yield from ((Spot("person", key), one.record) for key, one in self.archive.people.items())
        yield from ((Spot("interview", key), one.record) for key, one in self.archive.interviews.items())
        yield from ((Spot("item", key), one.record) for key, one in self.archive.items.items())

    def _photos(self) -> Iterator[tuple[Spot, Photo]]:
        yield from ((spot, photo.record) for spot, photo in self.photos())

    def photos(self) -> Iterator[tuple[Spot, KeptPhoto]]:
        """Every photograph of interviews and talks that has a record, and where that stands."""
        of_interviews = ((Spot("photo", key), kept.photos) for key, kept in self.archive.interviews.items())
        of_talks = ((Spot("talk_photo", key), photos) for key, photos in self.archive.talk_photos.items())
        for spot, photos in (*of_interviews, *of_talks):
            for photo in photos:
                yield Spot(spot.noun, f"{spot.key}/{photo.picture.file.rpartition('/')[2].removesuffix('.jpg')}"), photo

    def pictures(self, spot: Spot) -> tuple[KeptPicture, ...]:
        """The pictures in the folder of the person, interview or item that a spot lies in."""
        if spot.noun == "person":
            portrait = self.archive.people[spot.key].portrait
            return (portrait,) if portrait else ()
        if spot.noun == "item":
            return self.archive.items[spot.key].pictures
        return tuple(photo.picture for photo in self.archive.interviews[spot.key].photos)

    def dates(self) -> Iterator[tuple[Spot, SaidDate]]:
        """Every date that was said, and where it stands."""
        for key, person in self.archive.people.items():
            yield from _given(Spot("person", key, ("birth",)), person.record.birth)
            yield from _given(Spot("person", key, ("death",)), person.record.death)
            for number, stretch in enumerate(person.record.service):
                yield from _given(Spot("person", key, ("service", number, "from")), stretch.start)
                yield from _given(Spot("person", key, ("service", number, "to")), stretch.end)
        for key, interview in self.archive.interviews.items():
            for number, session in enumerate(interview.record.sessions):
                yield Spot("interview", key, ("sessions", number, "date")), session.date
        for key, item in self.archive.items.items():
            yield from _given(Spot("item", key, ("date",)), item.record.date)


def below(spot: Spot, *steps: str | int) -> Spot:
    """What stands under a spot."""
    return Spot(spot.noun, spot.key, (*spot.path, *steps))


def _given(spot: Spot, date: SaidDate | None) -> Iterator[tuple[Spot, SaidDate]]:
    if date is not None:
        yield spot, date
