"""Lives whose dates cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.check.finding import Case
from pipeline.check.told import Told, of_interview, of_item, of_person, place_of
from pipeline.language.designations import mentions
from pipeline.model.archive import KeptPerson
from pipeline.model.nouns import Person
from pipeline.model.problem import Problem
from pipeline.model.spot import Spot
from pipeline.model.wall import listed


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
    """Somebody who withdrew is named in what another tells: people decide whether that may stay. Each once in each file."""
    gone = _gone(case)
    if not gone:
        return
    archive = case.archive
    for key, interview in archive.interviews.items():
        narrators = [person.record for person in _narrators(case, key)]
        if not interview.ledger.withdrawals and not gone & set(interview.record.narrators):
            yield from _names_in(case, gone, narrators, of_interview(case, key))
    for key, person in archive.people.items():
        if key not in gone:
            told = ((spot, words) for spot, words in of_person(case, key) if spot.path[0] == "bio")
            yield from _names_in(case, gone, [person.record], told)
    for key, item in archive.items.items():
        if item.record.owner not in gone and item.record.owner in archive.people:
            yield from _names_in(case, gone, [archive.people[item.record.owner].record], of_item(case, key))


def _gone(case: Case) -> set[str]:
    """Who withdrew, or of whom an interview was withdrawn and none is left."""
    told = [(one.record.narrators, bool(one.ledger.withdrawals)) for one in case.archive.interviews.values()]
    withdrawn, left = ({who for narrators, is_gone in told if is_gone is state for who in narrators} for state in (True, False))
    return {key for key, one in case.archive.people.items() if one.ledger.withdrawals or key in withdrawn - left}


def _names_in(case: Case, gone: set[str], own: Iterable[Person], told: Told) -> Iterator[Problem]:
    """Names of the gone in what people tell whose `own` names are theirs; within a longer name that the archive knows, none."""
    mine = {name for record in own for name in _names(record)}
    names = {name for key in gone for name in _names(case.archive.people[key].record) if len(name) > 1} - mine
    forms = dict.fromkeys(case.archive.written_names(), "") | {name: name for name in names}
    seen: set[tuple[str, str, str]] = set()
    for spot, text in told:
        for one in mentions(text, forms):
            if (spot.noun, spot.key, one.key) not in seen:
                seen.add((spot.noun, spot.key, one.key))
                yield case.found(place_of(spot, text[one.start : one.end]), "withdrawn-named", name=one.form)


def nobody_is_forgotten_on_the_walls(case: Case) -> Iterator[Problem]:
    """Where there are walls, whoever said in a form of their own that they may be on one is on one."""
    people = {key: kept.record for key, kept in case.archive.people.items()}
    shown = {who for wall in case.archive.walls for who in listed(wall, people, case.archive.registers)}
    for key, person in case.archive.people.items():
        form = person.record.consent
        if shown and key not in shown and form and form.purposes.get("wall") == "yes" and not person.ledger.withdrawals:
            yield case.found(Spot("person", key, ("consent", "purposes", "wall")), "wall-forgotten", name=person.record.name)


def _names(record: Person) -> tuple[str, ...]:
    return (record.name, *record.aliases)


PEOPLE_RULES = (lives_run_forward, computed_dates_are_confirmed, the_withdrawn_are_not_named, nobody_is_forgotten_on_the_walls)
