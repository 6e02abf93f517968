"""Lives whose dates cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.finding import Case
from pipeline.model.archive import KeptInterview, KeptPerson
from pipeline.model.nouns import Person
from pipeline.model.problem import Problem
from pipeline.model.spot import Noun, Spot
from pipeline.model.text import Paragraph


def lives_run_forward(case: Case) -> Iterator[Problem]:
    """Birth, service, interview and death come in this order, as far as the dates are known."""
    for key, person in case.archive.people.items():
        record = person.record
        if record.birth and record.death and record.birth.earliest > record.death.latest:
            yield case.found(Spot("person", key, ("death",)), "birth-after-death")
        yield from _service(case, key, record)
    for key, interview in case.archive.interviews.items():
        births = [(kept.record.name, kept.record.birth) for kept in _narrators(case, key) if kept.record.birth]
        for number, session in enumerate(interview.record.sessions):
            for name, birth in births:
                if birth and session.date.latest < birth.earliest:
                    yield case.found(Spot("interview", key, ("sessions", number, "date")), "session-before-birth", name=name)


def computed_dates_are_confirmed(case: Case) -> Iterator[Problem]:
    """A date that a machine worked out bears the name of whoever checked it."""
    for spot, date in case.dates():
        if date.basis == "computed" and not date.confirmed_by:
            yield case.found(spot, "date-unconfirmed")


def _service(case: Case, key: str, record: Person) -> Iterator[Problem]:
    for number, stretch in enumerate(record.service):
        spot = Spot("person", key, ("service", number, "from"))
        if stretch.start and stretch.end and stretch.start.earliest > stretch.end.latest:
            yield case.found(spot, "service-order")
        if stretch.start and record.birth and stretch.start.latest < record.birth.earliest:
            yield case.found(spot, "service-before-birth")


def _narrators(case: Case, interview: str) -> list[KeptPerson]:
    people = case.archive.people
    return [people[who] for who in case.archive.interviews[interview].record.narrators if who in people]


def the_withdrawn_are_not_named(case: Case) -> Iterator[Problem]:
    """Somebody who withdrew is named in what another tells: people decide whether that may stay."""
    names = [name for one in case.archive.people.values() if one.ledger.withdrawals for name in _names(one) if len(name) > 1]
    for key, interview in case.archive.interviews.items():
        if interview.ledger.withdrawals or any(one.ledger.withdrawals for one in _narrators(case, key)):
            continue
        for noun, words in _told(interview):
            for name in dict.fromkeys(names):
                if name in words:
                    yield case.found(Spot(noun, key, ("find", name)), "withdrawn-named", name=name)


def _told(interview: KeptInterview) -> Iterator[tuple[Noun, str]]:
    turns = interview.text.turns() if interview.text else ()
    yield "text", "\n".join(block.text for turn in turns for block in turn.blocks if isinstance(block, Paragraph))
    sections = interview.story.sections if interview.story else ()
    yield "story", "\n".join(words for _, section in sections for words in section)


def _names(person: KeptPerson) -> tuple[str, ...]:
    return (person.record.name, *person.record.aliases)


PEOPLE_RULES = (lives_run_forward, computed_dates_are_confirmed, the_withdrawn_are_not_named)
