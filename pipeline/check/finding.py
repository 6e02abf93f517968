"""What a rule looks at, and how it says what it found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.archive import Archive
from pipeline.model.consent import Consent, Withhold
from pipeline.model.problem import Problem
from pipeline.model.record import SaidDate
from pipeline.model.spot import Locate, Noun, Spot


@dataclass(frozen=True)
class Case:
    """One archive under examination."""

    archive: Archive
    locate: Locate
    today: dt.date = dt.date.min  # without a day nothing has run out

    def found(self, spot: Spot, code: str, **values: object) -> Problem:
        """A problem at a spot."""
        return Problem(*self.locate(spot), code, values)

    def is_broken(self, noun: Noun, key: str) -> bool:
        """Has the reader said already that this file cannot be read? Then nobody needs to hear that it is not there."""
        file = self.locate(Spot(noun, key))[0]
        return any(problem.file == file for problem in self.archive.problems)

    def consents(self) -> Iterator[tuple[Spot, Consent]]:
        """Every signed form, and where it stands."""
        for key, person in self.archive.people.items():
            if person.record.consent:
                yield Spot("person", key, ("consent",)), person.record.consent
        for key, interview in self.archive.interviews.items():
            if interview.record.consent:
                yield Spot("interview", key, ("consent",)), interview.record.consent
        for key, item in self.archive.items.items():
            if item.record.consent:
                yield Spot("item", key, ("consent",)), item.record.consent

    def withheld(self) -> Iterator[tuple[Spot, Withhold]]:
        """Every withheld passage, and where it stands."""
        for key, person in self.archive.people.items():
            for number, one in enumerate(person.record.withhold):
                yield Spot("person", key, ("withhold", number)), one
        for key, interview in self.archive.interviews.items():
            for number, one in enumerate(interview.record.withhold):
                yield Spot("interview", key, ("withhold", number)), one

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
